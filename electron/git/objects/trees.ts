import type { ObjectId } from '#shared/domain/ids.ts'
import { type Entry, hashObject, MODE, serializeTree, type TreeEntry, treeEntry } from './model.ts'
import type { ObjectStore } from './object-store.ts'

export const EMPTY_TREE = hashObject('tree', new Uint8Array())

/** What stands at a path of a tree ('' is the tree itself); null where nothing does. */
export function entryAtPath(store: Pick<ObjectStore, 'readTree'>, tree: ObjectId | null, path: string): Entry | null {
  if (tree === null) return null
  let at: Entry = { oid: tree, mode: MODE.tree }
  for (const part of path === '' ? [] : path.split('/')) {
    if (at.mode !== MODE.tree) return null
    const next = childrenOf(store, at.oid).find((entry) => entry.name === part)
    if (!next) return null
    at = next
  }
  return { oid: at.oid, mode: at.mode }
}

/** As `entryAtPath`, but null also where a tree on the way is not here, as in a partial clone. */
export function knownEntryAtPath(store: ObjectStore, tree: ObjectId | null, path: string): Entry | null {
  const readTree = (oid: ObjectId) => (store.has(oid) ? store.readTree(oid) : [])
  return entryAtPath({ readTree }, tree, path)
}

/**
 * All files (and links, and submodules) below a folder of a tree, by full path. A path that is itself a file is found too. Names
 * that are not UTF-8 are left out: no file can be asked for by them.
 */
export function flattenTree(store: ObjectStore, tree: ObjectId | null, folder: string): Map<string, Entry> {
  const files = new Map<string, Entry>()
  const start = entryAtPath(store, tree, folder)
  if (!start) return files
  if (start.mode !== MODE.tree) return files.set(folder, start)
  const visit = (oid: ObjectId, prefix: string): void => {
    for (const entry of childrenOf(store, oid)) {
      if (!Buffer.from(entry.name).equals(entry.bytes)) continue
      const path = `${prefix}${entry.name}`
      if (entry.mode === MODE.tree) visit(entry.oid, `${path}/`)
      else files.set(path, { oid: entry.oid, mode: entry.mode })
    }
  }
  visit(start.oid, folder === '' ? '' : `${folder}/`)
  return files
}

function childrenOf(store: Pick<ObjectStore, 'readTree'>, oid: ObjectId): TreeEntry[] {
  return oid === EMPTY_TREE ? [] : store.readTree(oid)
}

interface EditNode {
  files: Map<string, Entry | null>
  folders: Map<string, EditNode>
}

/**
 * Writes the tree that comes of `tree` when the given paths become these entries (null: gone), and returns its id. Folders
 * that end up empty vanish; a file that stands where a folder is needed gives way, and the other way round. An entry may be a
 * folder; an empty one takes the whole folder away. `names`: how names are spelled, as text or (`latin1`) one character per byte.
 */
export function editTree(
  store: ObjectStore,
  tree: ObjectId | null,
  edits: ReadonlyMap<string, Entry | null>,
  names: Spelling = 'utf8',
): ObjectId {
  const root: EditNode = { files: new Map(), folders: new Map() }
  for (const [path, entry] of edits) {
    const parts = path.split('/')
    const name = parts.pop() ?? ''
    let node = root
    for (const part of parts) {
      const next = node.folders.get(part) ?? { files: new Map(), folders: new Map() }
      node.folders.set(part, next)
      node = next
    }
    node.files.set(name, entry)
  }
  return writeNode(store, tree, root, names) ?? store.write('tree', new Uint8Array())
}

type Spelling = 'utf8' | 'latin1'

function writeNode(store: ObjectStore, tree: ObjectId | null, node: EditNode, names: Spelling): ObjectId | null {
  const before = tree === null ? [] : childrenOf(store, tree)
  const after = new Map<string, TreeEntry>(before.map((entry) => [entry.bytes.toString('latin1'), entry]))
  const bytesOf = (name: string) => Buffer.from(name, names)
  const key = (name: string) => bytesOf(name).toString('latin1')
  const entryOf = (name: string, { oid, mode }: Entry) => ({ ...treeEntry(name, { oid, mode }), bytes: bytesOf(name) })
  for (const [name, entry] of node.files) {
    // A removed file whose place a folder has taken must not take the folder with it.
    if (entry === null && after.get(key(name))?.mode !== MODE.tree) after.delete(key(name))
    else if (entry?.oid === EMPTY_TREE) after.delete(key(name))
    else if (entry !== null) after.set(key(name), entryOf(name, entry))
  }
  for (const [name, child] of node.folders) {
    const known = after.get(key(name))
    const folder = writeNode(store, known?.mode === MODE.tree ? known.oid : null, child, names)
    if (folder !== null) after.set(key(name), entryOf(name, { oid: folder, mode: MODE.tree }))
    else if (known?.mode === MODE.tree) after.delete(key(name))
  }
  if (after.size === 0) return null
  return store.write('tree', serializeTree([...after.values()]))
}
