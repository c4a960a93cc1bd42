import { versionOf } from '../pieces.ts'
import { diff } from './diff.ts'
import { mergeLines, mergeTokens, type ThreeTexts } from './merge-lines.ts'
import { Numbering } from './numbering.ts'

/** Cuts a text into words, runs of white space and single other signs; joined they are the text again. */
export function splitWords(text: string): string[] {
  return text.match(/[\p{L}\p{N}_]+|\r?\n|[^\S\n]+|[^\p{L}\p{N}_\s]/gu) ?? []
}

/** A stretch of a line that the other version lacks; positions in UTF-16 units. */
export interface WordRange {
  readonly from: number
  readonly to: number
}

/** What differs between two texts, word by word, to be shown within them. */
export function changedWords(before: string, after: string): { readonly before: WordRange[]; readonly after: WordRange[] } {
  const numbers = new Numbering()
  const old = splitWords(before)
  const now = splitWords(after)
  const changes = diff(numbers.all(old), numbers.all(now))
  const range = (words: readonly string[], start: number, count: number): WordRange => {
    const from = words.slice(0, start).join('').length
    return { from, to: from + words.slice(start, start + count).join('').length }
  }
  return {
    before: changes.filter((c) => c.removed > 0).map((c) => range(old, c.oldStart, c.removed)),
    after: changes.filter((c) => c.added > 0).map((c) => range(now, c.newStart, c.added)),
  }
}

/** Merges prose: by lines, and where lines meet by words. Null where both sides changed the same words. */
export function mergeProse(texts: ThreeTexts): string | null {
  return mergeWholeLines(texts) ?? clean(mergeTokens(eachVersion(texts, splitWords), 'git'))
}

/** Merges text by lines only. Null where both sides changed the same lines. */
export function mergeWholeLines(texts: ThreeTexts): string | null {
  return clean(mergeLines(texts, 'git'))
}

const clean = (merged: ReturnType<typeof mergeLines>) => (merged.conflicts === 0 ? versionOf(merged.pieces, 'mine') : null)

const eachVersion = (texts: ThreeTexts, split: (text: string) => string[]) => ({
  base: split(texts.base),
  mine: split(texts.mine),
  theirs: split(texts.theirs),
})
