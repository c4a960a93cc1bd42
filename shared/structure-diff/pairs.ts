import { pairAlike } from '../merge/structured/align-items.ts'
import { surelyNamed } from '../merge/structured/list-names.ts'
import type { Entry, ListNode } from '../merge/structured/model.ts'
import type { DocumentKind, Path } from '../merge/structured/rules.ts'
import { diff } from '../merge/text/diff.ts'

/** An item of a list on both sides; undefined where a side lacks it. Positions count from 0. */
export interface ItemPair {
  readonly before: Entry | undefined
  readonly after: Entry | undefined
  readonly from: number
  readonly to: number
}

/**
 * Finds the items of one list again in another: by what is known to tell them apart, else in their order by value and likeness.
 * All items of both are in the answer, those of `after` in their order, each removed one before what stood behind it.
 */
export function pairItems(before: ListNode, after: ListNode, kind: DocumentKind, path: Path): ItemPair[] {
  const named = surelyNamed({ base: before, mine: after, theirs: after }, kind, path)
  if (named) {
    const old = new Map([...named.base.keys()].map((name, index) => [name, index]))
    const partners = new Map<number, number>()
    ;[...named.mine.keys()].forEach((name, to) => {
      const from = old.get(name)
      if (from !== undefined) partners.set(from, to)
    })
    return inOrder(before.entries, after.entries, partners)
  }
  return inOrder(before.entries, after.entries, partnersInOrder(before.entries, after.entries))
}

/** The pairs of a list whose items changed places: the fewest that have to move for the rest to be in order. */
export function movedPairs<P extends { readonly from: number; readonly to: number }>(pairs: readonly P[]): ReadonlySet<P> {
  const byTarget = [...pairs].sort((a, b) => a.to - b.to)
  // Longest increasing run of `from` (patience sorting): what is in it stays.
  const tails: number[] = []
  const before: number[] = []
  byTarget.forEach(({ from }, index) => {
    let low = 0
    let high = tails.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((byTarget[tails[middle] ?? 0]?.from ?? 0) < from) low = middle + 1
      else high = middle
    }
    before[index] = low > 0 ? (tails[low - 1] ?? -1) : -1
    tails[low] = index
  })
  const moved = new Set(pairs)
  for (let index = tails.at(-1) ?? -1; index >= 0; index = before[index] ?? -1) {
    const stays = byTarget[index]
    if (stays) moved.delete(stays)
  }
  return moved
}

/** Equal runs stay; between them likeness pairs, or where there is too much to compare, the place within the run. */
function partnersInOrder(old: readonly Entry[], now: readonly Entry[]): ReadonlyMap<number, number> {
  const values = (entries: readonly Entry[]) => Int32Array.from(entries, ({ node }) => node.value)
  const partners = new Map<number, number>()
  let from = 0
  let to = 0
  const equalUpTo = (end: number) => {
    while (from < end) partners.set(from++, to++)
  }
  for (const change of diff(values(old), values(now))) {
    equalUpTo(change.oldStart)
    const removed = old.slice(from, from + change.removed)
    const added = now.slice(to, to + change.added)
    const alike = pairAlike(removed, added)
    removed.forEach((entry, index) => {
      const bothPlain = entry.node.kind === 'scalar' && added[index]?.node.kind === 'scalar'
      const partner = alike?.get(index) ?? (alike === null || bothPlain ? index : undefined)
      if (partner !== undefined && partner < added.length) partners.set(from + index, to + partner)
    })
    from += change.removed
    to += change.added
  }
  equalUpTo(old.length)
  return partners
}

function inOrder(old: readonly Entry[], now: readonly Entry[], partners: ReadonlyMap<number, number>): ItemPair[] {
  const sources = new Map([...partners].map(([from, to]) => [to, from]))
  const pairs: ItemPair[] = []
  let next = 0
  const removedUpTo = (end: number) => {
    for (; next < end; next += 1) {
      if (!partners.has(next)) pairs.push({ before: old[next], after: undefined, from: next, to: -1 })
    }
  }
  now.forEach((after, to) => {
    const from = sources.get(to)
    if (from === undefined) pairs.push({ before: undefined, after, from: -1, to })
    else {
      removedUpTo(from)
      pairs.push({ before: old[from], after, from, to })
    }
  })
  removedUpTo(old.length)
  return pairs
}
