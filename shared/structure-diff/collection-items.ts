import { countOf, type Leaves, leavesOf, likeness } from '../merge/structured/likeness.ts'
import { childNode, childText, type Node } from '../merge/structured/model.ts'
import type { Path } from '../merge/structured/rules.ts'
import { movedPairs } from './pairs.ts'

/** A request or folder of a collection. */
export interface CollectionItem {
  readonly node: Node
  readonly path: Path
  /** Its own name last, those of the folders it is in before. */
  readonly names: readonly string[]
  readonly isFolder: boolean
  /** The folder it is in; null at the top. */
  readonly folder: CollectionItem | null
  /** Its place among its neighbours, from 0. */
  readonly index: number
}

export interface CollectionPair {
  readonly before: CollectionItem | undefined
  readonly after: CollectionItem | undefined
  /** Whether it stands elsewhere among those that were and are in the same folder. */
  readonly isReordered: boolean
}

const FEWEST_PARTS = 3
const ALIKE = 0.7
const MOST_TO_COMPARE = 2500

/** All requests and folders below a collection's root, each folder before what is in it. */
export function itemsOf(root: Node | undefined): CollectionItem[] {
  const items: CollectionItem[] = []
  const visit = (holder: Node | undefined, path: Path, folder: CollectionItem | null) => {
    const list = childNode(holder, 'item')
    if (list?.kind !== 'list') return
    list.entries.forEach(({ node }, index) => {
      const here = [...path, 'item', `${index}`]
      const name = childText(node, 'name') ?? `${index + 1}`
      const isFolder = childNode(node, 'item')?.kind === 'list'
      const item = { node, path: here, names: [...(folder?.names ?? []), name], isFolder, folder, index }
      items.push(item)
      visit(node, here, item)
    })
  }
  visit(root, [], null)
  return items
}

/**
 * Finds the requests and folders of one version again in another: by id, by name within the same folder, by what they hold within
 * the same folder, and at last wherever they are. Those of `after` come first in their order, then what is gone.
 */
export function pairCollectionItems(before: readonly CollectionItem[], after: readonly CollectionItem[]): CollectionPair[] {
  const toOld = new Map<CollectionItem, CollectionItem>()
  const paired = new Set<CollectionItem>()
  const pair = (old: CollectionItem, now: CollectionItem) => {
    toOld.set(now, old)
    paired.add(old)
  }
  pairUnique(before, after, idOf, pair)
  // Folders come before what is in them, so that a renamed one is known once its content is looked at.
  const inside = groupByFolder(before)
  for (const [folder, items] of groupByFolder(after)) {
    const oldFolder = folder === null ? null : toOld.get(folder)
    if (oldFolder === undefined) continue
    const old = () => (inside.get(oldFolder) ?? []).filter((item) => !paired.has(item))
    const now = () => items.filter((item) => !toOld.has(item))
    pairUnique(old(), now(), numberedNames([...old(), ...now()], old().length), pair)
    pairAlike(old(), now(), pair)
  }
  const rest = () => [before.filter((item) => !paired.has(item)), after.filter((item) => !toOld.has(item))] as const
  pairUnique(...rest(), (item) => `${item.isFolder} ${item.node.value}`, pair)
  pairAlike(...rest(), pair)

  const reordered = reorderedItems(after, toOld)
  const gone = before.filter((item) => !paired.has(item))
  return [
    ...after.map((item) => ({ before: toOld.get(item), after: item, isReordered: reordered.has(item) })),
    ...gone.map((item) => ({ before: item, after: undefined, isReordered: false })),
  ]
}

type Pair = (old: CollectionItem, now: CollectionItem) => void

const idOf = ({ node }: CollectionItem) => childText(node, 'id') ?? childText(node, '_postman_id')

function groupByFolder(items: readonly CollectionItem[]): Map<CollectionItem | null, CollectionItem[]> {
  const groups = new Map<CollectionItem | null, CollectionItem[]>()
  for (const item of items) groups.set(item.folder, [...(groups.get(item.folder) ?? []), item])
  return groups
}

function pairUnique(
  before: readonly CollectionItem[],
  after: readonly CollectionItem[],
  keyOf: (item: CollectionItem) => string | undefined,
  pair: Pair,
): void {
  const index = (items: readonly CollectionItem[]) => {
    const byKey = new Map<string, CollectionItem | null>()
    for (const item of items) {
      const key = keyOf(item)
      if (key !== undefined) byKey.set(key, byKey.has(key) ? null : item)
    }
    return byKey
  }
  const now = index(after)
  for (const [key, old] of index(before)) {
    const partner = now.get(key)
    if (old && partner && old.isFolder === partner.isFolder) pair(old, partner)
  }
}

/** Several of one name in a folder are told apart by their order. The first `border` items are of the other version. */
function numberedNames(items: readonly CollectionItem[], border: number): (item: CollectionItem) => string | undefined {
  const names = new Map<CollectionItem, string>()
  const seen = new Map<string, number>()
  items.forEach((item, position) => {
    if (position === border) seen.clear()
    const name = `${item.isFolder} ${item.names.at(-1)}`
    const count = (seen.get(name) ?? 0) + 1
    seen.set(name, count)
    names.set(item, `${count} ${name}`)
  })
  return (item) => names.get(item)
}

/** Each the other's likest. */
function pairAlike(before: readonly CollectionItem[], after: readonly CollectionItem[], pair: Pair): void {
  if (before.length * after.length > MOST_TO_COMPARE) return
  const withLeaves = (items: readonly CollectionItem[]) => items.map((item) => ({ item, leaves: leavesOf(item.node) }))
  const now = withLeaves(after)
  const taken = new Set<CollectionItem>()
  const candidates = withLeaves(before)
    .flatMap((old) => now.flatMap((other) => candidate(old, other)))
    .sort((a, b) => b.alike - a.alike)
  for (const { old, other } of candidates) {
    if (taken.has(old) || taken.has(other)) continue
    taken.add(old)
    taken.add(other)
    pair(old, other)
  }
}

interface WithLeaves {
  readonly item: CollectionItem
  readonly leaves: Leaves
}

function candidate(old: WithLeaves, other: WithLeaves): { old: CollectionItem; other: CollectionItem; alike: number }[] {
  if (old.item.isFolder !== other.item.isFolder || countOf(old.leaves) < FEWEST_PARTS) return []
  const alike = likeness(old.leaves, other.leaves)
  return alike >= ALIKE ? [{ old: old.item, other: other.item, alike }] : []
}

function reorderedItems(
  after: readonly CollectionItem[],
  toOld: ReadonlyMap<CollectionItem, CollectionItem>,
): ReadonlySet<CollectionItem> {
  const reordered = new Set<CollectionItem>()
  for (const [folder, items] of groupByFolder(after)) {
    const stayed = items.flatMap((item) => {
      const old = toOld.get(item)
      const oldFolder = folder === null ? null : toOld.get(folder)
      return old && old.folder === oldFolder ? [{ item, from: old.index, to: item.index }] : []
    })
    for (const { item } of movedPairs(stayed)) reordered.add(item)
  }
  return reordered
}
