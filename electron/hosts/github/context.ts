import type { RepositoryPath } from '#shared/domain/hosting.ts'
import type { LinkPaging } from '../linked-list.ts'
import type { RestClient } from '../rest-client.ts'
import { safePath } from '../safe-path.ts'

export interface GithubContext {
  rest: RestClient
  /** What failures name as the server; also the address of the web pages. */
  domain: string
}

export function repositoryPath({ organisation, name }: RepositoryPath): string {
  return safePath`/repos/${organisation}/${name}`
}

/** GitHub's largest page, and how its `Link` headers go on ("Using pagination in the REST API"). */
export const PAGING: LinkPaging = { pageSize: 100, parameters: ['page', 'after', 'since'] }
