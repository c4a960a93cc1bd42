import type { TextChanges } from '#shared/domain/text-changes.ts'
import { textChanges } from '#shared/text-diff/text-changes.ts'

/** Characters of both texts together that are compared without the window standing still. */
const LARGEST = 200_000

/**
 * What differs between two texts that only the window has. Of large texts only what lies between the first and the last line that
 * differ is compared, and where that is large too it is told as one change.
 */
export function changesInWindow(before: string, after: string): TextChanges {
  const start = equalStart(before, after)
  const end = equalEnd(before, after, start)
  const [toA, toB] = [before.length - end, after.length - end]
  if (toA - start + toB - start > LARGEST) {
    return { whitespace: 'shown', changes: [{ fromA: start, toA, fromB: start, toB }], isSimplified: true }
  }
  const found = textChanges(before.slice(start, toA), after.slice(start, toB), 'shown')
  const changes = found.changes.map(({ fromA, toA, fromB, toB }) => ({
    fromA: fromA + start,
    toA: toA + start,
    fromB: fromB + start,
    toB: toB + start,
  }))
  return { ...found, changes }
}

/** How many characters of whole lines both texts begin with. */
function equalStart(before: string, after: string): number {
  const longest = Math.min(before.length, after.length)
  let start = 0
  while (start < longest && before.charCodeAt(start) === after.charCodeAt(start)) start += 1
  if (start === 0 || (start === before.length && start === after.length)) return start
  return before.lastIndexOf('\n', start - 1) + 1
}

/** How many characters of whole lines, with the line break before them, both texts end with. */
function equalEnd(before: string, after: string, start: number): number {
  const longest = Math.min(before.length, after.length) - start
  let end = 0
  while (end < longest && before.charCodeAt(before.length - 1 - end) === after.charCodeAt(after.length - 1 - end)) end += 1
  const lineBreak = before.indexOf('\n', before.length - end)
  return lineBreak < 0 ? 0 : before.length - lineBreak
}
