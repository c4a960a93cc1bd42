import { countOf, leavesOf, likeness } from './likeness.ts'
import { childNode, entryIndex, type MapNode, type Node } from './model.ts'
import { pointerOf, referencesTo } from './references.ts'
import type { Path } from './rules.ts'

/** A path, schema or other part of a definition that one side gave another name. */
export interface Rename {
  /** The way to the map that holds it. */
  readonly container: Path
  readonly from: string
  readonly to: string
}

/** What each version has to be told so that all three call the same things by the same names. */
export interface Renames {
  readonly base: readonly Rename[]
  readonly mine: readonly Rename[]
  readonly theirs: readonly Rename[]
}

interface Roots {
  readonly base: Node
  readonly mine: Node
  readonly theirs: Node
}

const FEWEST_PARTS = 3
const ALIKE = 0.7
// What is referred to by bare name (security schemes) is left out: such names cannot be told from other words.
const ROOT_MAPS = ['paths', 'webhooks', 'definitions', 'parameters', 'responses']
const COMPONENTS = [
  'schemas',
  'responses',
  'parameters',
  'examples',
  'requestBodies',
  'headers',
  'links',
  'callbacks',
  'pathItems',
]

/**
 * Finds the paths and components that one side renamed (the old key is gone with all references to it, and a new one holds nearly
 * the same) while the other kept the old name or chose the same new one. Null where there are none.
 */
export function findRenames(roots: Roots): Renames | null {
  const containers = [...ROOT_MAPS.map((key) => [key]), ...COMPONENTS.map((key) => ['components', key])]
  const base: Rename[] = []
  const mine: Rename[] = []
  const theirs: Rename[] = []
  for (const container of containers) {
    const maps = {
      base: mapAt(roots.base, container),
      mine: mapAt(roots.mine, container),
      theirs: mapAt(roots.theirs, container),
    }
    if (!maps.base || !maps.mine || !maps.theirs) continue
    const byMine = renamedKeys(maps.base, maps.mine, roots.mine, container)
    const byTheirs = renamedKeys(maps.base, maps.theirs, roots.theirs, container)
    const inMine = entryIndex(maps.mine)
    const inTheirs = entryIndex(maps.theirs)
    for (const [from, to] of byMine) {
      const isKept = inTheirs.has(from) && !inTheirs.has(to)
      if (isKept) theirs.push({ container, from, to })
      if (isKept || byTheirs.get(from) === to) base.push({ container, from, to })
    }
    for (const [from, to] of byTheirs) {
      if (!inMine.has(from) || inMine.has(to)) continue
      mine.push({ container, from, to })
      base.push({ container, from, to })
    }
  }
  return base.length === 0 ? null : { base, mine, theirs }
}

function mapAt(root: Node, path: Path): MapNode | null {
  let node: Node | undefined = root
  for (const key of path) node = childNode(node, key)
  return node?.kind === 'map' ? node : null
}

/** Old keys and the new ones that took their place: each the other's likest. */
function renamedKeys(base: MapNode, side: MapNode, root: Node, container: Path): ReadonlyMap<string, string> {
  const old = entryIndex(base)
  const now = entryIndex(side)
  const parts = (node: Node) => ({ leaves: leavesOf(node), value: node.value })
  const gone = base.entries.filter(({ key }) => !now.has(key)).map(({ key, node }) => ({ key, ...parts(node) }))
  const came = side.entries.filter(({ key }) => !old.has(key)).map(({ key, node }) => ({ key, ...parts(node) }))
  const candidates = gone.flatMap((from) =>
    countOf(from.leaves) < FEWEST_PARTS
      ? []
      : came.map((to) => ({ from: from.key, to: to.key, alike: likeness(from.leaves, to.leaves) })),
  )
  const renamed = new Map<string, string>()
  for (const { from, to, alike } of candidates) {
    if (alike < ALIKE) continue
    const rivals = candidates.filter((other) => other.alike >= alike && (other.from === from) !== (other.to === to))
    if (rivals.length > 0) continue
    if (referencesTo(root, pointerOf([...container, from])).length === 0) renamed.set(from, to)
  }
  return renamed
}
