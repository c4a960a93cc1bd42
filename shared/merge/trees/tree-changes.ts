import { MODE, type NamedEntry, sameEntry, type TreeEntry, type TreeReader } from './types.ts'

export interface TreeChange {
  readonly before: TreeEntry | null
  readonly after: TreeEntry | null
}

/** The files, links and submodules that differ between two trees (null is the empty one), by path. Equal folders are not entered. */
export function treeChanges(reader: TreeReader, before: string | null, after: string | null): Map<string, TreeChange> {
  const changes = new Map<string, TreeChange>()
  collect(reader, before, after, '', changes)
  return changes
}

function collect(
  reader: TreeReader,
  before: string | null,
  after: string | null,
  folder: string,
  changes: Map<string, TreeChange>,
): void {
  if (before === after) return
  const [left, right] = [byName(reader, before), byName(reader, after)]
  for (const name of new Set([...left.keys(), ...right.keys()])) {
    const [one, other] = [left.get(name) ?? null, right.get(name) ?? null]
    if (sameEntry(one, other)) continue
    const path = folder + name
    const [from, to] = [asFile(one), asFile(other)]
    if (from !== null || to !== null) changes.set(path, { before: from, after: to })
    collect(reader, asFolder(one), asFolder(other), `${path}/`, changes)
  }
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
