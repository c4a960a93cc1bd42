import { findNodeAtLocation, getNodeValue, type Node, parseTree } from 'jsonc-parser'

export interface Header {
  key: string
  value: string
  description: string
  isDisabled: boolean
}

export interface Example {
  name: string
  /** Such as `200 OK`; empty where none was kept. */
  status: string
  headers: Header[]
  body: string
}

/** The body of a request: text, a list of fields, or nothing. */
export type RequestBody =
  | { kind: 'none' }
  | { kind: 'text'; text: string; language: string }
  | { kind: 'graphql'; query: string; variables: string }
  | { kind: 'fields'; encoding: 'form-data' | 'urlencoded'; fields: Header[] }
  | { kind: 'file'; name: string }

interface ItemFacts {
  /** The place in the collection: `0.2` is the third item of the first one. */
  place: string
  name: string
  description: string
  /** Where its JSON begins in the text, in UTF-16 units. */
  offset: number
}
export interface RequestItem extends ItemFacts {
  kind: 'request'
  method: string
  url: string
  headers: Header[]
  query: Header[]
  pathVariables: Header[]
  /** How the request signs in, in the format's own word (`bearer`); null where it takes that of its folder. */
  auth: string | null
  body: RequestBody
  examples: Example[]
}
export interface FolderItem extends ItemFacts {
  kind: 'folder'
  items: CollectionItem[]
}
export type CollectionItem = RequestItem | FolderItem

export type CollectionView =
  | { kind: 'collection'; name: string; description: string; items: CollectionItem[] }
  /** The text is not JSON at the moment, or holds no collection. */
  | { kind: 'unreadable' }

type Fields = Readonly<Record<string, unknown>>

/** Reads a collection (format v2.0 and v2.1) for showing. Whatever does not fit the format is left out, never guessed. */
export function readCollection(text: string): CollectionView {
  const root = parseTree(text)
  if (root?.type !== 'object') return { kind: 'unreadable' }
  const items = findNodeAtLocation(root, ['item'])
  const info = fieldsOf(valueAt(root, ['info']))
  if (items?.type !== 'array') return { kind: 'unreadable' }
  return {
    kind: 'collection',
    name: textOf(info['name']),
    description: descriptionOf(info['description']),
    items: itemsOf(items, ''),
  }
}

/** Finds an item by its place. */
export function itemAt(view: CollectionView, place: string): CollectionItem | null {
  if (view.kind !== 'collection') return null
  const search = (items: readonly CollectionItem[]): CollectionItem | null => {
    for (const item of items) {
      if (item.place === place) return item
      if (item.kind === 'folder' && place.startsWith(`${item.place}.`)) return search(item.items)
    }
    return null
  }
  return search(view.items)
}

function itemsOf(list: Node, prefix: string): CollectionItem[] {
  return (list.children ?? []).flatMap((node, index): CollectionItem[] => {
    if (node.type !== 'object') return []
    const place = prefix === '' ? String(index) : `${prefix}.${index}`
    const facts: ItemFacts = {
      place,
      name: textOf(valueAt(node, ['name'])),
      description: descriptionOf(valueAt(node, ['description'])),
      offset: node.offset,
    }
    const inside = findNodeAtLocation(node, ['item'])
    if (inside?.type === 'array') return [{ ...facts, kind: 'folder', items: itemsOf(inside, place) }]
    return [requestOf(facts, valueAt(node, ['request']), valueAt(node, ['response']))]
  })
}

function requestOf(facts: ItemFacts, request: unknown, responses: unknown): RequestItem {
  const fields = typeof request === 'string' ? { url: request } : fieldsOf(request)
  const url = fieldsOf(fields['url'])
  return {
    ...facts,
    kind: 'request',
    description: facts.description || descriptionOf(fields['description']),
    method: (textOf(fields['method']) || 'GET').toUpperCase(),
    url: typeof fields['url'] === 'string' ? fields['url'] : textOf(url['raw']),
    headers: headersOf(fields['header']),
    query: headersOf(url['query']),
    pathVariables: headersOf(url['variable']),
    auth: textOf(fieldsOf(fields['auth'])['type']) || null,
    body: bodyOf(fieldsOf(fields['body'])),
    examples: listOf(responses).map((response) => exampleOf(fieldsOf(response))),
  }
}

function bodyOf(body: Fields): RequestBody {
  switch (body['mode']) {
    case 'raw': {
      const raw = fieldsOf(fieldsOf(body['options'])['raw'])
      return { kind: 'text', text: textOf(body['raw']), language: textOf(raw['language']) || 'text' }
    }
    case 'graphql':
      return graphqlOf(fieldsOf(body['graphql']))
    case 'urlencoded':
      return { kind: 'fields', encoding: 'urlencoded', fields: headersOf(body['urlencoded']) }
    case 'formdata':
      return { kind: 'fields', encoding: 'form-data', fields: headersOf(body['formdata']) }
    case 'file':
      return { kind: 'file', name: textOf(fieldsOf(body['file'])['src']) }
    default:
      return { kind: 'none' }
  }
}

function graphqlOf(graphql: Fields): RequestBody {
  const { variables } = graphql
  const text = typeof variables === 'object' && variables !== null ? JSON.stringify(variables, null, 2) : textOf(variables)
  return { kind: 'graphql', query: textOf(graphql['query']), variables: text }
}

function exampleOf(response: Fields): Example {
  const code = typeof response['code'] === 'number' ? String(response['code']) : ''
  return {
    name: textOf(response['name']),
    status: [code, textOf(response['status'])].filter(Boolean).join(' '),
    headers: headersOf(response['header']),
    body: textOf(response['body']),
  }
}

function headersOf(value: unknown): Header[] {
  return listOf(value).map((one) => {
    const fields = fieldsOf(one)
    return {
      key: textOf(fields['key']),
      value: textOf(fields['value']) || textOf(fields['src']),
      description: descriptionOf(fields['description']),
      isDisabled: fields['disabled'] === true,
    }
  })
}

/** A description is a text, or an object with the text as `content`. */
function descriptionOf(value: unknown): string {
  return typeof value === 'string' ? value : textOf(fieldsOf(value)['content'])
}

function valueAt(node: Node, path: string[]): unknown {
  const found = findNodeAtLocation(node, path)
  return found ? getNodeValue(found) : undefined
}

function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {}
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : []
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
