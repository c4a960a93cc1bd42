import type { StructureChange } from '#shared/domain/structure-diff.ts'
import { childNode, childText, type MapNode, type Node } from '../merge/structured/model.ts'
import { METHODS } from '../merge/structured/place.ts'
import { findRenames } from '../merge/structured/renames.ts'
import { pairByName, type Thing, type ThingPair } from './gathering.ts'
import { itemInWords } from './words.ts'

const COMPONENTS: Readonly<Record<string, StructureChange['what']>> = {
  schemas: 'schema',
  definitions: 'schema',
  parameters: 'parameter',
  examples: 'example',
  securitySchemes: 'security',
  securityDefinitions: 'security',
}
/** What Swagger 2 has at the root and later versions among the components. */
const AT_ROOT = new Set(['definitions', 'parameters', 'responses', 'securityDefinitions'])
const SERVERS = new Set(['host', 'basePath', 'schemes'])
/** Finding renamed things again compares each that went with each that came. */
const MOST_TO_COMPARE = 2500

/** Pairs the operations, schemas and other parts of two versions of a definition. */
export function pairDefinitionParts(before: Node | undefined, after: Node | undefined): ThingPair[] {
  const old = before ? partsOf(before) : []
  const now = after ? partsOf(after) : []
  return withMovedOperations(pairByName(old, now, before && after ? renamedNames(before, after, old) : new Map()))
}

function partsOf(root: Node): Thing[] {
  if (root.kind !== 'map') return [{ what: 'other', path: [], name: '', node: root }]
  return root.entries.flatMap(({ key, node }): Thing[] => {
    if ((key === 'paths' || key === 'webhooks') && node.kind === 'map') return operationsOf(key, node)
    if (key === 'components' && node.kind === 'map') {
      return node.entries.flatMap((group) => componentsOf(['components', group.key], group.key, group.node))
    }
    if (AT_ROOT.has(key)) return componentsOf([key], key, node)
    if ((key === 'servers' || key === 'tags') && node.kind === 'list') return listed(key, node)
    const what = key === 'info' ? 'info' : key === 'security' ? 'security' : SERVERS.has(key) ? 'server' : 'other'
    return [{ what, path: [key], name: key, node }]
  })
}

function operationsOf(area: string, paths: MapNode): Thing[] {
  return paths.entries.flatMap(({ key: path, node }): Thing[] => {
    if (node.kind !== 'map') return [{ what: 'path', path: [area, path], name: path, node }]
    const operations = node.entries.flatMap((entry): Thing[] =>
      METHODS.has(entry.key)
        ? [{ what: 'operation', path: [area, path, entry.key], name: nameOf(path, entry.key), node: entry.node }]
        : [],
    )
    // The path itself is told where it has something of its own, or nothing at all.
    const isOwn = operations.length < node.entries.length || operations.length === 0
    return isOwn ? [...operations, { what: 'path', path: [area, path], name: path, node, leaveOut: METHODS }] : operations
  })
}

const nameOf = (path: string, method: string) => `${method.toUpperCase()} ${path}`

function componentsOf(path: readonly string[], group: string, node: Node): Thing[] {
  if (node.kind !== 'map') return [{ what: 'other', path, name: group, node }]
  const what = COMPONENTS[group] ?? 'component'
  return node.entries.map((entry) => ({
    what,
    path: [...path, entry.key],
    name: what === 'component' ? `${group} / ${entry.key}` : entry.key,
    node: entry.node,
  }))
}

function listed(key: 'servers' | 'tags', list: Extract<Node, { kind: 'list' }>): Thing[] {
  const seen = new Map<string, number>()
  return list.entries.map(({ node }, index) => {
    const name = itemInWords(node) ?? `${index + 1}`
    const count = (seen.get(name) ?? 0) + 1
    seen.set(name, count)
    return {
      what: key === 'servers' ? 'server' : 'tag',
      path: [key, `${index}`],
      name: count === 1 ? name : `${name} (${count})`,
      node,
    }
  })
}

/** Old names of things whose path or component was renamed, and what they are called now. */
function renamedNames(before: Node, after: Node, old: readonly Thing[]): ReadonlyMap<string, string> {
  const names = new Map<string, string>()
  if (isTooMuch(before, after)) return names
  const renames = findRenames({ base: before, mine: after, theirs: before })?.theirs ?? []
  for (const { container, from, to } of renames) {
    for (const thing of old) {
      const isInside = container.every((key, index) => thing.path[index] === key) && thing.path[container.length] === from
      if (!isInside) continue
      const method = thing.path[container.length + 1]
      const group = thing.what === 'component' ? `${container.at(-1)} / ` : ''
      names.set(thing.name, method === undefined ? `${group}${to}` : nameOf(to, method))
    }
  }
  return names
}

function isTooMuch(before: Node, after: Node): boolean {
  const count = (a: Node | undefined, b: Node | undefined) => {
    const keys = new Set(b?.kind === 'map' ? b.entries.map(({ key }) => key) : [])
    return a?.kind === 'map' ? a.entries.filter(({ key }) => !keys.has(key)).length : 0
  }
  const groups = (root: Node) => {
    const components = childNode(root, 'components')
    const inside = components?.kind === 'map' ? components.entries : []
    return new Map([...(root.kind === 'map' ? root.entries : []), ...inside].map(({ key, node }) => [key, node]))
  }
  const old = groups(before)
  const now = groups(after)
  return [...old].some(([key, node]) => count(node, now.get(key)) * count(now.get(key), node) > MOST_TO_COMPARE)
}

/** An operation that is gone from one place and stands, by its `operationId`, at another was moved there. */
function withMovedOperations(pairs: readonly ThingPair[]): ThingPair[] {
  const idOf = (thing: Thing | undefined) => (thing?.what === 'operation' ? childText(thing.node, 'operationId') : undefined)
  const alone = (side: 'before' | 'after') => {
    const byId = new Map<string, ThingPair | null>()
    for (const pair of pairs) {
      const id = pair[side === 'before' ? 'after' : 'before'] === undefined ? idOf(pair[side]) : undefined
      if (id !== undefined) byId.set(id, byId.has(id) ? null : pair)
    }
    return byId
  }
  const gone = alone('before')
  const came = alone('after')
  const moved = (pair: ThingPair, partners: typeof gone, own: typeof gone) => {
    const id = idOf(pair.before ?? pair.after)
    return id !== undefined && own.get(id) === pair ? (partners.get(id) ?? null) : null
  }
  return pairs.flatMap((pair): ThingPair[] => {
    if (pair.before && !pair.after) return moved(pair, came, gone) ? [] : [pair]
    if (!pair.before && pair.after) return [{ before: moved(pair, gone, came)?.before, after: pair.after }]
    return [pair]
  })
}
