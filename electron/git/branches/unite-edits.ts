import type { PlannedEntry } from '../transaction/transaction.ts'
import { foldersAbove } from './in-the-way.ts'
import type { LeftFile } from './left-edits-ref.ts'

type Files = ReadonlyMap<string, LeftFile>

/**
 * Edits that come to wait on a branch where older ones wait already: of a file of both, and where one needs a folder that is the
 * other's file, the newer one waits. `displaced` are the older edits that give way and are nowhere among the newer ones.
 */
export function uniteEdits(newer: Files, older: Files): { files: Files; displaced: Map<string, PlannedEntry | null> } {
  const files = new Map(newer)
  const isBeside = besides(newer)
  const displaced = new Map<string, PlannedEntry | null>()
  for (const [path, left] of older) {
    if (isBeside(path)) files.set(path, left)
    else if (!isSameEdit(newer.get(path)?.edit, left.edit)) displaced.set(path, left.edit)
  }
  return { files, displaced }
}

/** Whether a path can be kept beside those already there: neither one of them, nor a file where they need a folder, nor below one. */
function besides(files: Files): (path: string) => boolean {
  const paths = new Set(files.keys())
  const folders = new Set([...paths].flatMap(foldersAbove))
  return (path) => !paths.has(path) && !folders.has(path) && !foldersAbove(path).some((folder) => paths.has(folder))
}

function isSameEdit(one: PlannedEntry | null | undefined, other: PlannedEntry | null): boolean {
  return one !== undefined && one?.oid === other?.oid && one?.mode === other?.mode
}
