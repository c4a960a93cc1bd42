import type { Outcome, Slot } from './merged.ts'
import { UNDECIDED } from './merged.ts'
import type { Entry } from './model.ts'
import { mergeOrder } from './order.ts'
import type { Path } from './rules.ts'

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

/** The entries of three versions, by what tells them apart. */
export interface Named {
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

/** The container of mine that is merged. */
export type Slotted = Extract<Outcome, { kind: 'container' }>['mine']

/** A container of slots, unless its text could not be written for every way to decide. */
export function container(mine: Slotted, slots: readonly Slot[]): Outcome {
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

/** An entry of mine as it is. */
export const kept = (mine: Entry): Slot => ({
  kind: 'entry',
  mine,
  theirs: null,
  value: { kind: 'mine', node: mine.node },
  lead: 'mine',
})
