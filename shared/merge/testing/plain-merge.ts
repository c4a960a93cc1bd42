/** What the plain merge makes of values: a value, or null where it conflicts. */
export type PlainMerge = { readonly value: unknown } | null

type Json = Record<string, unknown>

/** By which items of a list are told apart, the first that is there and unique in all three versions. */
const IDENTITIES: readonly ((item: Json) => unknown)[] = [
  (item) => item['$ref'],
  (item) =>
    item['in'] === undefined || item['name'] === undefined ? undefined : `${String(item['in'])} ${String(item['name'])}`,
  ...['id', '_postman_id', 'operationId', 'name', 'url'].map((key) => (item: Json) => item[key]),
]

const GONE = Symbol('gone')

/**
 * The merge that the corpus takes for its measure: maps by key, lists by an identity of their items where there is one, anything
 * else as a whole. It looks at values alone. Null where both sides changed one value differently.
 */
export function plainMerge(base: unknown, mine: unknown, theirs: unknown): PlainMerge {
  try {
    return { value: merged(base, mine, theirs) }
  } catch (error) {
    if (error instanceof Disagreement) return null
    throw error
  }
}

class Disagreement extends Error {}

function merged(base: unknown, mine: unknown, theirs: unknown): unknown {
  if (sameValue(mine, theirs) || sameValue(base, theirs)) return mine
  if (sameValue(base, mine)) return theirs
  if (isMap(mine) && isMap(theirs) && (isMap(base) || base === GONE)) return mergedMaps(isMap(base) ? base : {}, mine, theirs)
  if (Array.isArray(mine) && Array.isArray(theirs) && (Array.isArray(base) || base === GONE)) {
    return mergedLists(Array.isArray(base) ? base : [], mine, theirs)
  }
  throw new Disagreement()
}

function mergedMaps(base: Json, mine: Json, theirs: Json): Json {
  const at = (map: Json, key: string) => (Object.hasOwn(map, key) ? map[key] : GONE)
  const keys = new Set([...Object.keys(mine), ...Object.keys(theirs), ...Object.keys(base)])
  const entries = [...keys].map((key) => [key, merged(at(base, key), at(mine, key), at(theirs, key))] as const)
  return Object.fromEntries(entries.filter(([, value]) => value !== GONE))
}

function mergedLists(base: unknown[], mine: unknown[], theirs: unknown[]): unknown[] {
  for (const identity of IDENTITIES) {
    const maps = [base, mine, theirs].map((items) => byIdentity(items, identity))
    const [old, own, others] = maps
    if (old && own && others) return Object.values(mergedMaps(old, own, others))
  }
  throw new Disagreement()
}

function byIdentity(items: readonly unknown[], identity: (item: Json) => unknown): Json | null {
  const keyed = items.map((item) => (isMap(item) ? identity(item) : undefined))
  if (keyed.includes(undefined) || new Set(keyed.map(String)).size !== items.length) return null
  // A letter before each, because keys that look like numbers would change their order.
  return Object.fromEntries(items.map((item, index) => [`k${String(keyed[index])}`, item]))
}

/** Whether two values are equal; the order of keys does not count. */
export function sameValue(a: unknown, b: unknown): boolean {
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((item, index) => sameValue(item, b[index]))
  if (!isMap(a) || !isMap(b)) return Object.is(a, b)
  const keys = Object.keys(a)
  return keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && sameValue(a[key], b[key]))
}

function isMap(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
