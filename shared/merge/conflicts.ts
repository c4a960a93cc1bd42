import { type ConflictPiece, type Piece, versionOf } from './pieces.ts'
import type { ConflictSlot } from './structured/merged.ts'
import { type Entry, entryText, nodeText } from './structured/model.ts'
import type { ChoiceKind, Conflict, ConflictSide } from './types.ts'

/** Describes the conflicts of a text that was merged by lines. */
export function textConflicts(pieces: readonly Piece[]): Conflict[] {
  return located(pieces).map(({ piece, line }) => ({
    id: piece.conflict,
    place: [],
    cause: cause(piece.base === '', piece.mine === '', piece.theirs === ''),
    base: textSide(piece.base),
    mine: textSide(piece.mine),
    theirs: textSide(piece.theirs),
    choices: choices(piece),
    line,
  }))
}

/** Describes the conflicts of a document that was merged by structure; `placeOf` gives the place in words. */
export function structuredConflicts(
  pieces: readonly Piece[],
  slots: readonly ConflictSlot[],
  placeOf: (slot: ConflictSlot) => string[],
): Conflict[] {
  return located(pieces).flatMap(({ piece, line }) => {
    const slot = slots[piece.conflict]
    if (!slot) return []
    const { base, mine, theirs } = slot
    return {
      id: piece.conflict,
      place: placeOf(slot),
      cause: cause(base.length === 0, mine.length === 0, theirs.length === 0),
      base: entrySide(base),
      mine: entrySide(mine),
      theirs: entrySide(theirs),
      choices: choices(piece),
      line,
    }
  })
}

function choices(piece: ConflictPiece): ChoiceKind[] {
  return ['mine', 'theirs', ...(piece.both === null ? [] : (['both'] as const)), ...(piece.own ? (['own'] as const) : [])]
}

function cause(baseIsAbsent: boolean, mineIsAbsent: boolean, theirsIsAbsent: boolean): Conflict['cause'] {
  if (baseIsAbsent) return 'added'
  if (mineIsAbsent) return 'removed-by-mine'
  return theirsIsAbsent ? 'removed-by-theirs' : 'changed'
}

const textSide = (text: string): ConflictSide => (text === '' ? { kind: 'absent' } : { kind: 'present', text, value: text })

function entrySide(entries: readonly Entry[]): ConflictSide {
  const [only] = entries
  if (!only) return { kind: 'absent' }
  if (entries.length > 1) return { kind: 'present', text: entries.map(entryText).join('\n'), value: null }
  const { node } = only
  return { kind: 'present', text: nodeText(node), value: node.kind === 'scalar' ? node.meaning : null }
}

function located(pieces: readonly Piece[]): { readonly piece: ConflictPiece; readonly line: number }[] {
  const found: { piece: ConflictPiece; line: number }[] = []
  let line = 1
  for (const piece of pieces) {
    if (piece.kind === 'conflict') found.push({ piece, line })
    line += versionOf([piece], 'mine').split('\n').length - 1
  }
  return found
}
