import type { Piece } from './pieces.ts'
import type { LineEnding } from './text/line-ending.ts'

/** The words behind the marker lines. */
export interface MarkerLabels {
  readonly mine: string
  readonly base: string
  readonly theirs: string
}

const LENGTH = 7

interface Marked {
  readonly eol: LineEnding
  base: string
  mine: string
  theirs: string
}

/**
 * The text with diff3 markers around what conflicts, as `git merge-file --diff3` writes it (git-merge-file documentation). What
 * conflicts within a line is widened to whole lines; conflicts that share a line share their markers.
 */
export function withMarkers(pieces: readonly Piece[], labels: MarkerLabels): string {
  const written: string[] = []
  let open: Marked | null = null
  let lineStart = ''
  const close = (marked: Marked) => written.push(marks(marked, labels))
  for (const piece of startingLines(pieces)) {
    if (piece.kind === 'conflict') {
      open ??= { eol: piece.eol, base: lineStart, mine: lineStart, theirs: lineStart }
      lineStart = ''
      open.base += piece.base
      open.mine += piece.mine
      open.theirs += piece.theirs
      continue
    }
    let rest = piece.text
    if (open) {
      if (!endsLine(open)) {
        const end = rest.indexOf('\n') + 1
        const shared = end === 0 ? rest : rest.slice(0, end)
        rest = rest.slice(shared.length)
        open.base += shared
        open.mine += shared
        open.theirs += shared
        if (end === 0) continue
      }
      close(open)
      open = null
    }
    const lastLine = rest.lastIndexOf('\n') + 1
    written.push(lineStart + rest.slice(0, lastLine))
    lineStart = rest.slice(lastLine)
  }
  if (open) close(open)
  else written.push(lineStart)
  return written.join('')
}

/**
 * What conflicts may begin with the break of the line before (entries of JSON do): moves such a break out, so that this line does
 * not look as if it conflicted. Where a version has nothing, the break in front of what follows takes its place.
 */
function startingLines(pieces: readonly Piece[]): Piece[] {
  const moved: Piece[] = []
  let dropped = 0
  pieces.forEach((piece, index) => {
    if (piece.kind === 'plain') {
      moved.push({ kind: 'plain', text: piece.text.slice(dropped) })
      dropped = 0
      return
    }
    const { eol } = piece
    const versions = [piece.base, piece.mine, piece.theirs]
    const next = pieces[index + 1]
    const follows = next?.kind === 'plain' && next.text.startsWith(eol)
    const isMovable = versions.every((text) => text.startsWith(eol) || (text === '' && follows))
    if (!isMovable) {
      moved.push(piece)
      return
    }
    const hasGap = versions.includes('')
    if (hasGap) dropped = eol.length
    const turned = (text: string) => (text === '' ? '' : text.slice(eol.length) + (hasGap ? eol : ''))
    moved.push({ kind: 'plain', text: eol })
    moved.push({ ...piece, base: turned(piece.base), mine: turned(piece.mine), theirs: turned(piece.theirs) })
  })
  return moved
}

const endsLine = (marked: Marked) =>
  [marked.base, marked.mine, marked.theirs].every((text) => text === '' || text.endsWith('\n'))

function marks(marked: Marked, labels: MarkerLabels): string {
  const { eol } = marked
  const line = (sign: string, label: string) => `${sign.repeat(LENGTH)}${label === '' ? '' : ` ${label}`}${eol}`
  const whole = (text: string) => (text === '' || text.endsWith('\n') ? text : text + eol)
  return [
    line('<', labels.mine),
    whole(marked.mine),
    line('|', labels.base),
    whole(marked.base),
    line('=', ''),
    whole(marked.theirs),
    line('>', labels.theirs),
  ].join('')
}
