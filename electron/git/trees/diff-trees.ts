import type { ObjectId } from '#shared/domain/ids.ts'
import { Failure } from '../../failure.ts'
import { type Entry, MODE, type TreeEntry } from '../objects/model.ts'
import type { ObjectStore } from '../objects/object-store.ts'

/** One file that differs between two trees. */
export interface FileChange {
  path: string
  before: Entry | null
  after: Entry | null
}

/**
 * The files that differ between two trees (null is the empty one), entering only folders that differ. Failure: INVALID_PATH
 * where one that differs has a name that is not UTF-8.
 */
export function diffTrees(objects: ObjectStore, before: ObjectId | null, after: ObjectId | null, folder = ''): FileChange[] {
  if (before === after) return []
  const [left, right] = [byName(objects, before), byName(objects, after)]
  return [...new Set([...left.keys(), ...right.keys()])].flatMap((name) => {
    const [one, other] = [left.get(name) ?? null, right.get(name) ?? null]
    if (one && other && one.oid === other.oid && one.mode === other.mode) return []
    const named = one ?? other
    if (!named) return []
    // A name that is not UTF-8 can't be written back as it is.
    if (!Buffer.from(named.name).equals(named.bytes)) throw new Failure('INVALID_PATH', { path: folder + named.name })
    const path = folder + named.name
    const below = diffTrees(objects, folderOf(one), folderOf(other), `${path}/`)
    const [from, to] = [fileOf(one), fileOf(other)]
    return from || to ? [{ path, before: from, after: to }, ...below] : below
  })
}

/** By the name's very bytes. */
function byName(objects: ObjectStore, tree: ObjectId | null): Map<string, TreeEntry> {
  if (tree === null) return new Map()
  return new Map(objects.readTree(tree).map((entry) => [entry.bytes.toString('latin1'), entry]))
}

function folderOf(entry: TreeEntry | null): ObjectId | null {
  return entry?.mode === MODE.tree ? entry.oid : null
}

function fileOf(entry: TreeEntry | null): Entry | null {
  return entry === null || entry.mode === MODE.tree ? null : { oid: entry.oid, mode: entry.mode }
}
