import type { ObjectId } from '#shared/domain/ids.ts'
import { topmost } from '../managed/cone.ts'
import { type Entry, MODE, normalMode, type TreeEntry } from '../objects/model.ts'
import type { ObjectStore } from '../objects/object-store.ts'
import { EMPTY_TREE } from '../objects/trees.ts'
import type { FileChange } from '../trees/diff-trees.ts'

/** What differs between two trees, held apart by whether it lies in some folders. */
export interface ChangesBetween {
  /** In the folders, by name; files whose names are not UTF-8 count as others. */
  files: FileChange[]
  /** How many files differ elsewhere; null where trees that it takes to know are not here. */
  others: number | null
  /** Trees of the folders, and on the way to them, that are not here. Empty: `files` is all there is. */
  lacking: { onTheWay: ObjectId[]; inFolders: ObjectId[] }
}

type Objects = Pick<ObjectStore, 'has' | 'readTree'>
type Place = 'on-the-way' | 'inside' | 'outside'

/** Holds two trees (null is the empty one) against each other, entering only what differs. */
export function changesBetween(
  objects: Objects,
  [before, after]: readonly [ObjectId | null, ObjectId | null],
  folders: readonly string[],
): ChangesBetween {
  const owned = topmost(folders)
  const found: ChangesBetween = { files: [], others: 0, lacking: { onTheWay: [], inFolders: [] } }
  const placeOf = (path: string, above: Place): Place => {
    if (above !== 'on-the-way') return above
    if (owned.includes(path)) return 'inside'
    return owned.some((folder) => folder.startsWith(`${path}/`)) ? 'on-the-way' : 'outside'
  }
  const read = (tree: ObjectId | null, place: Place): Map<string, TreeEntry> | null => {
    if (tree === null || tree === EMPTY_TREE) return new Map()
    if (objects.has(tree)) return new Map(objects.readTree(tree).map((entry) => [entry.bytes.toString('latin1'), entry]))
    if (place === 'outside') found.others = null
    else found.lacking[place === 'inside' ? 'inFolders' : 'onTheWay'].push(tree)
    return null
  }
  const visit = (left: ObjectId | null, right: ObjectId | null, prefix: string, place: Place): void => {
    if (left === right || (place === 'outside' && found.others === null)) return
    const [one, other] = [read(left, place), read(right, place)]
    if (one === null || other === null) return
    for (const name of new Set([...one.keys(), ...other.keys()])) {
      const [from, to] = [one.get(name) ?? null, other.get(name) ?? null]
      const known = from ?? to
      if (known === null || (from?.oid === to?.oid && from?.mode === to?.mode)) continue
      const path = prefix + known.name
      const isNamed = Buffer.from(known.name).equals(known.bytes)
      const where = placeOf(path, place)
      const [fileBefore, fileAfter] = [fileOf(from), fileOf(to)]
      // Whatever stands in a folder's own place is the folder's affair.
      if (differ(fileBefore, fileAfter)) {
        if (where === 'inside' && isNamed) found.files.push({ path, before: fileBefore, after: fileAfter })
        else if (found.others !== null) found.others += 1
      }
      visit(treeOf(from), treeOf(to), `${path}/`, where)
    }
  }
  visit(before, after, '', 'on-the-way')
  return found
}

function differ(a: Entry | null, b: Entry | null): boolean {
  return a?.oid !== b?.oid || a?.mode !== b?.mode
}

function treeOf(entry: TreeEntry | null): ObjectId | null {
  return entry?.mode === MODE.tree ? entry.oid : null
}

function fileOf(entry: TreeEntry | null): Entry | null {
  return entry === null || entry.mode === MODE.tree ? null : { oid: entry.oid, mode: normalMode(entry.mode) }
}
