import type { StructureChange } from '#shared/domain/structure-diff.ts'
import type { Node } from '../merge/structured/model.ts'
import { type CollectionItem, itemsOf, pairCollectionItems } from './collection-items.ts'
import { pairByName, type Thing, type ThingPair } from './gathering.ts'
import { itemInWords } from './words.ts'

const ITEM = new Set(['item'])
const KINDS: Readonly<Record<string, StructureChange['what']>> = {
  info: 'info',
  auth: 'authorization',
  event: 'script',
  variable: 'variable',
}

/** Pairs the requests, folders, variables, scripts and other parts of two versions of a collection. */
export function pairCollectionParts(before: Node | undefined, after: Node | undefined): ThingPair[] {
  const rootParts = pairByName(before ? partsOf(before) : [], after ? partsOf(after) : [])
  const pairs = pairCollectionItems(itemsOf(before), itemsOf(after))
  const partner = new Map(pairs.flatMap((pair) => (pair.before && pair.after ? [[pair.before, pair.after] as const] : [])))
  const items = pairs.map((pair): ThingPair => {
    const now = pair.after && thingOf(pair.after, pair.after.names)
    const isSame = pair.isReordered && pair.before && pair.after
    return {
      before: pair.before && thingOf(pair.before, namesNow(pair.before, pair.after, partner)),
      after: now,
      moved: isSame && pair.before && pair.after ? { from: pair.before.index + 1, to: pair.after.index + 1 } : undefined,
    }
  })
  return [...items, ...rootParts]
}

/** What an item was called, with folders it is still in by their new names: their renaming is told of them alone. */
function namesNow(
  old: CollectionItem,
  now: CollectionItem | undefined,
  partner: ReadonlyMap<CollectionItem, CollectionItem>,
): readonly string[] {
  const isInSameFolder = now !== undefined && (old.folder ? partner.get(old.folder) : null) === now.folder
  return isInSameFolder ? [...now.names.slice(0, -1), old.names.at(-1) ?? ''] : old.names
}

function thingOf(item: CollectionItem, names: readonly string[]): Thing {
  const { node, path, isFolder } = item
  return isFolder
    ? { what: 'folder', path, name: names.join(' / '), node, leaveOut: ITEM }
    : { what: 'request', path, name: names.join(' / '), node }
}

function partsOf(root: Node): Thing[] {
  if (root.kind !== 'map') return [{ what: 'other', path: [], name: '', node: root }]
  return root.entries.flatMap(({ key, node }): Thing[] => {
    if (key === 'item' && node.kind === 'list') return []
    const what = KINDS[key] ?? 'other'
    if ((key !== 'variable' && key !== 'event') || node.kind !== 'list') return [{ what, path: [key], name: key, node }]
    const seen = new Map<string, number>()
    return node.entries.map((entry, index) => {
      const name = itemInWords(entry.node) ?? `${index + 1}`
      const count = (seen.get(name) ?? 0) + 1
      seen.set(name, count)
      return { what, path: [key, `${index}`], name: count === 1 ? name : `${name} (${count})`, node: entry.node }
    })
  })
}
