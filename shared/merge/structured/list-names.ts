import { childText, type Entry, type ListNode } from './model.ts'
import type { Named, Three } from './rows.ts'
import { type DocumentKind, IDENTITIES, type Identity, isSet, type Path } from './rules.ts'

/** What tells the items of a list apart, if the list is a set or its items have an identity that is sure; else null. */
export function surelyNamed(lists: Three<ListNode>, kind: DocumentKind, path: Path): Named | null {
  return setNames(lists, kind, path) ?? assignmentNames(lists) ?? identityNames(lists)
}

/**
 * Names by any key that stands in all items and never twice, for lists that cannot be merged in order. No item of base may be
 * gone from both sides while one put in a new one: this could be its new name, and a conflict would be hidden.
 */
export function probablyNamed(lists: Three<ListNode>): Named | null {
  let best: Named | null = null
  for (const names of eachUniqueKey(lists)) {
    const old = [...names.base.keys()]
    const gone = old.some((name) => !names.mine.has(name) && !names.theirs.has(name))
    const adds = (side: Named['base']) => [...side.keys()].some((name) => !names.base.has(name))
    if (gone && (adds(names.mine) || adds(names.theirs))) continue
    if (best === null || matches(names) > matches(best)) best = names
  }
  // Half of what was there has to be found again, or the key tells nothing.
  return best !== null && matches(best) >= best.base.size ? best : null
}

const ASSIGNMENT = /^([A-Za-z_][\w.-]*)=/

/** `NAME=value` in every item, as environments and labels of containers are listed: told apart by the names. */
function assignmentNames(lists: Three<ListNode>): Named | null {
  const nameOf = ({ node }: Entry) =>
    node.kind === 'scalar' && node.type === 'string' ? ASSIGNMENT.exec(node.meaning)?.[1] : undefined
  return lists.mine.entries.length > 0 ? named(lists, nameOf) : null
}

function setNames(lists: Three<ListNode>, kind: DocumentKind, path: Path): Named | null {
  return isSet(kind, path)
    ? named(lists, (entry) => (isPlain(entry) || kind === 'openapi' ? `${entry.node.value}` : undefined))
    : null
}

const isPlain = (entry: Entry) => entry.node.kind === 'scalar'

function identityNames(lists: Three<ListNode>): Named | null {
  let best: Named | null = null
  let bestScore = 0
  for (const identity of IDENTITIES) {
    for (const name of [plainName(identity), numberedName(identity)]) {
      const names = named(lists, name)
      if (!names) continue
      const score = matches(names)
      if (score > bestScore || (best === null && names.base.size === 0)) {
        best = names
        bestScore = score
      }
      break
    }
  }
  return best ?? namesByFirstUniqueKey(lists)
}

/**
 * Any other key tells items apart if it stands in all of them, never twice, and every item of base is still found by it on both
 * sides: then nobody has changed it, and it cannot hide that two sides renamed one item.
 */
function namesByFirstUniqueKey(lists: Three<ListNode>): Named | null {
  for (const names of eachUniqueKey(lists)) {
    if ([...names.base.keys()].every((name) => names.mine.has(name) && names.theirs.has(name))) return names
  }
  return null
}

function* eachUniqueKey(lists: Three<ListNode>): Generator<Named> {
  const example = lists.base?.entries[0]?.node
  if (example?.kind !== 'map') return
  for (const { key, node } of example.entries) {
    if (node.kind !== 'scalar' || node.type !== 'string') continue
    const names = named(lists, (entry) => childText(entry.node, key))
    if (names) yield names
  }
}

type NameOf = (entry: Entry, seen: ReadonlyMap<string, Entry>) => string | undefined

const plainName =
  (identity: Identity): NameOf =>
  (entry) =>
    entry.node.kind === 'map' ? identity.of(entry.node) : undefined

/** Where several items have one name, as requests in a folder may, the second is told apart as the second. */
const numberedName =
  (identity: Identity): NameOf =>
  (entry, seen) => {
    const name = identity.name === 'name' && entry.node.kind === 'map' ? identity.of(entry.node) : undefined
    if (name === undefined) return undefined
    let count = 1
    let numbered = name
    while (seen.has(numbered)) {
      count += 1
      numbered = `${name} (${count})`
    }
    return numbered
  }

function matches(names: Named): number {
  let score = 0
  for (const name of names.base.keys()) {
    if (names.mine.has(name)) score += 1
    if (names.theirs.has(name)) score += 1
  }
  for (const name of names.mine.keys()) if (names.theirs.has(name)) score += 1
  return score
}

/** The entries by name, if every entry of every version has one and no version has one twice. */
function named(lists: Three<ListNode>, nameOf: NameOf): Named | null {
  const index = (list: ListNode | null): Map<string, Entry> | null => {
    const entries = new Map<string, Entry>()
    for (const entry of list?.entries ?? []) {
      const name = nameOf(entry, entries)
      if (name === undefined || entries.has(name)) return null
      entries.set(name, entry)
    }
    return entries
  }
  const base = index(lists.base)
  const mine = base && index(lists.mine)
  const theirs = mine && index(lists.theirs)
  return base && mine && theirs ? { base, mine, theirs } : null
}
