import type { RemoteAddress } from '#shared/domain/clone.ts'
import type { HostKind } from '#shared/domain/host.ts'
import type { RepositoryPath } from '#shared/domain/hosting.ts'
import { parseRemoteAddress } from '#shared/domain/remote-address.ts'
import { collectionOf } from './azure-devops/context.ts'

/**
 * The repository that a remote's address names, as its host's interface knows it; null where the address is not of the form
 * that this kind of host gives its repositories (the hosts' documentation on cloning). `domain` is the server's address.
 */
export function repositoryOfUrl(host: HostKind, domain: string, url: string): RepositoryPath | null {
  const address = parseRemoteAddress(url)
  const parts = partsBelow(address, domain)
  if (parts === null) return null
  switch (host) {
    case 'github':
    case 'github-enterprise-server':
    case 'bitbucket':
      return parts.length === 2 ? named(parts.slice(0, 1), null, parts.at(-1)) : null
    case 'gitlab':
    case 'gitlab-self-managed':
      return named(parts.slice(0, -1), null, parts.at(-1))
    case 'bitbucket-data-center':
      return inProject(address.kind === 'ssh' ? parts : withoutFirst(parts, 'scm'))
    case 'azure-devops':
    case 'azure-devops-server':
      return inAzure(address.kind === 'ssh' ? sshParts(parts) : httpParts(parts), host === 'azure-devops' ? null : domain)
  }
}

/** Parts of the address's path below the server's own path, which SSH does not know. */
function partsBelow(address: RemoteAddress, domain: string): string[] | null {
  if (address.kind !== 'https' && address.kind !== 'http' && address.kind !== 'ssh') return null
  const parts = address.path.split('/').filter((part) => part !== '')
  if (address.kind === 'ssh') return parts
  const context = new URL(domain).pathname.split('/').filter((part) => part !== '')
  return parts.slice(context.length)
}

function withoutFirst(parts: string[], first: string): string[] | null {
  return parts[0]?.toLowerCase() === first ? parts.slice(1) : null
}

function inProject(parts: string[] | null): RepositoryPath | null {
  return parts?.length === 2 ? named(parts.slice(0, 1), null, parts[1]) : null
}

interface AzureParts {
  /** Organisation (or collection) and project, as far as the address names them. */
  above: string[]
  name: string
}

/** `organisation/project/_git/repository`; a repository that has its project's name may leave the project out. */
function httpParts(parts: string[]): AzureParts | null {
  const name = parts.at(-1)
  if (parts.at(-2)?.toLowerCase() !== '_git' || name === undefined) return null
  return { above: parts.slice(0, -2), name }
}

/** `v3/organisation/project/repository` (Azure DevOps, "Use SSH key authentication"), or as over HTTP with `_ssh`. */
function sshParts(parts: string[]): AzureParts | null {
  const [version, organisation, project, name] = parts
  if (version === 'v3' && organisation && project && name && parts.length === 4) return { above: [organisation, project], name }
  const at = parts.findIndex((part) => part.toLowerCase() === '_ssh' || part.toLowerCase() === '_git')
  const last = parts.at(-1)
  return at >= 0 && at === parts.length - 2 && last !== undefined ? { above: parts.slice(0, at), name: last } : null
}

/** A server's domain may be the address of a collection already, which then is the organisation. */
function inAzure(parts: AzureParts | null, server: string | null): RepositoryPath | null {
  if (parts === null) return null
  const { above, name } = parts
  const collection = server === null ? null : collectionOf(server)
  if (above.length === 2) return named(above.slice(0, 1), above[1] ?? null, name)
  if (collection !== null && above.length <= 1) return named([collection], above[0] ?? name, name)
  return above.length === 1 ? named(above, name, name) : null
}

function named(organisation: string[], project: string | null, name: string | undefined): RepositoryPath | null {
  if (organisation.length === 0 || name === undefined) return null
  return { organisation: organisation.join('/'), project, name }
}
