import type { LineEnding } from './text/line-ending.ts'

/** A stretch of a merged text on which nobody has to decide. */
export interface PlainPiece {
  readonly kind: 'plain'
  readonly text: string
}

/** A stretch for which each version has its own text; `conflict` is the index in the list of conflicts. */
export interface ConflictPiece {
  readonly kind: 'conflict'
  readonly conflict: number
  readonly base: string
  readonly mine: string
  readonly theirs: string
  /** The text that keeps both, where that makes sense. */
  readonly both: string | null
  /** How a value of the person's own is put in here; null where only a text can be. */
  readonly own: OwnValueFrame | null
  /** How lines end around it. */
  readonly eol: LineEnding
}

/** What surrounds a value of the person's own, and how the value is written. */
export interface OwnValueFrame {
  readonly before: string
  readonly after: string
  readonly format: 'json' | 'yaml'
  /** The white space at the start of the line on which the value begins. */
  readonly indent: string
  /** One step of indentation. */
  readonly step: string
}

/** A merged text of which some stretches wait for a decision. */
export type Piece = PlainPiece | ConflictPiece

/** Appends a piece; neighbouring plain pieces become one and empty ones vanish. */
export function addPiece(pieces: Piece[], piece: Piece): void {
  const last = pieces.at(-1)
  if (piece.kind === 'plain') {
    if (piece.text === '') return
    if (last?.kind === 'plain') {
      pieces[pieces.length - 1] = { kind: 'plain', text: last.text + piece.text }
      return
    }
  }
  pieces.push(piece)
}

/** Which version of every undecided stretch to read. */
export type Version = 'base' | 'mine' | 'theirs'

/** The whole text as it would be if one version won every conflict. */
export function versionOf(pieces: readonly Piece[], version: Version): string {
  return pieces.map((piece) => (piece.kind === 'plain' ? piece.text : piece[version])).join('')
}
