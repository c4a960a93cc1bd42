import { lstatSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { findEntry } from '../index/index-file.ts'
import { readIndex } from '../index/read-index.ts'
import { type Entry, MODE } from '../objects/model.ts'
import type { Repo } from '../repository/repo.ts'
import type { PlannedFile } from '../transaction/transaction.ts'
import { openConversion } from './conversion.ts'
import { isLeftOut } from './sparse.ts'
import { holds } from './working-write.ts'

/**
 * Paths among incoming changes where something not committed lies in the way: an edited, staged or untracked file that is
 * neither what the change starts from nor already what it makes of it, or a file where a folder has to be and the other way
 * round. Files that Git ignores count as well: nobody else has them.
 */
export function findUncommittedCollisions(repo: Repo, changes: readonly PlannedFile[]): string[] {
  const conversion = openConversion(repo)
  const index = readIndex(repo)
  const removed = new Set(changes.filter((change) => change.after === null).map((change) => change.path))
  return changes
    .filter(({ path, before, after }) => {
      const entry = findEntry(index, path)
      const staged = entry === null ? null : { oid: entry.oid, mode: entry.mode }
      if ((entry?.stage ?? 0) > 0 || !(same(staged, before) || same(staged, after))) return true
      if (isLeftOut(repo, path, entry)) return false
      if (!holds(repo, conversion, path, before) && !holds(repo, conversion, path, after)) return true
      return after !== null && after.mode !== MODE.gitlink && isObstructed(repo, path, removed)
    })
    .map((change) => change.path)
}

function same(a: Entry | null, b: Entry | null): boolean {
  return a === b || (a !== null && b !== null && a.oid === b.oid && a.mode === b.mode)
}

function isObstructed(repo: Repo, path: string, removed: ReadonlySet<string>): boolean {
  for (let slash = path.indexOf('/'); slash > 0; slash = path.indexOf('/', slash + 1)) {
    const folder = path.slice(0, slash)
    const stat = lstatSync(join(repo.root, folder), { throwIfNoEntry: false })
    if (stat && !stat.isDirectory()) return !removed.has(folder)
  }
  return lstatSync(join(repo.root, path), { throwIfNoEntry: false })?.isDirectory() === true && holdsOther(repo, path, removed)
}

function holdsOther(repo: Repo, folder: string, removed: ReadonlySet<string>): boolean {
  return readdirSync(join(repo.root, folder), { withFileTypes: true }).some((entry) => {
    const path = `${folder}/${entry.name}`
    return entry.isDirectory() ? holdsOther(repo, path, removed) : !removed.has(path)
  })
}
