import type { TextChange, TextChanges, Whitespace } from '../domain/text-changes.ts'
import { diff } from '../merge/text/diff.ts'
import { Numbering } from '../merge/text/numbering.ts'
import { splitWords } from '../merge/text/words.ts'

/** Characters of both sides of one change within which words are looked for, and of all changes together. */
const LONGEST_CHANGE = 10_000
const MOST_WORDS = 300_000

/**
 * What differs between two texts: by lines (as Git finds them), and within changed lines by words. `ignored`: lines that
 * differ in white space alone count as equal. The time is bounded: it grows with the size of the texts, not with its square.
 */
export function textChanges(before: string, after: string, whitespace: Whitespace): TextChanges {
  const old = linesOf(before)
  const now = linesOf(after)
  const numbers = new Numbering()
  const comparable = (lines: readonly string[]) =>
    numbers.all(whitespace === 'ignored' ? lines.map((line) => line.replaceAll(/\s+/g, '')) : lines)
  const changes: TextChange[] = []
  let isSimplified = false
  let left = MOST_WORDS
  for (const { oldStart, removed, newStart, added } of diff(comparable(old.lines), comparable(now.lines))) {
    const whole = wholeLines(
      { from: old.starts[oldStart] ?? 0, to: old.starts[oldStart + removed] ?? 0, length: before.length },
      { from: now.starts[newStart] ?? 0, to: now.starts[newStart + added] ?? 0, length: after.length },
    )
    const size = whole.toA - whole.fromA + whole.toB - whole.fromB
    const hasBoth = removed > 0 && added > 0
    if (hasBoth && size <= Math.min(LONGEST_CHANGE, left)) {
      left -= size
      changes.push(...wordChanges(before, after, whole))
    } else {
      if (hasBoth) isSimplified = true
      changes.push(hasBoth ? withoutCommonEnds(before, after, whole) : whole)
    }
  }
  return { whitespace, changes, isSimplified }
}

interface Lines {
  readonly lines: readonly string[]
  /** Where each begins, and one past the end of the text as if a line followed. */
  readonly starts: readonly number[]
}

function linesOf(text: string): Lines {
  const lines = text.split('\n')
  const starts = [0]
  let at = 0
  for (const line of lines) {
    at += line.length + 1
    starts.push(at)
  }
  return { lines, starts }
}

interface Stretch {
  readonly from: number
  readonly to: number
  readonly length: number
}

/** Lines at the end of a text have no line break after them; those that are added or removed there have it before. */
function wholeLines(a: Stretch, b: Stretch): TextChange {
  const isBehind = a.from > a.length || b.from > b.length
  const start = (side: Stretch) => Math.max(0, isBehind ? side.from - 1 : side.from)
  return { fromA: start(a), toA: Math.min(a.to, a.length), fromB: start(b), toB: Math.min(b.to, b.length) }
}

/** Of long lines that begin and end alike, what is between. */
function withoutCommonEnds(before: string, after: string, { fromA, toA, fromB, toB }: TextChange): TextChange {
  const longest = Math.min(toA - fromA, toB - fromB)
  let start = 0
  while (start < longest && before[fromA + start] === after[fromB + start]) start += 1
  let end = 0
  while (end < longest - start && before[toA - 1 - end] === after[toB - 1 - end]) end += 1
  return { fromA: fromA + start, toA: toA - end, fromB: fromB + start, toB: toB - end }
}

function wordChanges(before: string, after: string, whole: TextChange): TextChange[] {
  const numbers = new Numbering()
  const old = splitWords(before.slice(whole.fromA, whole.toA))
  const now = splitWords(after.slice(whole.fromB, whole.toB))
  const positions = (words: readonly string[], from: number) => {
    const starts = [from]
    for (const word of words) starts.push((starts.at(-1) ?? 0) + word.length)
    return starts
  }
  const oldAt = positions(old, whole.fromA)
  const nowAt = positions(now, whole.fromB)
  return diff(numbers.all(old), numbers.all(now)).map(({ oldStart, removed, newStart, added }) => ({
    fromA: oldAt[oldStart] ?? 0,
    toA: oldAt[oldStart + removed] ?? 0,
    fromB: nowAt[newStart] ?? 0,
    toB: nowAt[newStart + added] ?? 0,
  }))
}
