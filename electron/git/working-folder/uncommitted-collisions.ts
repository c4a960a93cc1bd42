import { lstatSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { findEntry } from '../index/index-file.ts'
import { readIndex } from '../index/read-index.ts'
import { type Entry, MODE } from '../objects/model.ts'
import type { Repo } from '../repository/repo.ts'
import type { LeftOutChange, PlannedFile } from '../transaction/transaction.ts'
import { openConversion } from './conversion.ts'
import { openKnownFiles } from './known-files.ts'
import { isLeftOut } from './sparse.ts'
import { holds } from './working-write.ts'

/**
 * Paths among incoming changes where something not committed lies in the way: an edited, staged or untracked file that is
 * neither what the change starts from nor already what it makes of it, or a file where a folder has to be and the other way
 * round. Files that Git ignores count as well: nobody else has them. `alsoRemoved` are paths that are taken away at the same time.
 */
export function findUncommittedCollisions(
  repo: Repo,
  changes: readonly PlannedFile[],
  alsoRemoved: Iterable<string> = [],
): string[] {
  const conversion = openConversion(repo)
  const index = readIndex(repo)
  const known = openKnownFiles(repo)
  const removed = new Set(changes.filter((change) => change.after === null).map((change) => change.path))
  for (const path of alsoRemoved) removed.add(path)
  return changes
    .filter(({ path, before, after }) => {
      const entry = findEntry(index, path)
      const staged = entry === null ? null : { oid: entry.oid, mode: entry.mode }
      if ((entry?.stage ?? 0) > 0 || !(same(staged, before) || same(staged, after))) return true
      if (isLeftOut(repo, path, entry)) return false
      if (!holds(repo, conversion, path, before, known) && !holds(repo, conversion, path, after, known)) return true
      return after !== null && after.mode !== MODE.gitlink && isObstructed(repo, path, removed)
    })
    .map((change) => change.path)
}

/**
 * Files of the working folder at places that become a file, a link or a submodule which a managed clone leaves out of it: they
 * would lie below something that is no folder any more. `changes` are those of the same pull within the working folder.
 */
export function findFilesOutOfPlace(repo: Repo, leftOut: readonly LeftOutChange[], changes: readonly PlannedFile[]): string[] {
  const removed = new Set(changes.filter((change) => change.after === null).map((change) => change.path))
  return leftOut.flatMap(({ path, after }) => {
    const place = Buffer.from(path, 'latin1').toString('utf8')
    if (after === null || place.endsWith('/') || Buffer.from(place).toString('latin1') !== path) return []
    const isFolder = lstatSync(join(repo.root, place), { throwIfNoEntry: false })?.isDirectory() === true
    return isFolder ? othersIn(repo, place, removed) : []
  })
}

function same(a: Entry | null, b: Entry | null): boolean {
  return a === b || (a !== null && b !== null && a.oid === b.oid && a.mode === b.mode)
}

/** Whether something stands where the path, or a folder above it, has to be, and is not among what is removed. */
export function isObstructed(repo: Repo, path: string, removed: ReadonlySet<string>): boolean {
  for (let slash = path.indexOf('/'); slash > 0; slash = path.indexOf('/', slash + 1)) {
    const folder = path.slice(0, slash)
    const stat = lstatSync(join(repo.root, folder), { throwIfNoEntry: false })
    if (stat && !stat.isDirectory()) return !removed.has(folder)
  }
  return (
    lstatSync(join(repo.root, path), { throwIfNoEntry: false })?.isDirectory() === true &&
    othersIn(repo, path, removed).length > 0
  )
}

function othersIn(repo: Repo, folder: string, removed: ReadonlySet<string>): string[] {
  return readdirSync(join(repo.root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`
    return entry.isDirectory() ? othersIn(repo, path, removed) : removed.has(path) ? [] : [path]
  })
}
