import { childText, type MapNode, type Node } from './model.ts'

/** What kind of document a text is, as far as merging needs to know. */
export type DocumentKind = 'openapi' | 'collection' | 'other'

/** Tells the kind of a document from its root. */
export function documentKind(root: Node): DocumentKind {
  if (root.kind !== 'map') return 'other'
  const keys = new Set(root.entries.map((entry) => entry.key))
  if (keys.has('openapi') || keys.has('swagger') || keys.has('asyncapi')) return 'openapi'
  const info = root.entries.find((entry) => entry.key === 'info')?.node
  const schema = childText(info, 'schema') ?? ''
  if (/\/collection\/v2\.\d/.test(schema) || (keys.has('item') && childText(info, '_postman_id') !== undefined))
    return 'collection'
  // Parts of a definition that was split into files.
  if (keys.has('paths') || keys.has('components') || keys.has('responses')) return 'openapi'
  return 'other'
}

/** The way from the root to a node: keys of maps; for items of lists what tells them apart, or their position. */
export type Path = readonly string[]

const keyOf = (path: Path) => path.at(-1) ?? ''

const SETS = new Set(['required', 'enum', 'tags', 'consumes', 'produces', 'schemes'])
const PROSE = new Set(['description', 'summary'])

/** Whether a list is a set: its items are told apart by value and their order carries no meaning. */
export function isSet(kind: DocumentKind, path: Path): boolean {
  return SETS.has(keyOf(path)) || (kind === 'openapi' && keyOf(path) === 'security')
}

/** How a string that both sides changed is merged: by words, by lines, or not at all. */
export function textRule(path: Path, versions: readonly string[]): 'words' | 'lines' | 'whole' {
  if (PROSE.has(keyOf(path))) return 'words'
  return versions.every((text) => text.includes('\n')) ? 'lines' : 'whole'
}

const VOLATILE_IN_INFO = new Set([
  '_postman_id',
  '_exporter_id',
  '_collection_link',
  '_postman_exported_at',
  '_postman_exported_using',
])
const LISTS_WITH_IDS = new Set(['item', 'response', 'event'])

/**
 * Whether a value is one that tools write anew at every export of a collection, so that a difference tells nothing: the ids of
 * the collection, of its exporter, of items, examples, events and scripts.
 */
export function isVolatile(kind: DocumentKind, path: Path): boolean {
  if (kind !== 'collection') return false
  const key = keyOf(path)
  const parent = path.at(-2) ?? ''
  if (VOLATILE_IN_INFO.has(key)) return true
  if (key !== 'id' && key !== '_postman_id') return false
  return parent === 'script' || LISTS_WITH_IDS.has(path.at(-3) ?? '')
}

/** A way to tell the items of a list apart. */
export interface Identity {
  readonly name: string
  readonly of: (item: MapNode) => string | undefined
}

const byKeys = (...keys: readonly string[]): Identity => ({
  name: keys.join('+'),
  of: (item) => {
    const parts = keys.map((key) => childText(item, key))
    return parts.includes(undefined) ? undefined : parts.join(' ')
  },
})

const parameter: Identity = {
  name: 'in+name',
  of: (item) => childText(item, '$ref') ?? byKeys('in', 'name').of(item),
}

/** The identities a list is tried with; among those that fit equally well the first wins. */
export const IDENTITIES: readonly Identity[] = [
  parameter,
  ...['id', '_postman_id', 'operationId', 'name', 'key', 'listen', 'url', '$ref'].map((key) => byKeys(key)),
]
