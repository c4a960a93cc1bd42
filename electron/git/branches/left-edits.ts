import type { LeftEdits } from '#shared/domain/repository.ts'
import type { CallOptions, GitOperations } from '../contract.ts'
import { readRef, updateRef } from '../repository/refs.ts'
import type { Repo } from '../repository/repo.ts'
import { keepEntries } from '../restore-points.ts'
import { settleEarlier } from '../transaction/recover.ts'
import type { RefMove } from '../transaction/transaction.ts'
import { entriesOf, leftEditsRef, moveForLeftEdits, readLeftEdits, summarizeLeftEdits } from './left-edits-ref.ts'

/** Edits that were left on a branch; null where there are none. */
export function findLeftEdits(repo: Repo, branch: string): LeftEdits | null {
  const held = readLeftEdits(repo, branch)
  return held && summarizeLeftEdits(held)
}

/** How the refs move when a branch gets another name, so that its left edits stay with it. For the transaction that renames. */
export function renameLeftEdits(repo: Repo, from: string, to: string): RefMove[] {
  const held = readLeftEdits(repo, from)
  if (held === null) return []
  return [moveForLeftEdits(repo, { ...held, branch: to }), removalOfLeftEdits(repo, from)].flat()
}

/** How the refs move when a branch's left edits go with it. What they hold has to be in a restore point by then (`readLeftEdits`, `entriesOf`). */
export function removalOfLeftEdits(repo: Repo, branch: string): RefMove[] {
  const held = readLeftEdits(repo, branch)
  return held === null ? [] : [moveForLeftEdits(repo, { ...held, files: new Map() })]
}

/** Puts edits that were left on the checked-out branch back into the working folder. */
export async function bringBackEdits(
  _repo: Repo,
  _workspace: Parameters<GitOperations['bringBackEdits']>[0],
  _options: CallOptions = {},
): Promise<Awaited<ReturnType<GitOperations['bringBackEdits']>>> {
  throw new Error('Not built yet.')
}

/** Gives left edits of a branch up; a restore point keeps them. */
export async function dropLeftEdits(
  repo: Repo,
  { branch }: Parameters<GitOperations['dropLeftEdits']>[0],
  _options: CallOptions = {},
): Promise<Awaited<ReturnType<GitOperations['dropLeftEdits']>>> {
  await settleEarlier(repo)
  const held = readLeftEdits(repo, branch)
  if (held === null) return { restorePoint: null }
  const restorePoint = await keepEntries(repo, { reason: 'left-edits-dropped', branch, entries: entriesOf(held) })
  await updateRef(repo, { name: leftEditsRef(branch), from: readRef(repo, leftEditsRef(branch)), to: null, reflog: null })
  return { restorePoint }
}
