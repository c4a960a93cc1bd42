import type { ObjectId } from '#shared/domain/ids.ts'
import { type Entry, MODE, normalMode, type TreeEntry } from '../objects/model.ts'
import type { ObjectStore } from '../objects/object-store.ts'
import { EMPTY_TREE } from '../objects/trees.ts'
import type { LeftOutChange } from '../transaction/transaction.ts'
import type { FileChange } from '../trees/diff-trees.ts'
import { checkPath } from '../working-folder/working-file.ts'
import { topmost } from './cone.ts'
import type { FileNames } from './file-names.ts'

/** A commit's tree as a managed clone's index holds it: it costs what the connection's folders hold, not what the others do. */
export interface Outline {
  /** What belongs into the working folder, by path. */
  files: Map<string, Entry>
  /**
   * Everything else: files beside and above the folders, and each folder beside the way to them as one entry, its tree. By path,
   * one character per byte, with a slash at the end of a folder's.
   */
  leftOut: Map<string, Entry>
}

/**
 * Outlines a tree (null is the empty one). Files whose names this system cannot hold are left out of the working folder as well.
 * Failures: INVALID_PATH for a name that would lead out of the working folder, UNSUPPORTED_REPOSITORY `missing-objects` where
 * a tree that is needed is not here.
 */
export function outlineTree(
  objects: Pick<ObjectStore, 'readTree'>,
  tree: ObjectId | null,
  folders: readonly string[],
  names: FileNames,
): Outline {
  const outline: Outline = { files: new Map(), leftOut: new Map() }
  const whole = topmost(folders).map((folder) => Buffer.from(folder).toString('latin1'))
  const taken = new Set<string>()
  const visit = (oid: ObjectId, prefix: string, place: 'inside' | 'above'): void => {
    if (oid === EMPTY_TREE) return
    for (const entry of objects.readTree(oid)) {
      const path = prefix + entry.bytes.toString('latin1')
      const shown = Buffer.from(path, 'latin1').toString('utf8')
      const held = Buffer.from(shown).toString('latin1') === path && names.canHold(shown)
      if (held) checkPath(shown)
      if (entry.mode === MODE.tree) {
        const below = place === 'inside' || whole.includes(path) ? 'inside' : isAbove(path, whole) ? 'above' : 'beside'
        if (below === 'beside') outline.leftOut.set(`${path}/`, entryOf(entry))
        else visit(entry.oid, `${path}/`, below)
      } else if (place === 'inside' && held && !taken.has(names.spelling(shown))) {
        taken.add(names.spelling(shown))
        outline.files.set(shown, entryOf(entry))
      } else outline.leftOut.set(path, entryOf(entry))
    }
  }
  if (tree !== null) visit(tree, '', 'above')
  return outline
}

function isAbove(path: string, folders: readonly string[]): boolean {
  return folders.some((folder) => folder.startsWith(`${path}/`))
}

function entryOf({ oid, mode }: TreeEntry): Entry {
  return { oid, mode: normalMode(mode) }
}

/** What turns one outline into another. */
export function diffOutlines(before: Outline, after: Outline): { files: FileChange[]; leftOut: LeftOutChange[] } {
  return { files: diffEntries(before.files, after.files), leftOut: diffEntries(before.leftOut, after.leftOut) }
}

function diffEntries(before: ReadonlyMap<string, Entry>, after: ReadonlyMap<string, Entry>): FileChange[] {
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((path) => {
    const [one, other] = [before.get(path) ?? null, after.get(path) ?? null]
    return one?.oid === other?.oid && one?.mode === other?.mode ? [] : [{ path, before: one, after: other }]
  })
}
