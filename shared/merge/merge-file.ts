import { structuredConflicts, textConflicts } from './conflicts.ts'
import { formatOf, guessFormat, isIndexFile } from './file-format.ts'
import { type Frame, unframed } from './frame.ts'
import { type Piece, versionOf } from './pieces.ts'
import { type Format, mergeStructured, type StructuredMerge } from './structured/merge-structured.ts'
import { placeInWords } from './structured/place.ts'
import { mergeIndexFile } from './text/merge-index-file.ts'
import { type MergedPieces, mergeLines, type ThreeTexts } from './text/merge-lines.ts'
import type { ConflictedFile, MergeInput, MergeOutcome, TextBecause } from './types.ts'

/**
 * Merges three versions of one file. JSON and YAML are merged by structure: my text with the smallest edits, accepted only if it
 * says exactly the merged value; any other text, and what cannot be read, by lines as `git merge-file` does. No edit of either
 * side is lost: it is in the result or in a conflict.
 */
export function mergeFile(input: MergeInput): MergeOutcome {
  const { base, mine, theirs } = input
  if (mine === theirs) return { kind: 'merged', text: mine, how: { kind: 'unchanged', side: 'both' } }
  if (base === theirs) return { kind: 'merged', text: mine, how: { kind: 'unchanged', side: 'theirs' } }
  if (base === mine) return { kind: 'merged', text: theirs, how: { kind: 'unchanged', side: 'mine' } }
  const texts = { base: base ?? '', mine, theirs }
  const edges = input.edges ?? 'minimal'
  const lines = isIndexFile(input.path) && input.mode !== 'text' ? mergeIndexFile(texts) : mergeLines(texts, edges)
  const format = formatFor(input)
  if (format === null) {
    return byLines(lines, { kind: input.mode === 'text' ? 'asked-for' : 'not-structured' })
  }
  const { contents, frame } = unframed(texts)
  const cleanText = lines.conflicts === 0 ? withoutMark(versionOf(lines.pieces, 'mine')) : null
  const outcome = mergeStructured(contents, format, cleanText)
  switch (outcome.kind) {
    case 'text-confirmed':
      return { kind: 'merged', text: versionOf(lines.pieces, 'mine'), how: { kind: 'structured', format } }
    case 'structured':
      return byStructure(outcome, format, frame)
    case 'text':
      // All versions can be read and the text that came of them cannot: a clean merge in name only.
      if (!outcome.textIsValid) return wholeFile(texts, outcome.because)
      return byLines(lines, outcome.because)
  }
}

const withoutMark = (text: string) => text.replace(/^\uFEFF/, '')

function formatFor({ mode, path, mine }: MergeInput): Format | null {
  if (mode === 'text' || isIndexFile(path)) return null
  return formatOf(path) ?? (mode === 'structured' ? guessFormat(mine) : null)
}

function byLines({ pieces, conflicts }: MergedPieces, because: TextBecause): MergeOutcome {
  const how = { kind: 'text', because } as const
  if (conflicts === 0) return { kind: 'merged', text: versionOf(pieces, 'mine'), how }
  return { kind: 'conflicted', conflicts: textConflicts(pieces), pieces, how }
}

function wholeFile(texts: ThreeTexts, because: TextBecause): ConflictedFile {
  const pieces: Piece[] = [{ kind: 'conflict', conflict: 0, ...texts, both: null, own: null, eol: '\n' }]
  return { kind: 'conflicted', conflicts: textConflicts(pieces), pieces, how: { kind: 'text', because } }
}

function byStructure(merge: StructuredMerge, format: Format, frame: Frame): MergeOutcome {
  const how = { kind: 'structured', format } as const
  const pieces = framed(merge.pieces, frame)
  if (merge.slots.length === 0) return { kind: 'merged', text: versionOf(pieces, 'mine'), how }
  const conflicts = structuredConflicts(pieces, merge.slots, (slot) => placeInWords(slot, merge.documentKind, merge.root))
  return { kind: 'conflicted', conflicts, pieces, how }
}

function framed(pieces: readonly Piece[], frame: Frame): Piece[] {
  const cut = (text: string) => (frame.end === '' ? text.replace(/\r?\n$/, '') : text)
  const last = pieces.length - 1
  const ended = pieces.map((piece, index): Piece => {
    if (index < last) return piece
    if (piece.kind === 'plain') return { kind: 'plain', text: cut(piece.text) }
    return {
      ...piece,
      base: cut(piece.base),
      mine: cut(piece.mine),
      theirs: cut(piece.theirs),
      both: piece.both && cut(piece.both),
    }
  })
  return frame.mark === '' ? ended : [{ kind: 'plain', text: frame.mark }, ...ended]
}
