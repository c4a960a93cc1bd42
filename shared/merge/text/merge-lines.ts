import { addPiece, type Piece } from '../pieces.ts'
import { alignThree, type Hunk } from './align.ts'
import { diff } from './diff.ts'
import { markerEnding } from './line-ending.ts'
import { Numbering } from './numbering.ts'
import { splitLines } from './split-lines.ts'

/** Three versions of a text. */
export interface ThreeTexts {
  readonly base: string
  readonly mine: string
  readonly theirs: string
}

/**
 * How far the edges of a conflict are drawn in: `git` keeps the whole of what either side changed, as `git merge-file --diff3`;
 * `minimal` takes out what both sides have alike at its start and end, as `--zdiff3`.
 */
export type ConflictEdges = 'git' | 'minimal'

/** A merged text and how many stretches of it conflict. */
export interface MergedPieces {
  readonly pieces: readonly Piece[]
  readonly conflicts: number
}

/**
 * Merges texts line by line. Where `git merge-file` merges cleanly, the answer is the same; line endings and a missing final
 * newline belong to the lines and are merged with them.
 */
export function mergeLines(texts: ThreeTexts, edges: ConflictEdges): MergedPieces {
  const lines = { base: splitLines(texts.base), mine: splitLines(texts.mine), theirs: splitLines(texts.theirs) }
  return mergeTokens(lines, edges)
}

/** Merges three lists of strings that, joined, are the texts: lines, or words. */
export function mergeTokens(
  tokens: { readonly [version in keyof ThreeTexts]: readonly string[] },
  edges: ConflictEdges,
): MergedPieces {
  const numbers = new Numbering()
  const ids = { base: numbers.all(tokens.base), mine: numbers.all(tokens.mine), theirs: numbers.all(tokens.theirs) }
  const pieces: Piece[] = []
  let conflicts = 0
  let written = 0
  const copy = (from: readonly string[], start: number, end: number) =>
    addPiece(pieces, { kind: 'plain', text: from.slice(start, end).join('') })
  for (const hunk of settled(alignThree(ids.base, ids.mine, ids.theirs), ids.mine, ids.theirs, edges)) {
    const { base, mine, theirs } = hunk
    copy(tokens.mine, written, mine.start)
    if (hunk.taken === 'mine' || hunk.taken === 'same') copy(tokens.mine, mine.start, mine.start + mine.length)
    else if (hunk.taken === 'theirs') copy(tokens.theirs, theirs.start, theirs.start + theirs.length)
    else {
      const text = {
        base: tokens.base.slice(base.start, base.start + base.length).join(''),
        mine: tokens.mine.slice(mine.start, mine.start + mine.length).join(''),
        theirs: tokens.theirs.slice(theirs.start, theirs.start + theirs.length).join(''),
      }
      const eol = markerEnding(
        { lines: tokens.mine, start: mine.start },
        { lines: tokens.theirs, start: theirs.start },
        tokens.base,
      )
      const both = bothTexts(text.mine, text.theirs)
      addPiece(pieces, { kind: 'conflict', conflict: conflicts, ...text, both, own: null, eol })
      conflicts += 1
    }
    written = mine.start + mine.length
  }
  copy(tokens.mine, written, tokens.mine.length)
  return { pieces, conflicts }
}

function bothTexts(mine: string, theirs: string): string | null {
  if (mine === '' || theirs === '') return null
  if (mine.endsWith('\n')) return mine + theirs
  return theirs.endsWith('\n') ? theirs + mine : `${mine}\n${theirs}`
}

/** Conflicts in which both sides came to the same are none (Git finds them at its level "zealous"). */
function settled(hunks: readonly Hunk[], mine: Int32Array, theirs: Int32Array, edges: ConflictEdges): Hunk[] {
  return hunks.map((hunk) => {
    if (hunk.taken !== 'conflict') return hunk
    const ours = mine.subarray(hunk.mine.start, hunk.mine.start + hunk.mine.length)
    const others = theirs.subarray(hunk.theirs.start, hunk.theirs.start + hunk.theirs.length)
    if (hunk.mine.length === hunk.theirs.length && hunk.mine.length > 0 && diff(ours, others).length === 0) {
      return { ...hunk, taken: 'same' }
    }
    return edges === 'minimal' ? trimmed(hunk, mine, theirs) : hunk
  })
}

function trimmed(hunk: Hunk, mine: Int32Array, theirs: Int32Array): Hunk {
  const shorter = Math.min(hunk.mine.length, hunk.theirs.length)
  let head = 0
  while (head < shorter && mine[hunk.mine.start + head] === theirs[hunk.theirs.start + head]) head += 1
  let tail = 0
  const endOfMine = hunk.mine.start + hunk.mine.length
  const endOfTheirs = hunk.theirs.start + hunk.theirs.length
  while (tail < shorter - head && mine[endOfMine - 1 - tail] === theirs[endOfTheirs - 1 - tail]) tail += 1
  return {
    ...hunk,
    mine: { start: hunk.mine.start + head, length: hunk.mine.length - head - tail },
    theirs: { start: hunk.theirs.start + head, length: hunk.theirs.length - head - tail },
  }
}
