import type { BringBackOutcome } from '#shared/domain/branch.ts'
import type { LeftEdits } from '#shared/domain/repository.ts'
import type { CallOptions, GitOperations, Workspace } from '../contract.ts'
import { refuseDuringForeignOperation } from '../repository/foreign-operation.ts'
import { headCommit, readHead, readHeadRef } from '../repository/head.ts'
import { readRef, updateRef } from '../repository/refs.ts'
import type { Repo } from '../repository/repo.ts'
import { keepEntries, preparePoint } from '../restore-points.ts'
import { settleEarlier } from '../transaction/recover.ts'
import { applyTransaction, type RefMove } from '../transaction/transaction.ts'
import { cannotReturn } from './in-the-way.ts'
import {
  entriesOf,
  leftEditsRef,
  moveForLeftEdits,
  readHeldEdits,
  readLeftEdits,
  summarizeLeftEdits,
} from './left-edits-ref.ts'
import { uniteEdits } from './unite-edits.ts'

/** Edits that were left on a branch; null where there are none. */
export function findLeftEdits(repo: Repo, branch: string): LeftEdits | null {
  const held = readLeftEdits(repo, branch)
  return held && summarizeLeftEdits(held)
}

/**
 * How the refs move when a branch gets another name, so that its left edits stay with it. For the transaction that renames. Edits
 * that wait under the new name already, because another Git client deleted a branch of that name, go on waiting beside them; those
 * that can't are kept in a restore point, made by the same moves.
 */
export function renameLeftEdits(repo: Repo, from: string, to: string): RefMove[] {
  const held = readLeftEdits(repo, from)
  if (held === null) return []
  const { files, displaced } = uniteEdits(held.files, readLeftEdits(repo, to)?.files ?? new Map())
  const point =
    displaced.size === 0
      ? []
      : [preparePoint(repo, { reason: 'left-edits-dropped', branch: to, commit: null, entries: displaced }).move]
  return [...point, moveForLeftEdits(repo, { ...held, branch: to, files }), ...removalOfLeftEdits(repo, from)]
}

/** How the refs move when a branch's left edits go with it. What they hold has to be in a restore point by then (`readLeftEdits`, `entriesOf`). */
export function removalOfLeftEdits(repo: Repo, branch: string): RefMove[] {
  const held = readLeftEdits(repo, branch)
  return held === null ? [] : [moveForLeftEdits(repo, { ...held, files: new Map() })]
}

/**
 * Puts edits that were left on the checked-out branch back into the working folder, byte for byte, and lets them go from where they
 * were kept. Nothing happens while the branch, or the working folder, holds something else of any of the files than when they were
 * left. Failures: OPERATION_IN_PROGRESS, those of `applyTransaction`.
 */
export async function bringBackEdits(
  repo: Repo,
  _workspace: Pick<Workspace, 'directories'>,
  options: CallOptions = {},
): Promise<BringBackOutcome> {
  await settleEarlier(repo)
  refuseDuringForeignOperation(repo)
  const head = readHead(repo)
  const held = head.kind === 'detached' ? null : readLeftEdits(repo, head.branch)
  if (held === null) return { kind: 'nothing-left' }
  const tip = headCommit(head)
  const tree = tip === null ? null : repo.objects.readCommit(tip).tree
  const colliding = cannotReturn(repo, { held, tree, planned: [] })
  if (colliding.length > 0) return { kind: 'collides', paths: colliding }
  await applyTransaction(repo, {
    name: 'restore',
    branchRef: readHeadRef(repo),
    from: tip,
    to: tip,
    reflog: '',
    refs: removalOfLeftEdits(repo, held.branch),
    files: [...held.files].map(([path, { base, edit }]) => ({ path, before: base, after: edit })),
    writeFiles: 'write',
    index: 'keep',
    onProgress: options.onProgress,
  })
  return { kind: 'brought-back', paths: [...held.files.keys()].sort() }
}

/** Gives left edits of a branch up; a restore point keeps them. */
export async function dropLeftEdits(
  repo: Repo,
  { branch }: Pick<Parameters<GitOperations['dropLeftEdits']>[0], 'branch'>,
  _options: CallOptions = {},
): Promise<Awaited<ReturnType<GitOperations['dropLeftEdits']>>> {
  await settleEarlier(repo)
  const ref = leftEditsRef(branch)
  const from = readRef(repo, ref)
  const held = from === null ? null : readHeldEdits(repo, from)
  if (held === null) return { restorePoint: null }
  const restorePoint = await keepEntries(repo, { reason: 'left-edits-dropped', branch, entries: entriesOf(held) })
  await updateRef(repo, { name: ref, from, to: null, reflog: null })
  return { restorePoint }
}
