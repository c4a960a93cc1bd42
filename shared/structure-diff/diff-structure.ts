import type { StructureChange, StructureDiff } from '#shared/domain/structure-diff.ts'
import { formatOf } from '../merge/file-format.ts'
import type { Format } from '../merge/structured/merge-structured.ts'
import type { Node } from '../merge/structured/model.ts'
import { readJson } from '../merge/structured/read-json.ts'
import { readYaml } from '../merge/structured/read-yaml.ts'
import type { Refusal } from '../merge/structured/reading.ts'
import { type DocumentKind, documentKind } from '../merge/structured/rules.ts'
import { Numbering } from '../merge/text/numbering.ts'
import { pairCollectionParts } from './collection.ts'
import { cutEqual } from './cut-equal.ts'
import { pairDataParts } from './data.ts'
import { changeOf, type ThingPair } from './gathering.ts'
import { pairDefinitionParts } from './openapi.ts'

/** Beyond this a list of changes says less than the text does. */
const MOST_CHANGES = 5000
/** From here on what both texts write the same is not read. */
const LARGE = 400_000
/** Both texts together, without what they write the same: reading more takes too long, YAML far longer than JSON. */
const MOST_TO_READ = { json: 24_000_000, yaml: 3_000_000 } as const

/** The texts of two versions of one file; null where a side has no such file. `path` tells the format by its ending. */
export interface StructureInput {
  readonly before: string | null
  readonly after: string | null
  readonly path: string
  /** The length from which on equal parts are left out of the reading; for tests. */
  readonly cutFrom?: number
}

/** Whether a file of this name can have structure at all. */
export const isStructured = (path: string): boolean => formatOf(path) !== null

/**
 * The changes between two versions of a definition, a collection or any other JSON or YAML file, by what they mean. Never fails:
 * what cannot be read is said as the reason. Time and memory grow with the size of both texts; both are held as trees meanwhile.
 */
export function diffStructure({ before, after, path, cutFrom = LARGE }: StructureInput): StructureDiff {
  const format = formatOf(path)
  if (format === null) return unavailable('not-structured')
  const isLarge = before !== null && after !== null && before.length + after.length >= cutFrom
  if (isLarge) {
    const changed = diffTexts(cutEqual({ before, after }, format), format)
    if (changed.kind === 'structure') return { ...changed, onlyFormatting: changed.changes.length === 0 && before !== after }
    if (changed.reason === 'too-large') return changed
  }
  return diffTexts({ before, after }, format)
}

function diffTexts({ before, after }: Omit<StructureInput, 'path'>, format: Format): StructureDiff {
  if ((before?.length ?? 0) + (after?.length ?? 0) > MOST_TO_READ[format]) return unavailable('too-large')
  const numbers = new Numbering()
  const read = (text: string | null) => {
    // A file without content has nothing in it, in either format.
    if (text === null || text.trim() === '') return { kind: 'read', roots: [] } as const
    return format === 'json' ? readJson(text, numbers) : readYaml(text, numbers)
  }
  const old = read(before)
  if (old.kind === 'refused') return unavailable(reasonOf(old.because, 'before-broken'))
  const now = read(after)
  if (now.kind === 'refused') return unavailable(reasonOf(now.because, 'after-broken'))

  const kind = kindOf([...old.roots, ...now.roots])
  const documents = Math.max(old.roots.length, now.roots.length)
  const changes = Array.from({ length: documents }, (_, index) => {
    const found = documentChanges(old.roots[index], now.roots[index], kind)
    return documents === 1 ? found : found.map((change) => ofDocument(change, index))
  }).flat()
  if (changes.length > MOST_CHANGES) return unavailable('too-large')
  const of = kind === 'other' ? 'data' : kind
  return { kind: 'structure', of, changes, onlyFormatting: changes.length === 0 && before !== after }
}

function documentChanges(before: Node | undefined, after: Node | undefined, kind: DocumentKind): StructureChange[] {
  if (before?.value === after?.value) return []
  const told = (pairs: readonly ThingPair[]) => pairs.flatMap((pair) => changeOf(pair, kind) ?? [])
  const changes = told(pairParts(before, after, kind))
  // A list of nothing is no thing of its own, and yet more than no list.
  return changes.length > 0 ? changes : told(pairDataParts(before, after))
}

function pairParts(before: Node | undefined, after: Node | undefined, kind: DocumentKind): ThingPair[] {
  if (kind === 'openapi') return pairDefinitionParts(before, after)
  return kind === 'collection' ? pairCollectionParts(before, after) : pairDataParts(before, after)
}

function kindOf(roots: readonly Node[]): DocumentKind {
  return roots.map(documentKind).find((kind) => kind !== 'other') ?? 'other'
}

/** A stream of several documents counts them. */
function ofDocument(change: StructureChange, index: number): StructureChange {
  const named = (name: string) => (name === '' ? `#${index + 1}` : `#${index + 1} ${name}`)
  return { ...change, name: named(change.name), formerly: change.formerly === null ? null : named(change.formerly) }
}

function reasonOf(refusal: Refusal, broken: 'before-broken' | 'after-broken') {
  if (refusal.kind === 'too-deep' || refusal.kind === 'too-large') return 'too-large'
  return refusal.kind === 'unsupported' ? 'not-structured' : broken
}

const unavailable = (reason: Extract<StructureDiff, { kind: 'unavailable' }>['reason']): StructureDiff => ({
  kind: 'unavailable',
  reason,
})
