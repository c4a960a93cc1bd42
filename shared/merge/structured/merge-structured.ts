import { addPiece, type Piece, versionOf } from '../pieces.ts'
import type { ThreeTexts } from '../text/merge-lines.ts'
import { Numbering } from '../text/numbering.ts'
import type { TextBecause } from '../types.ts'
import { applyRenames } from './apply-renames.ts'
import { Unwritable } from './indentation.ts'
import { mergeDocument } from './merge-nodes.ts'
import type { ConflictSlot, Merged } from './merged.ts'
import type { Node } from './model.ts'
import { readJson } from './read-json.ts'
import { readYaml } from './read-yaml.ts'
import { type Reading, type ReadText, scalarNumber, valuesNumber } from './reading.ts'
import { findRenames } from './renames.ts'
import { type DocumentKind, documentKind } from './rules.ts'
import { writeDocument } from './write.ts'

export type Format = 'json' | 'yaml'

/** A merge by structure: pieces of my text, and where in the document the conflicts are. */
export interface StructuredMerge {
  readonly kind: 'structured'
  readonly pieces: readonly Piece[]
  readonly slots: readonly ConflictSlot[]
  readonly documentKind: DocumentKind
  readonly root: Node
}

export type StructuredOutcome =
  | StructuredMerge
  /** The cleanly merged text that was handed in says exactly the merged value. */
  | { readonly kind: 'text-confirmed' }
  /** `textIsValid`: whether the cleanly merged text, if there was one, can be read at all. */
  | { readonly kind: 'text'; readonly because: TextBecause; readonly textIsValid: boolean }

/**
 * Merges three texts by structure. `cleanText` is what the text merge made of them, if it had no conflict: it is preferred where
 * it says the same, because it keeps both sides' layout as well. Every result is read back and must say the merged value.
 */
export function mergeStructured(texts: ThreeTexts, format: Format, cleanText: string | null): StructuredOutcome {
  return mergeNamed(texts, format, cleanText, 'as-found')
}

/** `names`: whether renamed keys are still to be looked for, or all versions call the same things by the same names. */
function mergeNamed(
  texts: ThreeTexts,
  format: Format,
  cleanText: string | null,
  names: 'as-found' | 'agreed',
): StructuredOutcome {
  const numbers = new Numbering()
  const read = (text: string): Reading => (format === 'json' ? readJson(text, numbers) : readYaml(text, numbers))
  const readings: Record<string, ReadText> = {}
  for (const version of ['base', 'mine', 'theirs'] as const) {
    const reading = version === 'base' && texts.base.trim() === '' ? EMPTY : read(texts[version])
    if (reading.kind === 'refused') {
      return { kind: 'text', because: { kind: 'unreadable', version, refusal: reading.because }, textIsValid: true }
    }
    readings[version] = reading
  }
  const { base, mine, theirs } = readings
  if (!base || !mine || !theirs) throw new Error('Three versions were read.')
  const clean = cleanText === null ? null : read(cleanText)
  const textIsValid = clean?.kind !== 'refused'
  const onlyMine = mine.roots[0]
  const paired = mine.roots.length === theirs.roots.length && (base === EMPTY || base.roots.length === mine.roots.length)
  if (!paired || !onlyMine) return { kind: 'text', because: { kind: 'different-documents' }, textIsValid }

  const kinds = [base, mine, theirs].flatMap(({ roots }) => roots.slice(0, 1).map(documentKind))
  const kind = kinds.find((known) => known !== 'other') ?? 'other'
  if (kind === 'openapi' && names === 'as-found') {
    const agreed = withAgreedNames(texts, { base: base.roots[0], mine: onlyMine, theirs: theirs.roots[0] })
    const outcome = agreed && mergeNamed(agreed, format, cleanText, 'agreed')
    if (outcome && outcome.kind !== 'text') return outcome
  }
  const merged: Merged[] = []
  for (const [index, root] of mine.roots.entries()) {
    const other = theirs.roots[index]
    if (!other) throw new Error('As many documents on both sides.')
    const outcome = mergeDocument({ base: base.roots[index] ?? null, mine: root, theirs: other }, kind)
    if (outcome.kind === 'undecided') return { kind: 'text', because: { kind: 'different-documents' }, textIsValid }
    merged.push(outcome)
  }
  const expected = (version: 'mine' | 'theirs') => merged.map((root) => expectedValue(root, version, numbers))
  if (clean?.kind === 'read') {
    const values = clean.roots.map((root) => root.value)
    if (sameNumbers(values, expected('mine')) && sameNumbers(values, expected('theirs')) && !merged.some(hasConflict)) {
      return { kind: 'text-confirmed' }
    }
  }
  const slots: ConflictSlot[] = []
  const pieces = write(texts.mine, mine.roots, merged, slots)
  if (!pieces) return { kind: 'text', because: { kind: 'not-writable' }, textIsValid }
  const comments = new Set<string>()
  for (const version of ['mine', 'theirs'] as const) {
    const reading = read(versionOf(pieces, version))
    const values = reading.kind === 'read' ? reading.roots.map((root) => root.value) : null
    if (reading.kind === 'refused' || !values || !sameNumbers(values, expected(version))) {
      return { kind: 'text', because: { kind: 'not-writable' }, textIsValid }
    }
    for (const comment of reading.comments) comments.add(comment)
  }
  const old = new Set(base.comments)
  const isLost = (comment: string) => !old.has(comment) && !comments.has(comment)
  if (mine.comments.some(isLost) || theirs.comments.some(isLost)) {
    return { kind: 'text', because: { kind: 'not-writable' }, textIsValid }
  }
  return { kind: 'structured', pieces, slots, documentKind: kind, root: onlyMine }
}

/** The texts with what one side renamed renamed in all; null where there is nothing of that kind. */
function withAgreedNames(
  texts: ThreeTexts,
  { base, mine, theirs }: { readonly base: Node | undefined; readonly mine: Node; readonly theirs: Node | undefined },
): ThreeTexts | null {
  const renames = base && theirs ? findRenames({ base, mine, theirs }) : null
  if (!renames || !base || !theirs) return null
  return {
    base: applyRenames(texts.base, base, renames.base),
    mine: applyRenames(texts.mine, mine, renames.mine),
    theirs: applyRenames(texts.theirs, theirs, renames.theirs),
  }
}

const EMPTY: ReadText = { kind: 'read', roots: [], comments: [] }

const sameNumbers = (a: readonly number[], b: readonly number[]) => a.length === b.length && a.every((n, i) => n === b[i])

function write(text: string, roots: readonly Node[], merged: readonly Merged[], slots: ConflictSlot[]): Piece[] | null {
  const pieces: Piece[] = []
  let written = 0
  try {
    for (const [index, root] of merged.entries()) {
      const mine = roots[index]
      if (!mine) return null
      addPiece(pieces, { kind: 'plain', text: text.slice(written, mine.start) })
      for (const piece of writeDocument(root, slots)) addPiece(pieces, piece)
      written = mine.end
    }
  } catch (error) {
    if (error instanceof Unwritable) return null
    throw error
  }
  addPiece(pieces, { kind: 'plain', text: text.slice(written) })
  return pieces
}

function hasConflict(merged: Merged): boolean {
  if (merged.kind !== 'container') return false
  return merged.slots.some((slot) => slot.kind === 'conflict' || (slot.kind === 'entry' && hasConflict(slot.value)))
}

/** The value that the text must say where one side wins every conflict. */
function expectedValue(merged: Merged, version: 'mine' | 'theirs', numbers: Numbering): number {
  if (merged.kind === 'text') return scalarNumber(numbers, 'string', merged.text, merged.mine.props)
  if (merged.kind !== 'container') return merged.node.value
  const parts = merged.slots.flatMap((slot): [string, number][] => {
    if (slot.kind === 'entry') return [[slot.mine.key, expectedValue(slot.value, version, numbers)]]
    if (slot.kind === 'added') return [[slot.theirs.key, slot.theirs.node.value]]
    return slot[version].map((entry) => [entry.key, entry.node.value])
  })
  return valuesNumber(numbers, merged.mine.kind, parts, merged.mine.props)
}
