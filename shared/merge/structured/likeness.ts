import type { Node } from './model.ts'

/** The parts of a node, each with how often it occurs: its way through the keys (positions left out) and its value. */
export type Leaves = ReadonlyMap<string, number>

/** The parts of a node without parts of their own; an empty container counts as one. */
export function leavesOf(node: Node): Leaves {
  const leaves = new Map<string, number>()
  const walk = (part: Node, way: string): void => {
    if (part.kind === 'scalar' || part.entries.length === 0) {
      const leaf = `${way}=${part.value}`
      leaves.set(leaf, (leaves.get(leaf) ?? 0) + 1)
    } else for (const { key, node: child } of part.entries) walk(child, `${way}/${JSON.stringify(key)}`)
  }
  walk(node, '')
  return leaves
}

/** How many parts there are. */
export const countOf = (leaves: Leaves): number => [...leaves.values()].reduce((sum, count) => sum + count, 0)

/** Which share of its parts the larger of two has in common with the other: 0 for nothing, 1 for equal. */
export function likeness(a: Leaves, b: Leaves): number {
  let common = 0
  for (const [leaf, count] of a) common += Math.min(count, b.get(leaf) ?? 0)
  return common / Math.max(countOf(a), countOf(b), 1)
}
