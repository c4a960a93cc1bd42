import type { ConflictSlot } from './merged.ts'
import { childText, type Node } from './model.ts'
import type { DocumentKind } from './rules.ts'

/** Keys of a path that are operations. */
export const METHODS: ReadonlySet<string> = new Set(['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'])
/** What people call the keys of a collection; empty for those they need not know. */
export const COLLECTION_WORDS: ReadonlyMap<string, string> = new Map([
  ['request', ''],
  ['item', ''],
  ['event', ''],
  ['script', 'Script'],
  ['exec', ''],
  ['body', 'Body'],
  ['header', 'Headers'],
  ['url', 'URL'],
  ['response', 'Examples'],
  ['variable', 'Variables'],
  ['auth', 'Authorization'],
  ['description', 'Description'],
  ['method', 'Method'],
  ['name', 'Name'],
])

/**
 * The place of a conflict in words a person knows, outermost first: `GET /pets/{id}`, `responses`, `404`, `description` in a
 * definition; `Orders / Create order`, `Body` in a collection; else the keys themselves.
 */
export function placeInWords(slot: ConflictSlot, kind: DocumentKind, mine: Node): string[] {
  if (kind === 'openapi') return openApiPlace(slot.path)
  if (kind === 'collection') return collectionPlace(slot, mine)
  return [...slot.path]
}

function openApiPlace(path: readonly string[]): string[] {
  const [area = '', name, method, ...rest] = path
  if ((area === 'paths' || area === 'webhooks') && name !== undefined) {
    if (method === undefined) return [name]
    return METHODS.has(method) ? [`${method.toUpperCase()} ${name}`, ...rest] : [name, method, ...rest]
  }
  if (area === 'components' && name !== undefined && method !== undefined) return [`${name} ${method}`, ...rest]
  return [...path]
}

function collectionPlace(slot: ConflictSlot, root: Node): string[] {
  const names: string[] = []
  const words: string[] = []
  let node: Node | undefined = root
  let parent = ''
  slot.path.forEach((step) => {
    const entries = node && node.kind !== 'scalar' ? node.entries : []
    const list = node?.kind === 'list'
    node = list ? entries.find((entry) => isNamed(entry.node, step))?.node : entries.find((entry) => entry.key === step)?.node
    if (parent === 'item' && words.length === 0) names.push(childText(node, 'name') ?? step)
    else if (parent === 'response') words.push(childText(node, 'name') ?? step)
    else {
      const word = COLLECTION_WORDS.get(step) ?? step
      if (word !== '' && !(step === 'item' && words.length === 0)) words.push(word)
    }
    parent = step
  })
  return names.length > 0 ? [names.join(' / '), ...words] : words
}

const isNamed = (node: Node, step: string) =>
  ['id', '_postman_id', 'name', 'key', 'listen'].some((key) => childText(node, key) === step)
