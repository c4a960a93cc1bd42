import type { CallOptions, RemoteAccess } from '../contract.ts'
import { fetchBranch } from '../fetch.ts'
import { bringIncoming } from '../managed/incoming.ts'
import { readRef } from '../repository/refs.ts'
import { findRemoteBranch, type RemoteBranch } from '../repository/remote-branch.ts'
import type { Repo } from '../repository/repo.ts'
import { trackingOf } from '../repository/upstream.ts'
import { askServer } from './ask-server.ts'
import { readDefaultBranch } from './default-branch.ts'

/** The checked-out branch held against the remote's default one, in the place of its own counterpart. */
export interface AgainstDefault extends RemoteBranch {
  /** Short name of the default branch. */
  name: string
}

/**
 * Fetches the remote's default branch, and with it what is needed to merge it with the checked-out one; null where the server has
 * none. Where what was known of it is true no more, the server is asked which one it is.
 * Failures: DETACHED_HEAD, REMOTE_REPOSITORY_NOT_FOUND, those of the transport, DISK_FULL.
 */
export async function reachDefault(repo: Repo, access: RemoteAccess, options: CallOptions): Promise<AgainstDefault | null> {
  const known = readDefaultBranch(repo, access.remote)
  const reached = known === null ? null : await reach(repo, known, access, options)
  if (reached !== null) return reached
  const { defaultBranch } = await askServer(repo, access, options)
  return defaultBranch === null ? null : reach(repo, defaultBranch, access, options)
}

async function reach(repo: Repo, name: string, access: RemoteAccess, options: CallOptions): Promise<AgainstDefault | null> {
  const at = againstDefault(repo, access.remote, name)
  const { mergeBase } = await fetchBranch(repo, at, access, options)
  if (readRef(repo, at.trackingRef) === null) return null
  if (mergeBase.kind === 'out-of-reach') throw mergeBase.because
  await bringIncoming(repo, at, access, options)
  return at
}

/** As the two stand now. Failures: DETACHED_HEAD, REMOTE_REPOSITORY_NOT_FOUND. */
export function againstDefault(repo: Repo, remote: string, name: string): AgainstDefault {
  const at = findRemoteBranch(repo, remote)
  // Nothing of the checked-out branch's own upstream may be written.
  const relation = 'tracked'
  return { ...at, name, serverRef: `refs/heads/${name}`, trackingRef: trackingOf(repo, remote, name), relation }
}
