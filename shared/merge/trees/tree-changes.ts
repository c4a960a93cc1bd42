import { MODE, type NamedEntry, sameEntry, type TreeEntry, type TreeReader } from './types.ts'

export interface TreeChange {
  readonly before: TreeEntry | null
  readonly after: TreeEntry | null
}

/** Folders that are taken as a whole where only one side changed them: nothing in them is read, and no file followed out of them. */
export type TakesWhole = (folder: string) => boolean

export const ENTERS_ALL: TakesWhole = () => false

/**
 * The files, links and submodules that differ between two trees (null is the empty one), by path. Equal folders are not entered;
 * one that is taken as a whole, and that `other` has as it was before, is a change by itself.
 */
export function treeChanges(
  reader: TreeReader,
  trees: { readonly before: string | null; readonly after: string | null; readonly other: string | null },
  takesWhole: TakesWhole,
): Map<string, TreeChange> {
  const changes = new Map<string, TreeChange>()
  collect(reader, trees, '', takesWhole, changes)
  return changes
}

function collect(
  reader: TreeReader,
  { before, after, other }: { before: string | null; after: string | null; other: string | null },
  parent: string,
  takesWhole: TakesWhole,
  changes: Map<string, TreeChange>,
): void {
  if (before === after) return
  const [left, right] = [byName(reader, before), byName(reader, after)]
  const third = other === before ? left : byName(reader, other)
  for (const name of new Set([...left.keys(), ...right.keys()])) {
    const [one, now, others] = [left.get(name) ?? null, right.get(name) ?? null, third.get(name) ?? null]
    if (sameEntry(one, now)) continue
    const path = parent + name
    if (takesWhole(path) && sameEntry(one, others)) {
      changes.set(path, { before: bare(one), after: bare(now) })
      continue
    }
    const [from, to] = [asFile(one), asFile(now)]
    if (from !== null || to !== null) changes.set(path, { before: from, after: to })
    const below = { before: asFolder(one), after: asFolder(now), other: asFolder(others) }
    collect(reader, below, `${path}/`, takesWhole, changes)
  }
}

function bare(entry: TreeEntry | null): TreeEntry | null {
  return entry && { oid: entry.oid, mode: entry.mode }
}

function byName(reader: TreeReader, tree: string | null): Map<string, NamedEntry> {
  return new Map(tree === null ? [] : reader.readTree(tree).map((entry) => [entry.name, entry]))
}

function asFile(entry: NamedEntry | null): TreeEntry | null {
  return entry === null || entry.mode === MODE.folder ? null : { oid: entry.oid, mode: entry.mode }
}

function asFolder(entry: NamedEntry | null): string | null {
  return entry?.mode === MODE.folder ? entry.oid : null
}

/** What stands at a path of a tree, folders included; null where nothing does. */
export function entryAt(reader: TreeReader, tree: string, path: string): TreeEntry | null {
  let at: TreeEntry = { oid: tree, mode: MODE.folder }
  for (const name of path.split('/')) {
    if (at.mode !== MODE.folder) return null
    const next = reader.readTree(at.oid).find((entry) => entry.name === name)
    if (!next) return null
    at = { oid: next.oid, mode: next.mode }
  }
  return at
}
