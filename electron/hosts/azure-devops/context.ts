import type { RepositoryPath } from '#shared/domain/hosting.ts'
import type { Authorization } from '../git-host.ts'
import type { RestClient } from '../rest-client.ts'
import { safePath } from '../safe-path.ts'

export interface AzureContext {
  kind: 'azure-devops' | 'azure-devops-server'
  /** What failures name as the server, and where web pages and Git are: `https://dev.azure.com`, or a server's collection. */
  domain: string
  /** Asks below the domain. */
  rest: RestClient
  /** Profile and accounts of the person; null on a server, which has none. */
  profile: RestClient | null
  /** The one organisation that the sign-in belongs to; null where it may be several. */
  organisation: string | null
  authorization: Authorization | null
}

export const VERSION = { 'api-version': '7.1' }

/**
 * Path of an organisation below the domain. A server's domain is the address of its collection, its organisation; where it
 * is that of the server alone, the collection follows.
 */
export function organisationPath({ kind, domain }: Pick<AzureContext, 'kind' | 'domain'>, organisation: string): string {
  return kind === 'azure-devops-server' && isSame(collectionOf(domain), organisation) ? '' : safePath`/${organisation}`
}

/** The collection that a server's domain ends with; null where it names the server alone. */
export function collectionOf(domain: string): string | null {
  const last = new URL(domain).pathname
    .split('/')
    .filter((part) => part !== '')
    .at(-1)
  return last === undefined ? null : decodeURIComponent(last)
}

/** Path of a repository's questions. A repository without a project is the one that has its project's name. */
export function repositoryPath(context: AzureContext, path: RepositoryPath): string {
  return organisationPath(context, path.organisation) + safePath`/${projectOf(path)}/_apis/git/repositories/${path.name}`
}

export function projectOf({ project, name }: RepositoryPath): string {
  return project ?? name
}

export function isSame(a: string | null, b: string | null): boolean {
  return a !== null && b !== null && a.toLowerCase() === b.toLowerCase()
}

/** A branch by its whole name. */
export function headOf(branch: string): string {
  return `refs/heads/${branch}`
}

/** Short name of a branch; null for other refs. */
export function branchOf(ref: string | null | undefined): string | null {
  return ref?.startsWith('refs/heads/') ? ref.slice('refs/heads/'.length) : null
}
