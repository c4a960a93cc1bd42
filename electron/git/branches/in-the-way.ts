import { lstatSync } from 'node:fs'
import { join } from 'node:path'
import { findEntry, type GitIndex } from '../index/index-file.ts'
import { readIndex } from '../index/read-index.ts'
import { type Entry, MODE } from '../objects/model.ts'
import { knownEntryAtPath } from '../objects/trees.ts'
import { managedFolders } from '../repository/managed.ts'
import type { Repo } from '../repository/repo.ts'
import type { PlannedFile } from '../transaction/transaction.ts'
import type { OwnedChange } from '../working-folder/changes.ts'
import { openConversion } from '../working-folder/conversion.ts'
import { isLeftOut } from '../working-folder/sparse.ts'
import { isObstructed } from '../working-folder/uncommitted-collisions.ts'
import { lstatWorking } from '../working-folder/working-file.ts'
import { holds } from '../working-folder/working-write.ts'
import type { HeldEdits } from './left-edits-ref.ts'

/** Paths that the index holds in conflict: Git checks nothing out beside them, and neither do we. */
export function unmergedPaths({ layout }: GitIndex): string[] {
  const found = new Set<string>()
  for (let i = 0; i < layout.count; i++) {
    const stage = (layout.bytes.readUInt16BE((layout.starts[i] ?? 0) + 60) >> 12) & 3
    if (stage !== 0) found.add(layout.paths.toString('utf8', layout.pathStarts[i], layout.pathEnds[i]))
  }
  return [...found]
}

/** Edited files that cannot go along to a branch, because it holds something else there, or a file where a folder has to be. */
export function cannotComeAlong(edits: readonly OwnedChange[], incoming: readonly PlannedFile[]): string[] {
  const changing = new Set(incoming.map(({ path }) => path))
  const arriving = new Set(incoming.flatMap(({ path, after }) => (after ? [path] : [])))
  const arrivingFolders = new Set([...arriving].flatMap(foldersAbove))
  return edits
    .filter(
      ({ path, after }) =>
        changing.has(path) ||
        (after !== null && (arrivingFolders.has(path) || foldersAbove(path).some((folder) => arriving.has(folder)))),
    )
    .map(({ path }) => path)
}

/** Of the files that are left behind, those whose committed state can't take their place: something that Git ignores lies there. */
export function cannotBePutBack(repo: Repo, left: readonly PlannedFile[], gone: ReadonlySet<string>): string[] {
  return left
    .filter(({ path, after }) => after !== null && after.mode !== MODE.gitlink && isObstructed(repo, path, gone))
    .map(({ path }) => path)
}

/**
 * Left edits that can't come back by themselves to a tree (null: the empty one): the branch holds something else there than when
 * they were left, or something lies in the way. `planned` are files that are changing to that tree anyway.
 */
export function cannotReturn(
  repo: Repo,
  { held, tree, planned }: { held: HeldEdits; tree: string | null; planned: readonly PlannedFile[] },
): string[] {
  const conversion = openConversion(repo)
  const index = readIndex(repo)
  const folders = managedFolders(repo)
  const changing = new Set(planned.map(({ path }) => path))
  const goneByThen = new Set([
    ...planned.flatMap(({ path, after }) => (after === null ? [path] : [])),
    ...[...held.files].flatMap(([path, { edit }]) => (edit === null ? [path] : [])),
  ])
  const arriving = new Set([
    ...planned.flatMap(({ path, after }) => (after !== null && !held.files.has(path) ? [path] : [])),
    ...[...held.files].flatMap(([path, { edit }]) => (edit === null ? [] : [path])),
  ])
  const arrivingFolders = new Set([...arriving].flatMap(foldersAbove))
  return [...held.files]
    .filter(([path, { base, edit }]) => {
      const found = knownEntryAtPath(repo.objects, tree, path)
      // A file that came to a folder's place had no base; what is left of the folder is in its way by itself.
      const committed = found?.mode === MODE.tree ? null : found
      if (!same(committed, base)) return true
      if (folders !== null && !folders.some((folder) => path.startsWith(`${folder}/`))) return true
      const entry = findEntry(index, path)
      if (isLeftOut(repo, path, entry)) return true
      if (edit !== null) {
        if (arrivingFolders.has(path) || foldersAbove(path).some((folder) => arriving.has(folder))) return true
        if (isObstructed(repo, path, goneByThen)) return true
      }
      if (changing.has(path)) return false
      if (!same(entry, committed)) return true
      if (edit === null && isFolder(repo, path)) return true
      return !holds(repo, conversion, path, committed) && !holds(repo, conversion, path, edit)
    })
    .map(([path]) => path)
    .sort()
}

function isFolder(repo: Repo, path: string): boolean {
  return (
    lstatWorking(repo, path) === null && lstatSync(join(repo.root, path), { throwIfNoEntry: false })?.isDirectory() === true
  )
}

export function foldersAbove(path: string): string[] {
  const parts = path.split('/')
  return parts.slice(1).map((_, i) => parts.slice(0, i + 1).join('/'))
}

export function same(a: Entry | null, b: Entry | null): boolean {
  return a === b || (a !== null && b !== null && a.oid === b.oid && a.mode === b.mode)
}
