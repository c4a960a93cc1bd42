import fc from 'fast-check'
import { stringify } from 'yaml'
import type { JsonValue } from '../choices.ts'

type JsonObject = { [key: string]: JsonValue }

const word = fc.constantFrom('pet', 'order', 'store', 'user', 'id', 'x', '7', 'true', 'a b', 'say "hi": #1', '')
const sentence = fc.array(fc.constantFrom('the', 'pet', 'of', 'a', 'store', 'is', 'sold', 'now'), {
  minLength: 3,
  maxLength: 12,
})
const prose = sentence.map((words) => words.join(' '))
const longText = fc.array(prose, { minLength: 2, maxLength: 4 }).map((lines) => lines.join('\n'))
const scalar: fc.Arbitrary<JsonValue> = fc.oneof(
  word,
  fc.integer({ min: -9, max: 99 }),
  fc.boolean(),
  fc.constant(null),
  longText,
)
const key = fc.constantFrom('a', 'b', 'c', 'd', 'name', 'id', 'description', 'tags', 'required', 'x-y', '200')

/** Any document: maps, lists of maps with and without identity, sets, strings of several lines. */
export const anyDocument: fc.Arbitrary<JsonObject> = fc.letrec<{ value: JsonValue; map: JsonObject }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    scalar,
    fc.array(tie('value'), { maxLength: 4 }),
    fc.array(tie('map'), { maxLength: 4 }),
    tie('map'),
  ),
  map: fc.dictionary(key, tie('value'), { maxKeys: 5, noNullPrototype: true }),
})).map

const parameter = fc.record({ name: word, in: fc.constantFrom('query', 'path'), description: prose, required: fc.boolean() })
const operation = fc.record({
  operationId: word,
  summary: prose,
  description: fc.oneof(prose, longText),
  tags: fc.uniqueArray(word, { maxLength: 3 }),
  parameters: fc.uniqueArray(parameter, { maxLength: 3, selector: ({ name, in: place }) => `${place} ${name}` }),
  responses: fc.dictionary(fc.constantFrom('200', '404', 'default'), fc.record({ description: prose }), {
    noNullPrototype: true,
  }),
})
const schema = fc.record({
  type: fc.constant('object'),
  required: fc.uniqueArray(word, { maxLength: 4 }),
  properties: fc.dictionary(key, fc.record({ type: fc.constantFrom('string', 'integer'), description: prose }), {
    noNullPrototype: true,
  }),
})

/** OpenAPI documents. */
export const openApiDocument: fc.Arbitrary<JsonObject> = fc.record({
  openapi: fc.constant('3.0.3'),
  info: fc.record({ title: word, version: fc.constantFrom('1.0.0', '1.1.0') }),
  paths: fc.dictionary(
    fc.constantFrom('/pets', '/pets/{id}', '/orders'),
    fc.dictionary(fc.constantFrom('get', 'post'), operation, { maxKeys: 2, noNullPrototype: true }),
    { noNullPrototype: true },
  ),
  components: fc.record({ schemas: fc.dictionary(fc.constantFrom('Pet', 'Order', 'User'), schema, { noNullPrototype: true }) }),
})

const request = fc.record({
  name: word,
  id: fc.uuid(),
  event: fc.uniqueArray(
    fc.record({
      listen: fc.constantFrom('test', 'prerequest'),
      script: fc.record({ type: fc.constant('text/javascript'), exec: fc.array(prose, { maxLength: 5 }) }),
    }),
    { selector: ({ listen }) => listen, maxLength: 2 },
  ),
  request: fc.record({
    method: fc.constantFrom('GET', 'POST'),
    header: fc.array(fc.record({ key: word, value: word }), { maxLength: 3 }),
    url: fc.record({ raw: word }),
  }),
})

/** Collections, format 2.1, with folders. */
export const collectionDocument: fc.Arbitrary<JsonObject> = fc.record({
  info: fc.record({
    _postman_id: fc.uuid(),
    name: word,
    schema: fc.constant('https://schema.getpostman.com/json/collection/v2.1.0/collection.json'),
  }),
  item: fc.array(fc.oneof(request, fc.record({ name: word, item: fc.array(request, { maxLength: 3 }) })), { maxLength: 4 }),
  variable: fc.uniqueArray(fc.record({ key: word, value: word }), { selector: (variable) => variable.key, maxLength: 3 }),
})

/** One change somewhere in a document; `place` and `kind` are taken modulo what there is. */
interface Edit {
  readonly place: number
  readonly kind: number
  readonly key: string
  readonly value: JsonValue
}

const edits = fc.array(fc.record({ place: fc.nat(), kind: fc.nat(), key, value: scalar }), { minLength: 1, maxLength: 4 })

/** A document with some changes. */
function edited(document: JsonObject, changes: readonly Edit[]): JsonObject {
  const copy: JsonObject = structuredClone(document)
  for (const change of changes) apply(copy, change)
  return copy
}

/** What tells items apart is not changed: an item with another name is another item, and a count of parts cannot see that. */
const IDENTITIES = new Set(['id', '_postman_id', 'operationId', 'name', 'key', 'listen', 'url', 'in', '$ref'])

/** Only what can be told apart is moved: a move in a sequence is a removal and an insertion, as for lines. */
const isNamed = (item: JsonValue) => typeof item === 'object' && item !== null && 'name' in item

function apply(document: JsonObject, { place, kind, key, value }: Edit): void {
  const containers: (JsonObject | JsonValue[])[] = []
  const walk = (node: JsonValue | undefined): void => {
    if (typeof node !== 'object' || node === null) return
    containers.push(node as JsonObject | JsonValue[])
    for (const child of Object.values(node)) walk(child)
  }
  walk(document)
  const container = containers[place % containers.length] ?? document
  if (Array.isArray(container)) {
    const at = (place >> 3) % (container.length + 1)
    if (kind % 4 === 0) container.splice(at, 1)
    else if (kind % 4 === 1) container.splice(at, 0, value)
    else if (kind % 4 === 2) container.splice(at, 0, { name: `${key}${kind}`, value })
    else if (container.length > 1 && container.every(isNamed)) container.push(...container.splice(at % container.length, 1))
    return
  }
  const keys = Object.keys(container)
  const chosen = keys[(place >> 3) % Math.max(keys.length, 1)] ?? key
  const old = container[chosen]
  if (kind % 4 === 0 && !IDENTITIES.has(chosen)) delete container[chosen]
  else if (kind % 4 === 1 && !IDENTITIES.has(key)) container[key] = value
  else if (kind % 4 === 2) container[`${key}${kind % 5}`] = { [key]: value, name: 'new' }
  else if (!IDENTITIES.has(chosen)) container[chosen] = typeof old === 'string' && old.includes(' ') ? `${old} ${key}` : value
}

/** Three versions of one document. */
export interface ThreeDocuments {
  readonly base: JsonObject
  readonly mine: JsonObject
  readonly theirs: JsonObject
}

/** A document and two edited versions of it. */
export const threeOf = (document: fc.Arbitrary<JsonObject>): fc.Arbitrary<ThreeDocuments> =>
  fc.tuple(document, edits, edits).map(([base, m, t]) => ({ base, mine: edited(base, m), theirs: edited(base, t) }))

/** A way to write a document as text. */
export interface Style {
  readonly path: string
  readonly write: (document: JsonObject) => string
}

const indent = fc.constantFrom<string | number>(2, 4, '\t', 0)
const jsonStyle: fc.Arbitrary<Style> = fc
  .tuple(indent, fc.constantFrom('', '\n'), fc.constantFrom('\n', '\r\n'))
  .map(([step, end, eol]) => ({
    path: 'a.json',
    write: (document) => (JSON.stringify(document, null, step) + end).replaceAll('\n', eol),
  }))
const yamlStyle: fc.Arbitrary<Style> = fc
  .record({
    indent: fc.constantFrom(2, 4),
    indentSeq: fc.boolean(),
    comments: fc.boolean(),
    collectionStyle: fc.constantFrom<'any' | 'flow'>('any', 'any', 'any', 'flow'),
    eol: fc.constantFrom('\n', '\n', '\r\n'),
  })
  .map(({ comments, eol, ...options }) => ({
    path: 'a.yaml',
    write: (document) => {
      const text = stringify(document, { lineWidth: 60, ...options })
      const marked = comments ? text.replaceAll(/^(\w+):(?= |\n)/gm, '# about $1\n$&') : text
      return marked.replaceAll('\n', eol)
    },
  }))

/** JSON in several indentations and YAML in several styles. */
export const anyStyle: fc.Arbitrary<Style> = fc.oneof(jsonStyle, yamlStyle)
