import type { ObjectId } from '#shared/domain/ids.ts'
import { MODE, type TreeEntry } from '../objects/model.ts'
import type { ObjectStore } from '../objects/object-store.ts'
import { EMPTY_TREE } from '../objects/trees.ts'
import type { Filter } from '../transport/fetch-request.ts'
import { topmost } from './cone.ts'

/** Objects to ask a server for in one request, and what it is to leave out of what they refer to. */
export interface Batch {
  wants: ObjectId[]
  filter: Filter | null
}

/**
 * `all-at-once`: nothing of the folders is here yet, so trees and files come in one answer. `what-differs`: most of it is, so
 * trees come first and then the files that are new.
 */
export type Manner = 'all-at-once' | 'what-differs'

/** Files that Git reads of every folder above a path, whether or not they are in the working folder. */
const RULES = new Set(['.gitattributes', '.gitignore', '.gitmodules'])

/**
 * What has to be asked for next, so that a managed clone of these folders has all it needs of a tree; null once it has. To be
 * asked again after each answer: the trees on the way to the folders first, one request per level, then what is below them.
 * Of a folder beside the way its own tree is needed, because Git reads it to compare, and nothing below.
 */
export function nextBatch(
  objects: Pick<ObjectStore, 'has' | 'readTree'>,
  tree: ObjectId,
  folders: readonly string[],
  manner: Manner,
): Batch | null {
  const found: Found = { alone: new Set(), whole: new Set(), files: new Set() }
  lookAbove(objects, found, tree, topmost(folders))
  const { alone, whole, files } = found
  if (alone.size > 0) return { wants: [...alone], filter: { kind: 'tree-depth', depth: 0 } }
  if (whole.size > 0 && manner === 'what-differs') return { wants: [...whole], filter: { kind: 'blob-none' } }
  return whole.size + files.size === 0 ? null : { wants: [...whole, ...files], filter: null }
}

interface Found {
  /** Trees that are wanted without anything below them. */
  alone: Set<ObjectId>
  /** Trees that are wanted with all that is below them. */
  whole: Set<ObjectId>
  files: Set<ObjectId>
}

type Objects = Pick<ObjectStore, 'has' | 'readTree'>

/** Looks through a tree on the way; `folders` are paths from it. */
function lookAbove(objects: Objects, found: Found, tree: ObjectId, folders: readonly string[]): void {
  for (const entry of read(objects, tree, found.alone)) {
    if (entry.mode !== MODE.tree) {
      if (RULES.has(entry.name) && isFile(entry) && !objects.has(entry.oid)) found.files.add(entry.oid)
      continue
    }
    if (folders.includes(entry.name)) {
      lookBelow(objects, found, entry.oid)
      continue
    }
    const below = folders.flatMap((path) => (path.startsWith(`${entry.name}/`) ? [path.slice(entry.name.length + 1)] : []))
    if (below.length > 0) lookAbove(objects, found, entry.oid, below)
    else if (entry.oid !== EMPTY_TREE && !objects.has(entry.oid)) found.alone.add(entry.oid)
  }
}

/** Looks through one of the folders. */
function lookBelow(objects: Objects, found: Found, tree: ObjectId): void {
  for (const entry of read(objects, tree, found.whole)) {
    if (entry.mode === MODE.tree) lookBelow(objects, found, entry.oid)
    else if (entry.mode !== MODE.gitlink && !objects.has(entry.oid)) found.files.add(entry.oid)
  }
}

function read(objects: Objects, tree: ObjectId, missing: Set<ObjectId>): readonly TreeEntry[] {
  if (tree === EMPTY_TREE) return []
  if (objects.has(tree)) return objects.readTree(tree)
  missing.add(tree)
  return []
}

function isFile({ mode }: TreeEntry): boolean {
  return mode !== MODE.gitlink && mode !== MODE.symlink
}
