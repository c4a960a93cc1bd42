import { withoutCredentials } from '#shared/domain/remote-address.ts'
import type { PullOutcome } from '#shared/domain/repository.ts'
import type { CallOptions, RemoteAccess } from './contract.ts'
import { fetchBranch } from './fetch.ts'
import { type IntegrateInput, integrate } from './integrate.ts'
import { bringIncoming } from './managed/incoming.ts'
import { mergedInto } from './repository/commit-message.ts'
import { refuseDuringForeignOperation } from './repository/foreign-operation.ts'
import { readRef } from './repository/refs.ts'
import { findRemoteBranch, type RemoteBranch, remoteUrl } from './repository/remote-branch.ts'
import { type Repo, readConfig } from './repository/repo.ts'
import { settleEarlier } from './transaction/recover.ts'

export interface PullInput extends IntegrateInput {
  access: RemoteAccess
}

/** How the local part gets the repository for itself, once the network is done with. */
export type Exclusively = <T>(work: () => Promise<T>) => Promise<T>

/**
 * Fetches, then brings the checked-out branch up to its counterpart: by moving it forward, or by a merge commit where both moved
 * and nothing collides (docs/adr/0005). Whatever collides, with commits or with edits, stops it before a byte changes.
 * Failures: OPERATION_IN_PROGRESS, DETACHED_HEAD, those of the transport and of `applyTransaction`.
 */
export async function pullBranch(
  repo: Repo,
  input: PullInput,
  options: CallOptions & { exclusively?: Exclusively } = {},
): Promise<PullOutcome> {
  const { exclusively = (work) => work() } = options
  refuseDuringForeignOperation(repo)
  const before = findRemoteBranch(repo, input.access.remote)
  if (!follows(before)) return { kind: 'no-upstream' }
  const { mergeBase } = await fetchBranch(repo, before, input.access, options)
  if (mergeBase.kind === 'out-of-reach') throw mergeBase.because
  await bringIncoming(repo, before, input.access, options)
  repo.reached('pull:fetched')
  options.signal?.throwIfAborted()
  return exclusively(() => integrateUpstream(repo, input, options))
}

/** A branch without commits follows the one of its own name, also before anything was configured. */
function follows(at: RemoteBranch): boolean {
  return at.relation === 'tracked' || (at.relation === 'same-name' && at.local === null)
}

async function integrateUpstream(repo: Repo, input: PullInput, options: CallOptions): Promise<PullOutcome> {
  await settleEarlier(repo)
  refuseDuringForeignOperation(repo)
  const { remote } = input.access
  const at = findRemoteBranch(repo, remote)
  const theirs = follows(at) ? readRef(repo, at.trackingRef) : null
  if (theirs === null) return { kind: 'no-upstream' }
  const reflog = { forward: 'pull: Fast-forward', merge: 'pull: Merge' }
  const message = pullMessage(at, remoteUrl(readConfig(repo), remote, 'fetch') ?? remote)
  return integrate(repo, at, { theirs, reason: 'pull', reflog, message }, input, options)
}

/** As `git pull` words it (git-fmt-merge-msg), with the URL as Git shortens it and without credentials. */
function pullMessage(at: RemoteBranch, url: string): string {
  const from = withoutCredentials(url)
    .replace(/\/+$/, '')
    .replace(/\.git$/, '')
  return `Merge branch '${at.serverRef.replace('refs/heads/', '')}' of ${from}${mergedInto(at.branch)}\n`
}
