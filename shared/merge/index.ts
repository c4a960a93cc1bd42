export { applyChoices, type Choice, type ChosenText, type JsonValue } from './choices.ts'
export { isIndexFile } from './file-format.ts'
export { type MarkerLabels, withMarkers } from './markers.ts'
export { mergeFile } from './merge-file.ts'
export { type ConflictPiece, type Piece, type PlainPiece, type Version, versionOf } from './pieces.ts'
export type { Refusal } from './structured/reading.ts'
export { changedWords, type WordRange } from './text/words.ts'
export type {
  ChoiceKind,
  Conflict,
  ConflictedFile,
  ConflictSide,
  How,
  MergedFile,
  MergeInput,
  MergeOutcome,
  TextBecause,
} from './types.ts'
