import { Failure } from '#electron/failure.ts'
import type { ObjectId } from '#shared/domain/ids.ts'
import { type Entry, MODE, normalMode } from '../objects/model.ts'
import type { ObjectStore } from '../objects/object-store.ts'
import { EMPTY_TREE } from '../objects/trees.ts'
import { editIndex } from './index-edit.ts'
import { entryAt, type GitIndex, parseIndex } from './index-file.ts'

/**
 * The same index with every entry that stands for a whole folder written out as the files below it, none of which is in the
 * working folder. It costs what the folders hold. Failure: UNSUPPORTED_REPOSITORY `sparse-index` where their trees are not here.
 */
export function expandSparseIndex(objects: ObjectStore, index: GitIndex): GitIndex {
  const { layout } = index
  const leftOut = new Map<string, Entry | null>()
  for (let i = 0; i < layout.count; i++) {
    const { mode, oid } = entryAt(layout, i)
    if (mode !== MODE.tree) continue
    const path = layout.paths.toString('latin1', layout.pathStarts[i], layout.pathEnds[i])
    leftOut.set(path, null)
    addFiles(objects, leftOut, path, oid)
  }
  const extensions = index.extensions.filter(({ signature }) => signature !== 'sdir')
  const bytes = editIndex({ ...index, extensions, cacheTree: null }, new Map(), { leftOut })
  return { ...parseIndex(bytes, index.mtimeNs), unsigned: index.unsigned }
}

function addFiles(objects: ObjectStore, into: Map<string, Entry | null>, prefix: string, tree: ObjectId): void {
  if (tree === EMPTY_TREE) return
  if (!objects.has(tree)) throw new Failure('UNSUPPORTED_REPOSITORY', { feature: 'sparse-index', detail: tree })
  for (const entry of objects.readTree(tree)) {
    const path = prefix + entry.bytes.toString('latin1')
    if (entry.mode === MODE.tree) addFiles(objects, into, `${path}/`, entry.oid)
    else into.set(path, { oid: entry.oid, mode: normalMode(entry.mode) })
  }
}
