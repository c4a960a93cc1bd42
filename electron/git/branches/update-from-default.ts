import type { UpdateOutcome } from '#shared/domain/branch.ts'
import type { CallOptions, RemoteAccess } from '../contract.ts'
import { type IntegrateInput, integrate } from '../integrate.ts'
import type { Exclusively } from '../pull.ts'
import { mergedInto } from '../repository/commit-message.ts'
import { refuseDuringForeignOperation } from '../repository/foreign-operation.ts'
import { readRef } from '../repository/refs.ts'
import type { Repo } from '../repository/repo.ts'
import { settleEarlier } from '../transaction/recover.ts'
import { againstDefault, reachDefault } from './reach-default.ts'

export interface UpdateInput extends IntegrateInput {
  access: RemoteAccess
}

/**
 * As a pull, from the remote's default branch: fetches that and merges it into the checked-out branch, or moves it forward.
 * Failures: OPERATION_IN_PROGRESS, DETACHED_HEAD, those of the transport and of `applyTransaction`.
 */
export async function updateFromDefault(
  repo: Repo,
  input: UpdateInput,
  options: CallOptions & { exclusively?: Exclusively } = {},
): Promise<UpdateOutcome> {
  const { exclusively = (work) => work() } = options
  const { remote } = input.access
  refuseDuringForeignOperation(repo)
  const reached = await reachDefault(repo, input.access, options)
  if (reached === null) return { kind: 'no-default' }
  repo.reached('pull:fetched')
  options.signal?.throwIfAborted()
  return exclusively(async () => {
    await settleEarlier(repo)
    refuseDuringForeignOperation(repo)
    const at = againstDefault(repo, remote, reached.name)
    const theirs = readRef(repo, at.trackingRef)
    if (theirs === null) return { kind: 'no-default' }
    const source = at.trackingRef.replace(/^refs\/(?:remotes\/)?/, '')
    // As `git merge origin/main` words them (git-fmt-merge-msg, git-merge).
    const words = {
      reflog: { forward: `merge ${source}: Fast-forward`, merge: `merge ${source}: Merge` },
      message: `Merge remote-tracking branch '${source}'${mergedInto(at.branch)}\n`,
    }
    return integrate(repo, at, { theirs, reason: 'merge', ...words }, input, options)
  })
}
