import { type Change, diff } from './diff.ts'

/** A stretch `[start, start + length)`. */
export interface Stretch {
  readonly start: number
  readonly length: number
}

/**
 * One place where mine or theirs differs from base. `mine` and `theirs`: only that side changed; `conflict`: both did;
 * `same`: both did the same. Between two hunks mine is taken as it is.
 */
export interface Hunk {
  readonly taken: 'mine' | 'theirs' | 'conflict' | 'same'
  readonly base: Stretch
  readonly mine: Stretch
  readonly theirs: Stretch
}

interface Open {
  taken: 'mine' | 'theirs' | 'conflict'
  base: Stretch
  mine: Stretch
  theirs: Stretch
}

/**
 * Aligns three sequences and says what each side changed: `xdl_do_merge` of git/xdiff/xmerge.c at level "eager", that is, equal
 * changes of both sides are no hunk. Changes that touch are one where `touching` is `join`, as Git has it for lines; with `apart`
 * only what overlaps is, and two insertions at one place.
 */
export function alignThree(
  base: Int32Array,
  mine: Int32Array,
  theirs: Int32Array,
  touching: 'join' | 'apart' = 'join',
): Hunk[] {
  const ours = diff(base, mine)
  const others = diff(base, theirs)
  const hunks: Open[] = []
  let m = 0
  let t = 0
  for (let a = ours[m], b = others[t]; a && b; a = ours[m], b = others[t]) {
    if (isBefore(a, b, touching)) {
      append(hunks, touching, onlyMine(a, b.newStart - b.oldStart + a.oldStart))
      m += 1
      continue
    }
    if (isBefore(b, a, touching)) {
      append(hunks, touching, onlyTheirs(b, a.newStart - a.oldStart + b.oldStart))
      t += 1
      continue
    }
    if (!sameChange(a, b, mine, theirs)) append(hunks, touching, overlap(a, b))
    const endOfMine = a.oldStart + a.removed
    const endOfTheirs = b.oldStart + b.removed
    if (endOfMine >= endOfTheirs) t += 1
    if (endOfTheirs >= endOfMine) m += 1
  }
  for (const a of ours.slice(m)) append(hunks, touching, onlyMine(a, a.oldStart + theirs.length - base.length))
  for (const b of others.slice(t)) append(hunks, touching, onlyTheirs(b, b.oldStart + mine.length - base.length))
  return hunks
}

const onlyMine = (a: Change, theirs: number): Open => ({
  taken: 'mine',
  base: { start: a.oldStart, length: a.removed },
  mine: { start: a.newStart, length: a.added },
  theirs: { start: theirs, length: a.removed },
})

const onlyTheirs = (b: Change, mine: number): Open => ({
  taken: 'theirs',
  base: { start: b.oldStart, length: b.removed },
  mine: { start: mine, length: b.removed },
  theirs: { start: b.newStart, length: b.added },
})

function sameChange(a: Change, b: Change, mine: Int32Array, theirs: Int32Array): boolean {
  if (a.oldStart !== b.oldStart || a.removed !== b.removed || a.added !== b.added) return false
  for (let i = 0; i < a.added; i += 1) if (mine[a.newStart + i] !== theirs[b.newStart + i]) return false
  return true
}

function overlap(a: Change, b: Change): Open {
  const base = Math.min(a.oldStart, b.oldStart)
  const end = Math.max(a.oldStart + a.removed, b.oldStart + b.removed)
  const stretch = (change: Change): Stretch => {
    const start = change.newStart - (change.oldStart - base)
    return { start, length: change.newStart + change.added + (end - change.oldStart - change.removed) - start }
  }
  return { taken: 'conflict', base: { start: base, length: end - base }, mine: stretch(a), theirs: stretch(b) }
}

function isBefore(first: Change, second: Change, touching: 'join' | 'apart'): boolean {
  const end = first.oldStart + first.removed
  if (end < second.oldStart || touching === 'join') return end < second.oldStart
  return end === second.oldStart && (first.removed > 0 || second.removed > 0)
}

function append(hunks: Open[], touching: 'join' | 'apart', next: Open): void {
  const last = hunks.at(-1)
  const gap = touching === 'join' ? 0 : 1
  const endOf = ({ start, length }: Stretch) => start + length
  const touches = last && (next.mine.start + gap <= endOf(last.mine) || next.theirs.start + gap <= endOf(last.theirs))
  if (!touches) {
    hunks.push(next)
    return
  }
  if (next.taken !== last.taken) last.taken = 'conflict'
  last.base = upTo(last.base, next.base)
  last.mine = upTo(last.mine, next.mine)
  last.theirs = upTo(last.theirs, next.theirs)
}

const upTo = (first: Stretch, last: Stretch): Stretch => ({
  start: first.start,
  length: last.start + last.length - first.start,
})
