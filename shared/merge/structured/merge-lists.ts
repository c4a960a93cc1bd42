import { alignThree, type Stretch } from '../text/align.ts'
import type { ConflictSlot, Outcome, Slot } from './merged.ts'
import { UNDECIDED } from './merged.ts'
import { childText, type Entry, type ListNode } from './model.ts'
import { mergeOrder } from './order.ts'
import { type DocumentKind, IDENTITIES, type Identity, isSet, type Path } from './rules.ts'

/** The three versions of something; base is null where both sides added it. */
export interface Three<T> {
  readonly base: T | null
  readonly mine: T
  readonly theirs: T
}

/** Three entries that are one and the same thing; null where a version lacks it. */
export interface Row {
  readonly name: string
  readonly base: Entry | null
  readonly mine: Entry | null
  readonly theirs: Entry | null
}

/** Merges rows: one slot for each that is left in the result. */
export type MergeRow = (row: Row, path: Path) => Slot | null

/** Merges two changed lists: as sets, by identity of their items, else as sequences. */
export function mergeLists(lists: Three<ListNode>, kind: DocumentKind, path: Path, mergeRow: MergeRow): Outcome {
  const names = setNames(lists, kind, path) ?? identityNames(lists)
  if (!names) return mergeSequences(lists, path, mergeRow)
  return mergeRows(lists.mine, rowsByName(names), path, mergeRow)
}

interface Named {
  readonly base: ReadonlyMap<string, Entry>
  readonly mine: ReadonlyMap<string, Entry>
  readonly theirs: ReadonlyMap<string, Entry>
}

interface Rows {
  readonly rows: readonly Row[]
  readonly base: readonly number[]
  readonly mine: readonly number[]
  readonly theirs: readonly number[]
}

/** Rows for entries that have names. */
export function rowsByName(names: Named): Rows {
  const numbers = new Map<string, number>()
  const rows: Row[] = []
  for (const version of [names.mine, names.theirs, names.base]) {
    for (const name of version.keys()) {
      if (numbers.has(name)) continue
      numbers.set(name, rows.length)
      const at = (of: ReadonlyMap<string, Entry>) => of.get(name) ?? null
      rows.push({ name, base: at(names.base), mine: at(names.mine), theirs: at(names.theirs) })
    }
  }
  const order = (version: ReadonlyMap<string, Entry>) => [...version.keys()].map((name) => numbers.get(name) ?? 0)
  return { rows, base: order(names.base), mine: order(names.mine), theirs: order(names.theirs) }
}

/** Merges row by row and puts what is left in order. */
export function mergeRows(mine: Slotted, rows: Rows, path: Path, mergeRow: MergeRow, orderMatters = true): Outcome {
  const slots = new Map<number, Slot>()
  rows.rows.forEach((row, number) => {
    const slot = mergeRow(row, path)
    if (slot) slots.set(number, slot)
  })
  const kept = (order: readonly number[]) => order.filter((number) => slots.has(number))
  const theirs = kept(rows.theirs)
  const order = mergeOrder({ base: orderMatters ? rows.base : theirs, mine: kept(rows.mine), theirs })
  if (!order) return UNDECIDED
  return container(
    mine,
    order.flatMap((number) => slots.get(number) ?? []),
  )
}

type Slotted = Extract<Outcome, { kind: 'container' }>['mine']

/** A container of slots, unless its text could not be written for every way to decide. */
function container(mine: Slotted, slots: readonly Slot[]): Outcome {
  const isSure = (slot: Slot | undefined) =>
    slot !== undefined && (slot.kind !== 'conflict' || (slot.mine.length > 0 && slot.theirs.length > 0))
  const mayVanish = slots.filter((slot) => !isSure(slot)).length
  if (mayVanish === 0) return { kind: 'container', mine, slots }
  const { layout } = mine
  const writable =
    layout.kind === 'commas'
      ? mayVanish === 1 && slots.length === 1
        ? true
        : mayVanish < slots.length
      : mayVanish < slots.length && (!layout.firstIsInline || isSure(slots[0]))
  return writable ? { kind: 'container', mine, slots } : UNDECIDED
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
  const example = lists.base?.entries[0]?.node
  if (example?.kind !== 'map') return null
  for (const { key, node } of example.entries) {
    if (node.kind !== 'scalar' || node.type !== 'string') continue
    const names = named(lists, (entry) => childText(entry.node, key))
    if (names && [...names.base.keys()].every((name) => names.mine.has(name) && names.theirs.has(name))) return names
  }
  return null
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

function mergeSequences(lists: Three<ListNode>, path: Path, mergeRow: MergeRow): Outcome {
  const entries = { base: lists.base?.entries ?? [], mine: lists.mine.entries, theirs: lists.theirs.entries }
  const ids = (of: readonly Entry[]) => Int32Array.from(of, (entry) => entry.full)
  const slots: Slot[] = []
  let written = 0
  const keep = (start: number, end: number) => {
    slots.push(...entries.mine.slice(start, end).map(kept))
  }
  for (const hunk of alignThree(ids(entries.base), ids(entries.mine), ids(entries.theirs), 'apart')) {
    keep(written, hunk.mine.start)
    written = hunk.mine.start + hunk.mine.length
    if (hunk.taken === 'theirs') for (const theirs of cut(entries.theirs, hunk.theirs)) slots.push({ kind: 'added', theirs })
    else if (hunk.taken === 'conflict') {
      const run = {
        base: cut(entries.base, hunk.base),
        mine: cut(entries.mine, hunk.mine),
        theirs: cut(entries.theirs, hunk.theirs),
      }
      slots.push(...mergeRun(run, [...path, `${hunk.mine.start + 1}`], path, hunk.mine.start, mergeRow))
    } else keep(hunk.mine.start, written)
  }
  keep(written, entries.mine.length)
  return container(lists.mine, slots)
}

const cut = (entries: readonly Entry[], { start, length }: Stretch) => entries.slice(start, start + length)

interface Run {
  readonly base: readonly Entry[]
  readonly mine: readonly Entry[]
  readonly theirs: readonly Entry[]
}

/** A run that both sides changed: item by item where all have as many, else as a whole. */
function mergeRun(run: Run, place: Path, path: Path, first: number, mergeRow: MergeRow): Slot[] {
  const { base, mine, theirs } = run
  if (sameEntries(mine, theirs)) return mine.map(kept)
  const areContainers = [...base, ...mine, ...theirs].every((entry) => entry.node.kind !== 'scalar')
  const pairwise = base.length === mine.length && mine.length === theirs.length && areContainers
  if (pairwise) {
    return mine.flatMap((entry, index) => {
      const row = { name: `${first + index + 1}`, base: base[index] ?? null, mine: entry, theirs: theirs[index] ?? null }
      return mergeRow(row, path) ?? []
    })
  }
  if (base.length === 0) {
    const joined = joinAdditions(mine, theirs, place)
    if (joined) return joined
  }
  const bothFit = mine.length > 0 && theirs.length > 0
  const conflict: ConflictSlot = { kind: 'conflict', ...run, bothFit, path: place }
  return [conflict]
}

/** Both sides added at one place and began or ended alike: what they share is no conflict, nor is what only one has beyond it. */
function joinAdditions(mine: readonly Entry[], theirs: readonly Entry[], path: Path): Slot[] | null {
  const shorter = Math.min(mine.length, theirs.length)
  let head = 0
  while (head < shorter && mine[head]?.node.value === theirs[head]?.node.value) head += 1
  let tail = 0
  while (tail < shorter - head && mine.at(-1 - tail)?.node.value === theirs.at(-1 - tail)?.node.value) tail += 1
  if (head + tail === 0) return null
  const rest = { base: [], mine: mine.slice(head, mine.length - tail), theirs: theirs.slice(head, theirs.length - tail) }
  const between: Slot[] =
    rest.mine.length > 0 && rest.theirs.length > 0
      ? [{ kind: 'conflict', ...rest, bothFit: true, path }]
      : [...rest.mine.map(kept), ...rest.theirs.map((entry): Slot => ({ kind: 'added', theirs: entry }))]
  return [...mine.slice(0, head).map(kept), ...between, ...mine.slice(mine.length - tail).map(kept)]
}

const kept = (mine: Entry): Slot => ({
  kind: 'entry',
  mine,
  theirs: null,
  value: { kind: 'mine', node: mine.node },
  lead: 'mine',
})

const sameEntries = (a: readonly Entry[], b: readonly Entry[]) =>
  a.length === b.length && a.every((entry, index) => entry.node.value === b[index]?.node.value)
