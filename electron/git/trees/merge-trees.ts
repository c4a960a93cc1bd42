import type { ObjectId } from '#shared/domain/ids.ts'
import { type Entry, hashObject, MODE, parseTree, serializeTree, type TreeEntry } from '../objects/model.ts'
import type { ObjectStore } from '../objects/object-store.ts'

export type TreeMerge =
  | { kind: 'merged'; tree: ObjectId }
  /** Paths that both sides changed to different things; nothing was stored. */
  | { kind: 'collides'; paths: string[] }

type Slot = TreeEntry | null

interface Merging {
  objects: ObjectStore
  collisions: Set<string>
  /** Trees made so far, kept back until it is certain that they are wanted. */
  made: Map<ObjectId, Buffer>
}

/**
 * Merges two trees by object id, file by file: what only one side changed is taken from it, what both changed alike is taken
 * once, anything else collides (contents are never mixed here). Folders are entered only where both sides changed them. With
 * several merge bases the merge has to come out the same for each of them.
 */
export function mergeTrees(
  objects: ObjectStore,
  trees: { bases: readonly ObjectId[]; ours: ObjectId; theirs: ObjectId },
): TreeMerge {
  const results = trees.bases.map((base) => mergeWithBase(objects, base, trees.ours, trees.theirs))
  const collisions = new Set(results.flatMap(({ collisions }) => [...collisions]))
  const [first, ...others] = results
  if (!first) throw new Error('A merge needs a base.')
  for (const other of others) {
    const read = (oid: ObjectId) => treeBytes(objects, [first.made, other.made], oid)
    for (const path of differingPaths(read, first.tree, other.tree, '')) collisions.add(path)
  }
  if (collisions.size > 0) return { kind: 'collides', paths: [...collisions].sort() }
  for (const content of first.made.values()) objects.write('tree', content)
  return { kind: 'merged', tree: first.tree }
}

function mergeWithBase(objects: ObjectStore, base: ObjectId, ours: ObjectId, theirs: ObjectId) {
  const merging: Merging = { objects, collisions: new Set(), made: new Map() }
  const tree = mergeFolder(merging, { base, ours, theirs }, '')
  return { tree, collisions: merging.collisions, made: merging.made }
}

interface Sides<T> {
  base: T
  ours: T
  theirs: T
}

function mergeFolder(merging: Merging, { base, ours, theirs }: Sides<ObjectId | null>, path: string): ObjectId {
  if (ours !== null && (ours === theirs || base === theirs)) return ours
  if (theirs !== null && base === ours) return theirs
  const entries = { base: byName(merging, base), ours: byName(merging, ours), theirs: byName(merging, theirs) }
  const names = new Set([...entries.base.keys(), ...entries.ours.keys(), ...entries.theirs.keys()])
  const merged: TreeEntry[] = []
  for (const name of names) {
    const sides = {
      base: entries.base.get(name) ?? null,
      ours: entries.ours.get(name) ?? null,
      theirs: entries.theirs.get(name) ?? null,
    }
    merged.push(...mergeEntry(merging, sides, path))
  }
  const content = serializeTree(merged)
  const oid = hashObject('tree', content)
  merging.made.set(oid, content)
  return oid
}

/** A name may stand for a file on one side and a folder on another: each is merged for itself, and only one may remain. */
function mergeEntry(merging: Merging, sides: Sides<Slot>, folder: string): TreeEntry[] {
  const named = sides.ours ?? sides.theirs ?? sides.base
  if (!named) return []
  const path = folder + named.name
  const before = merging.collisions.size
  const file = mergeFile(merging, pick(sides, asFile), path)
  const below = pick(sides, asFolder)
  const subtree = mergeSubfolder(merging, below, `${path}/`)
  if (file && subtree && merging.collisions.size === before) merging.collisions.add(path)
  return [file ?? [], subtree === null ? [] : { ...named, mode: MODE.tree, oid: subtree }].flat()
}

function mergeSubfolder(merging: Merging, sides: Sides<Slot>, path: string): ObjectId | null {
  const { base, ours, theirs } = sides
  if (same(ours, theirs) || same(base, theirs)) return ours?.oid ?? null
  if (same(base, ours)) return theirs?.oid ?? null
  const oids = { base: base?.oid ?? null, ours: ours?.oid ?? null, theirs: theirs?.oid ?? null }
  const merged = mergeFolder(merging, oids, path)
  // Git keeps no empty folders.
  return merged === EMPTY_TREE ? null : merged
}

const EMPTY_TREE = hashObject('tree', Buffer.alloc(0))

function mergeFile({ collisions }: Merging, { base, ours, theirs }: Sides<Slot>, path: string): TreeEntry | null {
  if (same(ours, theirs) || same(base, theirs)) return ours
  if (same(base, ours)) return theirs
  if (base && ours && theirs && [base, ours, theirs].every(isRegular)) {
    // One side may have changed the content and the other the right to execute.
    const oid = threeWay(base.oid, ours.oid, theirs.oid)
    const mode = threeWay(base.mode, ours.mode, theirs.mode)
    if (oid !== null && mode !== null) return { ...ours, oid, mode }
  }
  collisions.add(path)
  return ours
}

function threeWay<T>(base: T, ours: T, theirs: T): T | null {
  if (ours === theirs || base === theirs) return ours
  return base === ours ? theirs : null
}

function same(a: Slot, b: Slot): boolean {
  return a === b || (a !== null && b !== null && a.oid === b.oid && a.mode === b.mode)
}

function isRegular({ mode }: Entry): boolean {
  return mode === MODE.file || mode === MODE.executable
}

function asFile(slot: Slot): Slot {
  return slot?.mode === MODE.tree ? null : slot
}

function asFolder(slot: Slot): Slot {
  return slot?.mode === MODE.tree ? slot : null
}

function pick(sides: Sides<Slot>, take: (slot: Slot) => Slot): Sides<Slot> {
  return { base: take(sides.base), ours: take(sides.ours), theirs: take(sides.theirs) }
}

/** By the name's very bytes, which need not be UTF-8. */
function byName({ objects }: Merging, tree: ObjectId | null): Map<string, TreeEntry> {
  if (tree === null) return new Map()
  return new Map(objects.readTree(tree).map((entry) => [entry.bytes.toString('latin1'), entry]))
}

type ReadTree = (oid: ObjectId) => Map<string, Entry & { name: string }>

function treeBytes(objects: ObjectStore, made: readonly Map<ObjectId, Buffer>[], oid: ObjectId): ReturnType<ReadTree> {
  const content = made.map((trees) => trees.get(oid)).find((found) => found !== undefined)
  const entries = content ? parseTree(content) : objects.readTree(oid)
  return new Map(entries.map((entry) => [`${entry.bytes.toString('latin1')}\0${entry.mode === MODE.tree}`, entry]))
}

function differingPaths(read: ReadTree, a: ObjectId, b: ObjectId, folder: string): string[] {
  if (a === b) return []
  const [left, right] = [read(a), read(b)]
  return [...new Set([...left.keys(), ...right.keys()])].flatMap((key) => {
    const [one, other] = [left.get(key), right.get(key)]
    if (one && other && one.oid === other.oid && one.mode === other.mode) return []
    const path = folder + (one ?? other)?.name
    const folders = one?.mode === MODE.tree && other?.mode === MODE.tree
    return folders ? differingPaths(read, one.oid, other.oid, `${path}/`) : [path]
  })
}
