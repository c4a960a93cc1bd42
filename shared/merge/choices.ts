import { type ConflictPiece, type OwnValueFrame, type Piece, versionOf } from './pieces.ts'

/** A value as JSON has them. */
export type JsonValue = null | boolean | number | string | readonly JsonValue[] | { readonly [key: string]: JsonValue }

/**
 * What somebody decided. `own` gives a value, written in the file's own style; `text` gives the characters that take the place of
 * the whole conflict, separators included.
 */
export type Choice =
  | { readonly kind: 'mine' }
  | { readonly kind: 'theirs' }
  | { readonly kind: 'both' }
  | { readonly kind: 'own'; readonly value: JsonValue }
  | { readonly kind: 'text'; readonly text: string }

/** The text of a merge with the given decisions, by index of the conflict; what is undecided stays mine and is counted. */
export interface ChosenText {
  readonly text: string
  readonly undecided: number
}

/**
 * Puts decisions into a merged text. A choice that a conflict does not offer (`both` where both cannot stand, `own` in plain
 * text) counts as none.
 */
export function applyChoices(merge: { readonly pieces: readonly Piece[] }, choices: ReadonlyMap<number, Choice>): ChosenText {
  let undecided = 0
  const decided = merge.pieces.map((piece): Piece => {
    if (piece.kind === 'plain') return piece
    const choice = choices.get(piece.conflict)
    const text = choice ? chosenText(piece, choice) : null
    if (text === null) undecided += 1
    return { kind: 'plain', text: text ?? piece.mine }
  })
  return { text: versionOf(decided, 'mine'), undecided }
}

function chosenText(piece: ConflictPiece, choice: Choice): string | null {
  switch (choice.kind) {
    case 'mine':
      return piece.mine
    case 'theirs':
      return piece.theirs
    case 'both':
      return piece.both
    case 'text':
      return choice.text
    case 'own':
      return piece.own && piece.own.before + written(choice.value, piece.own) + piece.own.after
  }
}

/** JSON is YAML too, so one way of writing serves both. */
function written(value: JsonValue, frame: OwnValueFrame): string {
  if (frame.format === 'yaml') return JSON.stringify(value)
  return JSON.stringify(value, null, frame.step).replaceAll('\n', `\n${frame.indent}`)
}
