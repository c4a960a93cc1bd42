import type { CloneCheck } from '#shared/contract/connections.ts'
import type { PickedFolder } from '#shared/contract/folders.ts'
import type { CloneRemote, FolderInspection } from '#shared/domain/clone.ts'
import type { SignInMethod } from '#shared/domain/connection.ts'
import type { HostKind } from '#shared/domain/host.ts'
import { belongsToDomain, suggestDomain } from '#shared/domain/remote-address.ts'

export interface CloneQuestion {
  host: HostKind
  /** Normalised. */
  domain: string
  /** The remote to use; null for `origin`. */
  remote: string | null
  folder: PickedFolder
  /** Makes a folder reachable for the window; null where it may not be. */
  offer: (path: string) => PickedFolder | null
}

/**
 * Holds a picked folder against B6: the root of a working tree, on a branch, whose remote belongs to the domain. Each refusal
 * carries what its way out needs. Whether the repository is already connected is not known here.
 */
export function judgeClone(inspection: FolderInspection, question: CloneQuestion): CloneCheck {
  switch (inspection.kind) {
    case 'working-tree':
      return judgeWorkingTree(inspection, question)
    case 'subfolder': {
      const root = question.offer(inspection.root)
      return root ? { kind: 'subfolder', root } : { kind: 'not-a-repository' }
    }
    case 'inside-git-folder':
      return { kind: 'inside-git-folder', root: inspection.root === null ? null : question.offer(inspection.root) }
    default:
      return inspection
  }
}

function judgeWorkingTree(
  { layout, remotes, head, lastCommit }: Extract<FolderInspection, { kind: 'working-tree' }>,
  { host, domain, remote: wanted, folder }: CloneQuestion,
): CloneCheck {
  if (remotes.length === 0) return { kind: 'no-remote' }
  const candidates = remotes.filter(
    (remote) => belongsToDomain(remote.address, domain) && signInMethods(remote, host).length > 0,
  )
  const origin = remotes.find((remote) => remote.name === 'origin') ?? null
  if (candidates.length === 0) {
    const nearest = [origin, ...remotes].find((remote) => remote !== null && suggestDomain(remote.address) !== null)
    return { kind: 'other-domain', remotes, suggestion: nearest ? suggestDomain(nearest.address) : null }
  }
  const remote = candidates.find((candidate) => candidate.name === (wanted ?? 'origin'))
  if (!remote) return { kind: 'other-remote', origin, candidates }
  if (head.kind === 'detached') return { kind: 'detached', commit: head.commit }
  return { kind: 'accepted', folder, layout, remote, candidates, head, lastCommit, signIn: signInMethods(remote, host) }
}

/** How one can sign in to a remote: what its address and the kind of its server allow. */
export function signInMethods(remote: CloneRemote, host: HostKind): SignInMethod[] {
  switch (remote.address.kind) {
    case 'https':
    case 'http':
      return ['token', 'credential-helper', ...accountMethod(host)]
    case 'ssh':
      return ['ssh']
    default:
      return []
  }
}

/** Accounts are for kinds of server that have OAuth; Azure DevOps Server knows tokens and Windows sign-in alone. */
export function accountMethod(host: HostKind): SignInMethod[] {
  return host === 'azure-devops-server' ? [] : ['account']
}

/**
 * One form for all addresses of a repository: server, organisation, repository, letter case folded. The port counts over HTTP
 * alone, where another port is another server.
 */
export function remoteKey(remote: CloneRemote): string {
  const { address, organisation, repository } = remote
  if (address.kind === 'local' || address.kind === 'unknown') return remote.url
  const usual = address.kind === 'https' ? 443 : 80
  const port = (address.kind === 'https' || address.kind === 'http') && address.port !== null && address.port !== usual
  return `${SSH_DOORS[address.host] ?? address.host}${port ? `:${address.port}` : ''}/${organisation ?? ''}/${repository ?? address.path}`.toLowerCase()
}

/** Other names under which cloud hosts answer SSH, and the names of their web pages (the hosts' documentation on SSH). */
const SSH_DOORS: Readonly<Record<string, string>> = {
  'ssh.github.com': 'github.com',
  'altssh.gitlab.com': 'gitlab.com',
  'altssh.bitbucket.org': 'bitbucket.org',
  'ssh.dev.azure.com': 'dev.azure.com',
}
