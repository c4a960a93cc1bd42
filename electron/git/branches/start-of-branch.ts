import type { BranchRef } from '#shared/domain/branch.ts'
import type { ObjectId } from '#shared/domain/ids.ts'
import type { CallOptions, NeedsServer, RemoteAccess } from '../contract.ts'
import { fetchBranch } from '../fetch.ts'
import { bringFolders, lacksOfFolders } from '../managed/incoming.ts'
import { readRef } from '../repository/refs.ts'
import { type RemoteBranch, requireRemote } from '../repository/remote-branch.ts'
import { type Repo, readConfig } from '../repository/repo.ts'
import { trackingRef, upstreamIn } from '../repository/upstream.ts'
import { branchNames, nameTaken } from './branch-names.ts'

const BRANCHES = 'refs/heads/'

/** A branch to begin at, with all of its objects here; or why that can't be. */
export type Start = { kind: 'at'; commit: ObjectId } | { kind: 'branch-missing'; ref: BranchRef } | NeedsServer

/**
 * Finds the commit of a branch and gets what is not here of it. With an access a remote branch is fetched first; without one,
 * what was last known of it has to do. Failures: REMOTE_REPOSITORY_NOT_FOUND, those of the transport.
 */
export async function reachBranch(
  repo: Repo,
  { ref, remote, access }: { ref: BranchRef; remote: string; access: RemoteAccess | null },
  options: CallOptions,
): Promise<Start> {
  if (ref.kind === 'remote' && access) await fetchBranch(repo, remoteBranch(repo, remote, ref.name), access, options)
  const commit = tipOf(repo, remote, ref)
  if (commit === null) return ref.kind === 'remote' && !access ? { kind: 'needs-server' } : { kind: 'branch-missing', ref }
  if (access) await bringFolders(repo, commit, access, options)
  else if (!repo.objects.has(commit) || lacksOfFolders(repo, commit)) return { kind: 'needs-server' }
  return { kind: 'at', commit }
}

/** Where a branch is, as known here; null where it is not. */
export function tipOf(repo: Repo, remote: string, ref: BranchRef): ObjectId | null {
  if (ref.kind === 'local') return readRef(repo, BRANCHES + ref.name)
  return readRef(repo, remoteBranch(repo, remote, ref.name).trackingRef)
}

/** A remote's branch, beside no branch here. Failure: REMOTE_REPOSITORY_NOT_FOUND. */
function remoteBranch(repo: Repo, remote: string, name: string): RemoteBranch {
  requireRemote(repo, remote)
  const serverRef = BRANCHES + name
  return {
    remote,
    branch: name,
    localRef: serverRef,
    local: null,
    serverRef,
    trackingRef: trackingRef(readConfig(repo).all(`remote.${remote}.fetch`), serverRef) ?? `refs/remotes/${remote}/${name}`,
    relation: 'same-name',
  }
}

/** The branch here that stands for a remote one: the one of its name that follows it or nothing, else any that follows it. */
export function findFollower(repo: Repo, remote: string, name: string): string | null {
  // Once for all of them: every reading looks whether a file of it changed.
  const config = readConfig(repo)
  const follows = (branch: string) => {
    const upstream = upstreamIn(config, branch)
    return upstream !== null && upstream.remote === remote && upstream.merge === BRANCHES + name
  }
  const names = branchNames(repo)
  if (names.includes(name) && (follows(name) || upstreamIn(config, name) === null)) return name
  return names.find(follows) ?? null
}

/** A name for the branch that is to follow a remote one: its own, or one that says whose it is where that is taken. */
export function nameForFollower(repo: Repo, remote: string, name: string): string {
  for (let n = 0; ; n++) {
    const candidate = n === 0 ? name : n === 1 ? `${remote}-${name}` : `${remote}-${name}-${n}`
    if (nameTaken(repo, candidate) === null) return candidate
  }
}
