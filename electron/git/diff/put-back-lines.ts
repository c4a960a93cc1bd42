import type { Hunk } from '#shared/domain/history.ts'

const LF = 0x0a
const CR = 0x0d
const BOM = Buffer.from([0xef, 0xbb, 0xbf])
const NOTHING = Buffer.alloc(0)

/** A line without its end; the last one of a file has none. */
interface Line {
  readonly text: Buffer
  readonly end: 'lf' | 'crlf' | 'none'
}

/**
 * Puts the chosen hunks of a file back: where `after` has a hunk's lines the result has those of `before`; everything else stays
 * byte for byte, its line ends and its byte-order mark included. Lines are what `\n` separates, so that an empty one follows a
 * final line break. Lines put back end as they do in `before`, or as the file's own where each of the two has one kind
 * of line end throughout. An absent side is null. The order of the hunks does not matter; hunks that overlap or lie outside throw.
 */
export function putBackLines(before: Buffer | null, after: Buffer | null, hunks: readonly Hunk[]): Buffer {
  const old = splitLines(withoutMark(before ?? NOTHING))
  const now = splitLines(withoutMark(after ?? NOTHING))
  const ending = endingOf(old, now)
  const result: Line[] = []
  let at = 0
  for (const hunk of [...hunks].sort((a, b) => a.after.from - b.after.from || a.before.from - b.before.from)) {
    const end = hunk.after.from + hunk.after.count
    const oldEnd = hunk.before.from + hunk.before.count
    if (hunk.after.from < at || end > now.length || oldEnd > old.length) throw new Error('Hunks that are not of this file.')
    result.push(...now.slice(at, hunk.after.from))
    for (const line of old.slice(hunk.before.from, oldEnd))
      result.push(ending === null ? line : { text: line.text, end: ending })
    at = end
  }
  result.push(...now.slice(at))
  const mark = startsWithMark(after ?? before ?? NOTHING) ? BOM : NOTHING
  return Buffer.concat([mark, joinLines(result, ending ?? mainEnding([...old, ...now]))])
}

function splitLines(bytes: Buffer): Line[] {
  const lines: Line[] = []
  let from = 0
  for (let at = bytes.indexOf(LF); at >= 0; at = bytes.indexOf(LF, from)) {
    const crlf = at > from && bytes[at - 1] === CR
    lines.push({ text: bytes.subarray(from, crlf ? at - 1 : at), end: crlf ? 'crlf' : 'lf' })
    from = at + 1
  }
  lines.push({ text: bytes.subarray(from), end: 'none' })
  return lines
}

/** A line that was the last and is not any more gets the file's own end. */
function joinLines(lines: readonly Line[], ending: 'lf' | 'crlf'): Buffer {
  const parts = lines.flatMap((line, index) => {
    if (index === lines.length - 1) return [line.text]
    return [line.text, Buffer.from((line.end === 'none' ? ending : line.end) === 'crlf' ? '\r\n' : '\n')]
  })
  return Buffer.concat(parts)
}

/** The line end of the file now, where it and what was before have one kind each; null where either mixes them or has none. */
function endingOf(old: readonly Line[], now: readonly Line[]): 'lf' | 'crlf' | null {
  const [before, after] = [onlyEnding(old), onlyEnding(now)]
  return before !== null && after !== null && before !== after ? after : null
}

function onlyEnding(lines: readonly Line[]): 'lf' | 'crlf' | null {
  const kinds = new Set(lines.slice(0, -1).map(({ end }) => end))
  if (kinds.size !== 1) return null
  return kinds.has('crlf') ? 'crlf' : 'lf'
}

function mainEnding(lines: readonly Line[]): 'lf' | 'crlf' {
  const count = (end: Line['end']) => lines.filter((line) => line.end === end).length
  return count('crlf') > count('lf') ? 'crlf' : 'lf'
}

const startsWithMark = (bytes: Buffer) => bytes.subarray(0, BOM.length).equals(BOM)
const withoutMark = (bytes: Buffer) => (startsWithMark(bytes) ? bytes.subarray(BOM.length) : bytes)
