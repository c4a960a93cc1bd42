import { beside } from './beside.ts'
import type { IsFree } from './disputes.ts'
import { ENTERS_ALL, entryAt, treeChanges } from './tree-changes.ts'
import { MODE, type TreeConflict, type TreeEdits, type TreeEntry, type TreeReader } from './types.ts'

/** What the undisputed changes come to: files put somewhere, and paths that are left. */
export interface Outcome {
  readonly put: ReadonlyMap<string, TreeEntry>
  readonly removed: ReadonlySet<string>
}

/** Finds names that would be a file and a folder at once. `withheld` are the paths that wait for the decision. */
export function clashesOf(
  reader: TreeReader,
  tree: string,
  { put, removed }: Outcome,
  isFree: IsFree,
): { conflicts: TreeConflict[]; withheld: ReadonlySet<string> } {
  const below = new Map<string, string[]>()
  for (const path of put.keys()) {
    for (const folder of foldersAbove(path)) {
      if (isFile(put.get(folder) ?? null) || (!removed.has(folder) && isFile(entryAt(reader, tree, folder)))) {
        below.set(folder, [...(below.get(folder) ?? []), path])
      }
    }
  }
  const left = new Map<string, string[]>()
  for (const path of put.keys()) {
    const mine = entryAt(reader, tree, path)
    if (mine?.mode !== MODE.folder || put.get(path)?.mode === MODE.folder) continue
    const files = [...treeChanges(reader, { before: null, after: mine.oid, other: null }, ENTERS_ALL).keys()].map(
      (name) => `${path}/${name}`,
    )
    const staying = files.filter((file) => !removed.has(file) && !put.has(file))
    if (staying.length > 0) left.set(path, staying)
  }
  const conflicts: TreeConflict[] = []
  const withheld = new Set<string>()
  for (const path of new Set([...below.keys(), ...left.keys()])) {
    const file = put.get(path) ?? entryAt(reader, tree, path)
    if (!file) continue
    const arriving = below.get(path) ?? []
    for (const one of [path, ...arriving]) withheld.add(one)
    conflicts.push(clash(path, file, { put, arriving, staying: left.get(path) ?? [], isFree }))
  }
  return { conflicts, withheld }
}

interface Place {
  put: ReadonlyMap<string, TreeEntry>
  /** Files that come to the folder, and files of mine that are in it. */
  arriving: readonly string[]
  staying: readonly string[]
  isFree: IsFree
}

function clash(path: string, file: TreeEntry, { put, arriving, staying, isFree }: Place): TreeConflict {
  const isTheirs = put.has(path)
  const folder = arriving.flatMap((at) => {
    const entry = put.get(at)
    return entry ? [[at, entry] as const] : []
  })
  const gone = staying.map((at) => [at, null] as const)
  const entry = { oid: file.oid, mode: file.mode }
  const asFile: TreeEdits = new Map<string, TreeEntry | null>([...gone, [path, entry]])
  const asFolder: TreeEdits = new Map<string, TreeEntry | null>([...(isTheirs ? [] : [[path, null] as const]), ...folder])
  const besideIt: TreeEdits = new Map<string, TreeEntry | null>([
    ...asFolder,
    [beside(path, isTheirs ? 'theirs' : 'mine', isFree), entry],
  ])
  const placed = { path, ...entry }
  return {
    kind: 'file-and-folder',
    path,
    base: null,
    mine: isTheirs ? null : placed,
    theirs: isTheirs ? placed : null,
    choices: isTheirs ? { mine: asFolder, theirs: asFile, both: besideIt } : { mine: asFile, theirs: asFolder, both: besideIt },
  }
}

function isFile(entry: TreeEntry | null): boolean {
  return entry !== null && entry.mode !== MODE.folder
}

function foldersAbove(path: string): string[] {
  const parts = path.split('/')
  return parts.slice(0, -1).map((_, index) => parts.slice(0, index + 1).join('/'))
}
