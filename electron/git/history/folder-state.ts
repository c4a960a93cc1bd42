import type { ObjectId } from '#shared/domain/ids.ts'
import { MODE, normalMode } from '../objects/model.ts'
import type { ObjectStore } from '../objects/object-store.ts'
import { EMPTY_TREE } from '../objects/trees.ts'

/** What a tree holds at some folders, as one text: two trees hold the same there exactly if their texts are the same. */
export type FolderState = { kind: 'known'; state: string } | { kind: 'lacking'; trees: readonly ObjectId[] }

/** Reads of each tree only what leads to the folders; trees that are not here (partial clones) are named. */
export type ReadFolderState = (tree: ObjectId) => FolderState

interface Branching {
  /** By name, one character per byte. */
  children: Map<string, Branching>
  isFolder: boolean
  known: Map<ObjectId, string>
}

const KEPT = 50_000
/** The state of a tree that holds nothing at any of the folders. */
export const NOTHING = ''

export function openFolderState(objects: ObjectStore, folders: readonly string[]): ReadFolderState {
  const top = branching()
  for (const folder of folders) {
    let at = top
    for (const part of folder.split('/')) {
      const name = Buffer.from(part).toString('latin1')
      const next = at.children.get(name) ?? branching()
      at.children.set(name, next)
      at = next
    }
    at.isFolder = true
  }
  return (tree) => stateOf(objects, top, tree)
}

function branching(): Branching {
  return { children: new Map(), isFolder: false, known: new Map() }
}

function stateOf(objects: ObjectStore, at: Branching, tree: ObjectId): FolderState {
  if (tree === EMPTY_TREE) return { kind: 'known', state: NOTHING }
  const before = at.known.get(tree)
  if (before !== undefined) return { kind: 'known', state: before }
  const content = readIfHere(objects, tree)
  if (content === null) return { kind: 'lacking', trees: [tree] }
  const parts: string[] = []
  const lacking: ObjectId[] = []
  for (let byte = 0; byte < content.length; ) {
    const space = content.indexOf(0x20, byte)
    const end = content.indexOf(0, space)
    const child = at.children.get(content.toString('latin1', space + 1, end))
    if (child) {
      const mode = normalMode(Number.parseInt(content.toString('latin1', byte, space), 8))
      const below = stateOfEntry(objects, child, { mode, oid: content.toString('hex', end + 1, end + 21) })
      if (below.kind === 'lacking') lacking.push(...below.trees)
      else if (below.state !== NOTHING) parts.push(`${content.toString('latin1', space + 1, end)}:${below.state}`)
    }
    byte = end + 21
  }
  if (lacking.length > 0) return { kind: 'lacking', trees: lacking }
  const state = parts.length === 0 ? NOTHING : `(${parts.join(' ')})`
  if (at.known.size >= KEPT) at.known.clear()
  at.known.set(tree, state)
  return { kind: 'known', state }
}

/** Almost all are here: asking first would cost as much as reading. */
function readIfHere(objects: ObjectStore, tree: ObjectId): Buffer | null {
  try {
    return objects.read(tree).content
  } catch (error) {
    if (objects.has(tree)) throw error
    return null
  }
}

/** A folder counts as a whole; of one on the way only what leads on does, and a file there holds nothing. */
function stateOfEntry(objects: ObjectStore, at: Branching, { mode, oid }: { mode: number; oid: ObjectId }): FolderState {
  if (at.isFolder) return { kind: 'known', state: mode === MODE.tree && oid === EMPTY_TREE ? NOTHING : `${mode}-${oid}` }
  return mode === MODE.tree ? stateOf(objects, at, oid) : { kind: 'known', state: NOTHING }
}
