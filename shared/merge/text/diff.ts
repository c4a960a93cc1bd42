import { compactChanges } from './compact.ts'
import { type Box, type Diagonals, splitMiddle } from './split-middle.ts'

/** `removed` elements from `oldStart` on became `added` elements from `newStart` on. */
export interface Change {
  readonly oldStart: number
  readonly removed: number
  readonly newStart: number
  readonly added: number
}

const MINIMUM_COST = 256
const COMMON_LIMIT = 1024
const WINDOW = 100
const DISCARD_RATIO = 4

/**
 * The changes that turn one sequence of numbers into another, in order, never touching each other. The answer is that of Git's
 * default diff (git/xdiff, flags 0): same discarding of lines without partner, same search limits, same sliding of runs.
 */
export function diff(before: Int32Array, after: Int32Array): Change[] {
  const old = { ids: before, changed: new Uint8Array(before.length + 1) }
  const now = { ids: after, changed: new Uint8Array(after.length + 1) }
  compare(old.ids, now.ids, old.changed, now.changed)
  compactChanges(old, now)
  compactChanges(now, old)
  return collect(old.changed, now.changed, before.length, after.length)
}

function collect(oldChanged: Uint8Array, newChanged: Uint8Array, oldLength: number, newLength: number): Change[] {
  const changes: Change[] = []
  let i = 0
  let j = 0
  while (i < oldLength || j < newLength) {
    const oldStart = i
    const newStart = j
    while (oldChanged[i]) i += 1
    while (newChanged[j]) j += 1
    if (i > oldStart || j > newStart) changes.push({ oldStart, removed: i - oldStart, newStart, added: j - newStart })
    i += 1
    j += 1
  }
  return changes
}

function compare(a: Int32Array, b: Int32Array, aChanged: Uint8Array, bChanged: Uint8Array): void {
  const shorter = Math.min(a.length, b.length)
  let start = 0
  while (start < shorter && a[start] === b[start]) start += 1
  let tail = 0
  while (tail < shorter - start && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail += 1
  const kept1 = keepComparable(a, start, a.length - tail, occurrences(b), aChanged)
  const kept2 = keepComparable(b, start, b.length - tail, occurrences(a), bChanged)
  const ids1 = kept1.map((index) => a[index] ?? 0)
  const ids2 = kept2.map((index) => b[index] ?? 0)
  const diagonals = ids1.length + ids2.length + 3
  const space: Diagonals = {
    forward: new Int32Array(diagonals + 1),
    backward: new Int32Array(diagonals + 1),
    offset: ids2.length + 1,
    maximumCost: Math.max(roughRoot(diagonals), MINIMUM_COST),
  }
  const open: { box: Box; minimal: boolean }[] = [
    { box: { start1: 0, end1: ids1.length, start2: 0, end2: ids2.length }, minimal: false },
  ]
  for (let next = open.pop(); next; next = open.pop()) {
    const box = trimmed(ids1, ids2, next.box)
    if (box.start1 === box.end1) {
      for (let i = box.start2; i < box.end2; i += 1) bChanged[kept2[i] ?? 0] = 1
    } else if (box.start2 === box.end2) {
      for (let i = box.start1; i < box.end1; i += 1) aChanged[kept1[i] ?? 0] = 1
    } else {
      const middle = splitMiddle(ids1, ids2, box, space, next.minimal)
      open.push({ box: { ...box, start1: middle.first, start2: middle.second }, minimal: middle.highIsMinimal })
      open.push({ box: { ...box, end1: middle.first, end2: middle.second }, minimal: middle.lowIsMinimal })
    }
  }
}

function trimmed(a: Int32Array, b: Int32Array, box: Box): Box {
  let { start1, end1, start2, end2 } = box
  while (start1 < end1 && start2 < end2 && a[start1] === b[start2]) {
    start1 += 1
    start2 += 1
  }
  while (start1 < end1 && start2 < end2 && a[end1 - 1] === b[end2 - 1]) {
    end1 -= 1
    end2 -= 1
  }
  return { start1, end1, start2, end2 }
}

function occurrences(ids: Int32Array): Map<number, number> {
  const counts = new Map<number, number>()
  for (const id of ids) counts.set(id, (counts.get(id) ?? 0) + 1)
  return counts
}

/** Leaves out what has no partner, and what has too many among such (`xdl_cleanup_records`); returns the indexes that stay. */
function keepComparable(
  ids: Int32Array,
  start: number,
  end: number,
  inOther: Map<number, number>,
  changed: Uint8Array,
): Int32Array {
  const limit = Math.min(roughRoot(ids.length), COMMON_LIMIT)
  const partners = new Uint8Array(ids.length + 1)
  for (let i = start; i < end; i += 1) {
    const count = inOther.get(ids[i] ?? -1) ?? 0
    partners[i] = count === 0 ? 0 : count >= limit ? 2 : 1
  }
  const kept: number[] = []
  for (let i = start; i < end; i += 1) {
    if (partners[i] === 1 || (partners[i] === 2 && !amongPartnerless(partners, i, start, end - 1))) kept.push(i)
    else changed[i] = 1
  }
  return Int32Array.from(kept)
}

function amongPartnerless(partners: Uint8Array, index: number, start: number, last: number): boolean {
  const before = scan(partners, index, -1, Math.min(index - start, WINDOW))
  if (before.without === 0) return false
  const after = scan(partners, index, 1, Math.min(last - index, WINDOW))
  if (after.without === 0) return false
  const without = before.without + after.without
  const many = before.many + after.many
  return many * DISCARD_RATIO < many + without
}

function scan(partners: Uint8Array, index: number, step: 1 | -1, reach: number): { without: number; many: number } {
  let without = 0
  let many = 1
  for (let r = 1; r <= reach; r += 1) {
    const kind = partners[index + step * r]
    if (kind === 0) without += 1
    else if (kind === 2) many += 1
    else break
  }
  return { without, many }
}

function roughRoot(n: number): number {
  let root = 1
  for (let rest = n; rest > 0; rest >>= 2) root <<= 1
  return root
}
