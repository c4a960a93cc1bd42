import { type Leaves, leavesOf, likeness } from './likeness.ts'
import type { Entry } from './model.ts'
import { IDENTITIES } from './rules.ts'

const MOST_PAIRS = 10_000
const ALIKE = 0.5

interface Item {
  readonly entry: Entry
  readonly leaves: Leaves
  readonly names: readonly string[]
}

/**
 * Finds again the items of one run in another, in order: by value, by what else tells items apart, by likeness. Gives the index
 * in `now` for indices in `old`; null where there is too much to compare.
 */
export function pairAlike(old: readonly Entry[], now: readonly Entry[]): ReadonlyMap<number, number> | null {
  if (old.length * now.length > MOST_PAIRS) return null
  const before = old.map(item)
  const after = now.map(item)
  const weights = before.map((a) => after.map((b) => weight(a, b)))
  const best = Array.from({ length: old.length + 1 }, () => new Float64Array(now.length + 1))
  const bestAt = (i: number, j: number) => best[i]?.[j] ?? 0
  const weightAt = (i: number, j: number) => weights[i]?.[j] ?? 0
  for (let i = old.length - 1; i >= 0; i -= 1) {
    const row = best[i]
    if (!row) continue
    for (let j = now.length - 1; j >= 0; j -= 1) {
      const paired = weightAt(i, j) > 0 ? weightAt(i, j) + bestAt(i + 1, j + 1) : 0
      row[j] = Math.max(paired, bestAt(i + 1, j), bestAt(i, j + 1))
    }
  }
  const pairs = new Map<number, number>()
  for (let i = 0, j = 0; i < old.length && j < now.length; ) {
    if (weightAt(i, j) > 0 && bestAt(i, j) === weightAt(i, j) + bestAt(i + 1, j + 1)) pairs.set(i++, j++)
    else if (bestAt(i, j) === bestAt(i + 1, j)) i += 1
    else j += 1
  }
  return pairs
}

function item(entry: Entry): Item {
  const { node } = entry
  const names =
    node.kind === 'map' ? IDENTITIES.flatMap(({ name, of }) => (of(node) === undefined ? [] : [`${name} ${of(node)}`])) : []
  return { entry, leaves: leavesOf(node), names }
}

/** How surely two are the same item: 0 for not at all. Plain values are the same only if equal. */
function weight(a: Item, b: Item): number {
  if (a.entry.node.value === b.entry.node.value) return 3
  if (a.entry.node.kind === 'scalar' || a.entry.node.kind !== b.entry.node.kind) return 0
  const alike = likeness(a.leaves, b.leaves)
  if (a.names.some((name) => b.names.includes(name))) return 2 + alike / 2
  return alike >= ALIKE ? 1 + alike / 2 : 0
}
