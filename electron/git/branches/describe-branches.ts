import type { AheadBehind, BranchDetails, BranchRef } from '#shared/domain/branch.ts'
import type { ObjectId } from '#shared/domain/ids.ts'
import type { CallOptions, GitOperations } from '../contract.ts'
import { readCommitSummary } from '../repository/head.ts'
import { readRef } from '../repository/refs.ts'
import type { Repo } from '../repository/repo.ts'
import { uniteBranches } from '../repository/server-answer.ts'
import { readServerAnswer } from '../repository/server-answer-file.ts'
import { trackedBranches } from '../repository/tracked-branches.ts'
import { configuredUpstream } from '../repository/upstream.ts'
import { countAgainst, readDefaultBranch } from './default-branch.ts'

const BRANCHES = 'refs/heads/'

/**
 * Last commits of some branches, and how many commits they are ahead of and behind what they follow and the default branch, as
 * last fetched; null where that history is not here, and for a branch against itself. Each pair of tips is walked once.
 * Failures: REPOSITORY_DAMAGED.
 */
export async function describeBranches(
  repo: Repo,
  { remote, refs }: Pick<Parameters<GitOperations['describeBranches']>[0], 'remote' | 'refs'>,
  options: CallOptions = {},
): Promise<BranchDetails[]> {
  const noted = trackedBranches(repo, remote)
  const onServer = uniteBranches(readServerAnswer(repo, remote)?.branches ?? [], noted)
  const defaultBranch = readDefaultBranch(repo, remote)
  const defaultTip = defaultBranch === null ? null : hereFirst(repo, onServer.get(defaultBranch), noted.get(defaultBranch))
  const details: BranchDetails[] = []
  for (const ref of refs) {
    // A walk may be long: others get their turn between two of them.
    await new Promise((resolve) => setImmediate(resolve))
    options.signal?.throwIfAborted()
    const tip = ref.kind === 'local' ? readRef(repo, BRANCHES + ref.name) : (onServer.get(ref.name) ?? null)
    const isHere = tip !== null && repo.objects.has(tip)
    const follows = ref.kind === 'local' ? configuredUpstream(repo, ref.name) : null
    const isDefault = ref.name === defaultBranch && (ref.kind === 'remote' || follows === null)
    const followsDefault = defaultBranch !== null && follows?.remote === remote && follows.merge === BRANCHES + defaultBranch
    details.push({
      ref,
      tip,
      lastCommit: isHere ? readCommitSummary(repo, tip) : null,
      againstUpstream: againstUpstream(repo, ref, tip),
      againstDefault: tip === null || isDefault || followsDefault ? null : countAgainst(repo, tip, defaultTip),
    })
  }
  return details
}

function againstUpstream(repo: Repo, ref: BranchRef, tip: ObjectId | null): AheadBehind | null {
  const upstream = ref.kind === 'local' ? configuredUpstream(repo, ref.name) : null
  if (tip === null || upstream === null) return null
  return countAgainst(repo, tip, readRef(repo, upstream.tracking))
}

/** What the server said last may not have been fetched yet. */
function hereFirst(repo: Repo, told: ObjectId | undefined, noted: ObjectId | undefined): ObjectId | null {
  return told !== undefined && repo.objects.has(told) ? told : (noted ?? null)
}
