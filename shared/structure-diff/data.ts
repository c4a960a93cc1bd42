import type { Node } from '../merge/structured/model.ts'
import { pairByName, type Thing, type ThingPair } from './gathering.ts'
import { movedPairs, pairItems } from './pairs.ts'
import { itemInWords } from './words.ts'

/** Pairs the top-level parts of two versions of any document: keys of a map, items of a list, or the value itself. */
export function pairDataParts(before: Node | undefined, after: Node | undefined): ThingPair[] {
  if (before?.kind !== 'list' || after?.kind !== 'list') {
    return pairByName(before ? partsOf(before) : [], after ? partsOf(after) : [])
  }
  const pairs = pairItems(before, after, 'other', [])
  const moved = movedPairs(pairs.filter((pair) => pair.before && pair.after))
  return pairs.map((pair) => {
    const old = pair.before && item(pair.before.node, pair.from)
    const now = pair.after && item(pair.after.node, pair.to)
    // An item without a name is called by its place, which is no name that could change.
    const named = old && now && itemInWords(old.node) === null ? { ...old, name: now.name } : old
    return { before: named, after: now, moved: moved.has(pair) ? { from: pair.from + 1, to: pair.to + 1 } : undefined }
  })
}

const item = (node: Node, index: number): Thing => ({
  what: 'other',
  path: [`${index}`],
  name: itemInWords(node) ?? `${index + 1}`,
  node,
})

function partsOf(root: Node): Thing[] {
  if (root.kind === 'map' && root.entries.length > 0) {
    return root.entries.map(({ key, node }) => ({ what: 'other', path: [key], name: key, node }))
  }
  return [{ what: 'other', path: [], name: '', node: root }]
}
