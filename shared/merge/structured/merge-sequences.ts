import { alignThree, type Stretch } from '../text/align.ts'
import { pairAlike } from './align-items.ts'
import type { ConflictSlot, Slot } from './merged.ts'
import type { Entry, ListNode } from './model.ts'
import { kept, type Row, type Three } from './rows.ts'
import type { Path } from './rules.ts'

/** What becomes of a stretch of a list: a slot that is settled or in conflict, or three versions of one item yet to be merged. */
export type Step = Slot | { readonly kind: 'row'; readonly row: Row }

/** Whether something in a list conflicts whatever its items hold. */
export const isOpen = (steps: readonly Step[]): boolean => steps.some((step) => step.kind === 'conflict')

/** Merges two changed lists in order, down to the items that both changed. */
export function planSequence(lists: Three<ListNode>, path: Path): Step[] {
  const entries = { base: lists.base?.entries ?? [], mine: lists.mine.entries, theirs: lists.theirs.entries }
  const ids = (of: readonly Entry[]) => Int32Array.from(of, (entry) => entry.full)
  const steps: Step[] = []
  let written = 0
  const keep = (start: number, end: number) => {
    steps.push(...entries.mine.slice(start, end).map(kept))
  }
  for (const hunk of alignThree(ids(entries.base), ids(entries.mine), ids(entries.theirs), 'apart')) {
    keep(written, hunk.mine.start)
    written = hunk.mine.start + hunk.mine.length
    if (hunk.taken === 'theirs') for (const theirs of cut(entries.theirs, hunk.theirs)) steps.push({ kind: 'added', theirs })
    else if (hunk.taken === 'conflict') {
      const run = {
        base: cut(entries.base, hunk.base),
        mine: cut(entries.mine, hunk.mine),
        theirs: cut(entries.theirs, hunk.theirs),
      }
      steps.push(...planRun(run, path, hunk.mine.start))
    } else keep(hunk.mine.start, written)
  }
  keep(written, entries.mine.length)
  return steps
}

const cut = (entries: readonly Entry[], { start, length }: Stretch) => entries.slice(start, start + length)

interface Run {
  readonly base: readonly Entry[]
  readonly mine: readonly Entry[]
  readonly theirs: readonly Entry[]
}

/** A run that both sides changed: item by item where all have as many or items are alike, else as a whole. */
function planRun(run: Run, path: Path, first: number): Step[] {
  const { base, mine, theirs } = run
  if (sameEntries(mine, theirs)) return alikeOnBoth(run, first)
  const areContainers = [...base, ...mine, ...theirs].every((entry) => entry.node.kind !== 'scalar')
  if (areContainers && base.length === mine.length && mine.length === theirs.length) {
    return mine.map((entry, index) => rowStep(first + index, base[index] ?? null, entry, theirs[index] ?? null))
  }
  return planPairs(run, path, first) ?? planGap(run, path, first)
}

/** Item by item, by which of mine and which of theirs is what became of an item of base; null where none is found again. */
function planPairs({ base, mine, theirs }: Run, path: Path, first: number): Step[] | null {
  const inMine = pairAlike(base, mine)
  const inTheirs = pairAlike(base, theirs)
  if (!inMine || !inTheirs || inMine.size + inTheirs.size === 0) return null
  const steps: Step[] = []
  let mineAt = 0
  let theirsAt = 0
  let gone = 0
  /** False where what is found on neither side and what a side put in at its place may be old and new version of one item. */
  const gap = (mineEnd: number, theirsEnd: number): boolean => {
    const run = { base: [], mine: mine.slice(mineAt, mineEnd), theirs: theirs.slice(theirsAt, theirsEnd) }
    if (gone > 0 && !sameEntries(run.mine, run.theirs)) return false
    steps.push(...planGap(run, path, first + mineAt))
    mineAt = mineEnd
    theirsAt = theirsEnd
    gone = 0
    return true
  }
  for (const [index, old] of base.entries()) {
    const m = inMine.get(index)
    const t = inTheirs.get(index)
    if (m === undefined && t === undefined) {
      gone += 1
      continue
    }
    if (!gap(m ?? mineAt, t ?? theirsAt)) return null
    steps.push(rowStep(first + mineAt, old, at(mine, m), at(theirs, t)))
    if (m !== undefined) mineAt = m + 1
    if (t !== undefined) theirsAt = t + 1
  }
  return gap(mine.length, theirs.length) ? steps : null
}

const at = (entries: readonly Entry[], index: number | undefined) => (index === undefined ? null : (entries[index] ?? null))

/** The same items on both sides, whose comments may yet differ. */
function alikeOnBoth({ base, mine, theirs }: Run, first: number): Step[] {
  return mine.map((entry, index) => {
    const old = base.length === mine.length ? at(base, index) : null
    return rowStep(first + index, old, entry, at(theirs, index))
  })
}

const rowStep = (index: number, base: Entry | null, mine: Entry | null, theirs: Entry | null): Step => ({
  kind: 'row',
  row: { name: `${index + 1}`, base, mine, theirs },
})

/** What both put in at one place, or a run in which nothing is found again. */
function planGap(run: Run, path: Path, first: number): Step[] {
  const { base, mine, theirs } = run
  const place = [...path, `${first + 1}`]
  if (base.length === 0) {
    if (theirs.length === 0) return mine.map(kept)
    if (mine.length === 0) return theirs.map((entry): Slot => ({ kind: 'added', theirs: entry }))
    if (sameEntries(mine, theirs)) return alikeOnBoth(run, first)
    const joined = joinAdditions(mine, theirs, place)
    if (joined) return joined
  }
  const conflict: ConflictSlot = { kind: 'conflict', ...run, bothFit: mine.length > 0 && theirs.length > 0, path: place }
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

const sameEntries = (a: readonly Entry[], b: readonly Entry[]) =>
  a.length === b.length && a.every((entry, index) => entry.node.value === b[index]?.node.value)
