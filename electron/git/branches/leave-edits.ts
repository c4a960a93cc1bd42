import type { Repo } from '../repository/repo.ts'
import { keepEntries } from '../restore-points.ts'
import type { PlannedEntry, RefMove } from '../transaction/transaction.ts'
import type { OwnedChange } from '../working-folder/changes.ts'
import { foldersAbove } from './in-the-way.ts'
import { type LeftFile, moveForLeftEdits, readLeftEdits } from './left-edits-ref.ts'

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
  const files = new Map<string, LeftFile>(
    changes.map(({ path, before }) => [path, { base: before, edit: entries.get(path) ?? null }]),
  )
  const older = readLeftEdits(repo, branch)
  const isBeside = besides(files)
  const displaced = new Map<string, PlannedEntry | null>()
  for (const [path, left] of older?.files ?? []) {
    if (isBeside(path)) files.set(path, left)
    else if (!isSameEdit(files.get(path)?.edit, left.edit)) displaced.set(path, left.edit)
  }
  if (displaced.size > 0) await keepEntries(repo, { reason: 'left-edits-dropped', branch, entries: displaced })
  return moveForLeftEdits(repo, { branch, leftAt: repo.now().toISOString(), files })
}

/** Whether a path can be kept beside those already there: neither one of them, nor a file where they need a folder, nor below one. */
function besides(files: ReadonlyMap<string, LeftFile>): (path: string) => boolean {
  const paths = new Set(files.keys())
  const folders = new Set([...paths].flatMap(foldersAbove))
  return (path) => !paths.has(path) && !folders.has(path) && !foldersAbove(path).some((folder) => paths.has(folder))
}

function isSameEdit(one: PlannedEntry | null | undefined, other: PlannedEntry | null): boolean {
  return one !== undefined && one?.oid === other?.oid && one?.mode === other?.mode
}
