import type { RepositoryPath } from '#shared/domain/hosting.ts'
import type { Authorization } from '../git-host.ts'
import type { RestClient } from '../rest-client.ts'
import { safePath } from '../safe-path.ts'

export interface DataCenterContext {
  /** Below the domain, so that both of its interfaces are in reach. */
  rest: RestClient
  /** Address of the server with its context path, where it has one. */
  domain: string
  authorization: Authorization | null
}

export const API = '/rest/api/1.0'

/** Path of a repository below one of the server's interfaces. A personal project's key is `~` and the user. */
export function repositoryPath({ organisation, name }: RepositoryPath): string {
  return safePath`/projects/${organisation}/repos/${name}`
}
