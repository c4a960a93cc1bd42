import { readRef } from '../repository/refs.ts'
import type { Repo } from '../repository/repo.ts'
import { keepEntries } from '../restore-points.ts'
import type { PlannedEntry, RefMove } from '../transaction/transaction.ts'
import type { OwnedChange } from '../working-folder/changes.ts'
import { type LeftFile, leftEditsRef, moveForLeftEdits, readHeldEdits } from './left-edits-ref.ts'
import { uniteEdits } from './unite-edits.ts'

/** Edits that are about to stay with a branch, and what the working folder holds of each. */
export interface Leaving {
  branch: string
  changes: readonly OwnedChange[]
  entries: ReadonlyMap<string, PlannedEntry | null>
}

/**
 * How the branch's ref of left edits moves so that it holds these, too. Of a file that was left there before and not brought back
 * since, the newer edit is the branch's; the older one is kept in a restore point.
 */
export async function leaveEdits(repo: Repo, { branch, changes, entries }: Leaving): Promise<RefMove> {
  const newer = new Map<string, LeftFile>(
    changes.map(({ path, before }) => [path, { base: before, edit: entries.get(path) ?? null }]),
  )
  const from = readRef(repo, leftEditsRef(branch))
  const older = from === null ? null : readHeldEdits(repo, from)
  const { files, displaced } = uniteEdits(newer, older?.files ?? new Map())
  if (displaced.size > 0) await keepEntries(repo, { reason: 'left-edits-dropped', branch, entries: displaced })
  return moveForLeftEdits(repo, { branch, leftAt: repo.now().toISOString(), files }, from)
}
