import type { RepositoryPath } from '#shared/domain/hosting.ts'
import type { RestClient } from '../rest-client.ts'
import { safePath } from '../safe-path.ts'

export interface BitbucketContext {
  rest: RestClient
  /** What failures name as the server. */
  domain: string
  /** Address of the web pages, and of Git. */
  web: string
}

export function repositoryPath({ organisation, name }: RepositoryPath): string {
  return safePath`/repositories/${organisation}/${name}`
}
