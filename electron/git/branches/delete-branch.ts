import type { DeleteBranchOutcome } from '#shared/domain/branch.ts'
import type { ObjectId } from '#shared/domain/ids.ts'
import type { CallOptions, GitOperations } from '../contract.ts'
import { headCommit, readCommitSummary, readHead, readHeadRef } from '../repository/head.ts'
import { listRefs, readRef } from '../repository/refs.ts'
import type { Repo } from '../repository/repo.ts'
import { branchesElsewhere } from '../repository/worktrees.ts'
import { keepCommit } from '../restore-points.ts'
import { settleEarlier } from '../transaction/recover.ts'
import { applyTransaction } from '../transaction/transaction.ts'
import { findNewCommits } from '../transport/missing-objects.ts'
import { readDefaultBranch } from './default-branch.ts'
import { removalOfLeftEdits } from './left-edits.ts'
import { entriesOf, leftEditsRef, readLeftEdits, summarizeLeftEdits } from './left-edits-ref.ts'
import { refuseDuringAnyOperation } from './switch-branch.ts'

const BRANCHES = 'refs/heads/'

/**
 * Deletes a branch of the clone, its reflog and what the configuration says of it. A restore point keeps its tip and the edits
 * that were left on it, whatever else holds them.
 * Failures: OPERATION_IN_PROGRESS, those of `applyTransaction`.
 */
export async function deleteBranch(
  repo: Repo,
  { remote, name, unmerged }: Omit<Parameters<GitOperations['deleteBranch']>[0], 'workspace'>,
  options: CallOptions = {},
): Promise<DeleteBranchOutcome> {
  await settleEarlier(repo)
  refuseDuringAnyOperation(repo)
  const head = readHead(repo)
  const ref = BRANCHES + name
  if (head.kind !== 'detached' && head.branch === name) return { kind: 'is-active' }
  const tip = readRef(repo, ref)
  if (tip === null) return { kind: 'missing' }
  // By its name alone: many a branch that was made at `origin/main` follows that, and is work like any other.
  if (name === readDefaultBranch(repo, remote)) return { kind: 'is-default' }
  if (branchesElsewhere(repo).has(name)) return { kind: 'in-other-worktree' }

  const held = readLeftEdits(repo, name)
  const lost = unmerged === 'ask' ? onlyHere(repo, ref, tip) : []
  if (unmerged === 'ask' && (lost.length > 0 || held !== null)) {
    const lastCommit = lost.length === 0 ? null : readCommitSummary(repo, tip)
    return { kind: 'would-lose', commits: lost.length, lastCommit, leftEdits: held && summarizeLeftEdits(held) }
  }
  options.signal?.throwIfAborted()
  const entries = held === null ? {} : { entries: entriesOf(held), leftEdits: readRef(repo, leftEditsRef(name)) }
  const restorePoint = await keepCommit(repo, { reason: 'branch-deleted', branch: name, commit: tip, ...entries })
  repo.reached('delete:restore-point-made')
  await applyTransaction(repo, {
    name: 'delete',
    branchRef: readHeadRef(repo),
    from: headCommit(head),
    to: headCommit(head),
    reflog: '',
    refs: [{ name: ref, from: tip, to: null, reflog: [] }, ...removalOfLeftEdits(repo, name)],
    branch: { from: name, to: null },
    files: [],
    writeFiles: 'working-folder-already-right',
    index: 'keep',
  })
  return { kind: 'deleted', restorePoint }
}

/** Commits of a branch that no other branch, here or as last fetched, and no tag holds; newest first. */
function onlyHere(repo: Repo, ref: string, tip: ObjectId): ObjectId[] {
  const others = listRefs(repo, BRANCHES, 'refs/remotes/', 'refs/tags/').filter(({ name }) => name !== ref)
  return findNewCommits(
    repo,
    tip,
    others.map(({ oid }) => peeled(repo, oid)),
  )
}

/** The commit that an annotated tag names (git-mktag, "TAG FORMAT"), through tags of tags. */
function peeled(repo: Repo, oid: ObjectId): ObjectId {
  if (!repo.objects.has(oid)) return oid
  const { type, content } = repo.objects.read(oid)
  const named = type === 'tag' ? /^object ([0-9a-f]{40})$/m.exec(content.toString('latin1'))?.[1] : undefined
  return named === undefined ? oid : peeled(repo, named)
}
