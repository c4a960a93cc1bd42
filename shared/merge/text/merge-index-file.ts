import { addPiece, type ConflictPiece, type Piece } from '../pieces.ts'
import { type MergedPieces, mergeLines, type ThreeTexts } from './merge-lines.ts'
import { splitLines } from './split-lines.ts'

const LIST_LINE = /^[\w.]+\[\]\s*=/

/**
 * Merges index files of `.postman/` (INI, see the package `ini`): by lines, and where these conflict within a list
 * (`apis[] = …`, `files[] = …`) as sets of lines: what either side listed is listed, what either side took out is gone. Where both
 * sides replaced a line the conflict stays.
 */
export function mergeIndexFile(texts: ThreeTexts): MergedPieces {
  const merged = mergeLines(texts, 'git')
  const pieces: Piece[] = []
  let conflicts = 0
  for (const piece of merged.pieces) {
    const text = piece.kind === 'plain' ? piece.text : union(piece)
    if (text !== null) addPiece(pieces, { kind: 'plain', text })
    else if (piece.kind === 'conflict') {
      addPiece(pieces, { ...piece, conflict: conflicts })
      conflicts += 1
    }
  }
  return { pieces, conflicts }
}

function union({ base, mine, theirs, eol }: ConflictPiece): string | null {
  const [old, ours, others] = [base, mine, theirs].map((text) => splitLines(text).map((line) => line.replace(/\r?\n$/, '')))
  if (!old || !ours || !others) return null
  if (![...old, ...ours, ...others].every((line) => LIST_LINE.test(line))) return null
  const addedByMine = ours.filter((line) => !old.includes(line))
  const addedByTheirs = others.filter((line) => !old.includes(line))
  const bothTookOut = old.some((line) => !ours.includes(line) && !others.includes(line))
  if (bothTookOut && addedByMine.length > 0 && addedByTheirs.length > 0) return null
  const kept = ours.filter((line) => !old.includes(line) || others.includes(line))
  const lines = [...kept, ...addedByTheirs.filter((line) => !ours.includes(line))]
  return lines.map((line) => line + eol).join('')
}
