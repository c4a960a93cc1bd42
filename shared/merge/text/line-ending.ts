/** How lines end. */
export type LineEnding = '\n' | '\r\n'

/** The lines of one version, and the index at which a conflict begins in them. */
export interface Place {
  readonly lines: readonly string[]
  readonly start: number
}

/**
 * How marker lines around a conflict end: as the line before it in mine, and in theirs, and as the first of base (`is_cr_needed`
 * in git/xdiff/xmerge.c); a text of which nothing can be told does not object.
 */
export function markerEnding(mine: Place, theirs: Place, base: readonly string[]): LineEnding {
  let returns = hasReturn(mine.lines, Math.max(mine.start - 1, 0))
  if (returns !== false) returns = hasReturn(theirs.lines, Math.max(theirs.start - 1, 0))
  if (returns !== false) returns = hasReturn(base, 0)
  return returns === true ? '\r\n' : '\n'
}

function hasReturn(lines: readonly string[], index: number): boolean | null {
  const line = lines[index]
  if (line === undefined) return null
  if (line.endsWith('\n')) return line.endsWith('\r\n')
  const before = lines[index - 1]
  return before === undefined ? null : before.endsWith('\r\n')
}

/** How most of a text's lines end; a line feed where it has none. */
export function mainEnding(text: string): LineEnding {
  let feeds = 0
  let returns = 0
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) {
    feeds += 1
    if (text[at - 1] === '\r') returns += 1
  }
  return returns * 2 > feeds ? '\r\n' : '\n'
}
