import { mergeFile } from '../merge-file.ts'
import { type Piece, versionOf } from '../pieces.ts'
import { type LostEdit, lostEdits, type Parts, partsOf, valuesOf } from './lost-edits.ts'
import { plainMerge, sameValue } from './plain-merge.ts'

/** One real merge: three versions, and what a person made of them. */
export interface RealMerge {
  readonly id: string
  readonly kind: string
  readonly path: string
  readonly textConflict: boolean
  readonly allParse: boolean
  readonly base: string
  readonly mine: string
  readonly theirs: string
  readonly human: string
}

/** What became of one real merge. `different` says that a clean result is not what the person made; it may be right all the same. */
export interface Replayed {
  readonly merge: RealMerge
  /** What the plain merge by key comes to; null where it is not asked because a version can't be read. */
  readonly plain: 'equal' | 'different' | 'conflict' | null
  readonly outcome: 'equal' | 'different' | 'conflict'
  readonly conflicts: number
  readonly how: string
  readonly lost: readonly LostEdit[]
}

interface ManifestCase {
  readonly id: string
  readonly kind: string
  readonly path: string
  readonly ext: string
  readonly textConflict: boolean
  readonly allParse: boolean
}

/** The merges of a corpus, read file by file (`read` gives null for one that is absent); null where there is no manifest. */
export function readCorpus(read: (path: string) => string | null): RealMerge[] | null {
  const manifest = read('manifest.json')
  if (manifest === null) return null
  const parsed: unknown = JSON.parse(manifest)
  const cases: unknown = Object.values(parsed ?? {}).find(Array.isArray) ?? []
  return (cases as ManifestCase[]).map(({ id, kind, path, ext, textConflict, allParse }) => {
    const version = (name: string) => read(`${id}/${name}.${ext}`) ?? ''
    const texts = { base: version('base'), mine: version('ours'), theirs: version('theirs'), human: version('human') }
    return { id, kind, path, textConflict, allParse, ...texts }
  })
}

const VOLATILE =
  /\/info\/(?:_postman_id|_exporter_id|_collection_link) = |\/(?:item|response|event)\/\[\]\/(?:id|_postman_id) = |\/script\/id = /

/** Merges again and compares with what the person made. Edits are looked for only where all versions can be read. */
export function replay(merge: RealMerge): Replayed {
  const outcome = mergeFile(merge)
  const how = outcome.how.kind === 'text' ? `text: ${outcome.how.because.kind}` : outcome.how.kind
  const plain = merge.allParse ? plainOutcome(merge) : null
  if (outcome.kind === 'conflicted') {
    const lost = merge.allParse ? (['mine', 'theirs'] as const).flatMap((side) => lostInConflicts(merge, outcome, side)) : []
    return { merge, plain, outcome: 'conflict', conflicts: outcome.conflicts.length, how, lost }
  }
  const parts = (text: string) => partsOf(text, merge.path)
  const lost = merge.allParse ? lostIn(merge, outcome.text) : []
  const result = parts(outcome.text)
  const same = JSON.stringify([...result].sort()) === JSON.stringify([...parts(merge.human)].sort())
  return { merge, plain, outcome: same ? 'equal' : 'different', conflicts: 0, how, lost }
}

/** What is missing however the items of lists are told apart. */
function lostIn(merge: RealMerge, text: string): readonly LostEdit[] {
  const [counted, labelled] = (['counted', 'labelled'] as const).map((addressing) => {
    const parts = (version: string) => partsOf(version, merge.path, addressing)
    const versions = { base: parts(merge.base), mine: parts(merge.mine), theirs: parts(merge.theirs), result: parts(text) }
    return lostEdits(versions, (part) => VOLATILE.test(part))
  })
  return labelled?.length === 0 ? [] : (counted ?? [])
}

/** A reference follows what the other side renamed: it is another text and the same edit. */
const REFERENCE = /\/\$ref = /

/** What a side added and neither the merged part nor its own side of a conflict holds. */
function lostInConflicts(
  merge: RealMerge,
  { pieces }: { readonly pieces: readonly Piece[] },
  side: 'mine' | 'theirs',
): LostEdit[] {
  const parts = (text: string) => partsOf(text, merge.path)
  const [base, own, other] = [parts(merge.base), parts(merge[side]), parts(merge[side === 'mine' ? 'theirs' : 'mine'])]
  const result = parts(versionOf(pieces, side))
  const count = (of: Parts, part: string) => of.get(part) ?? 0
  return [...own].flatMap(([part, expected]) => {
    const isAdded = expected > count(base, part) && count(other, part) >= count(base, part)
    const found = count(result, part)
    return isAdded && found < expected && !VOLATILE.test(part) && !REFERENCE.test(part)
      ? [{ part, expected: String(expected), found }]
      : []
  })
}

function plainOutcome(merge: RealMerge): 'equal' | 'different' | 'conflict' {
  const [base, mine, theirs, human] = [merge.base, merge.mine, merge.theirs, merge.human].map((text) =>
    valuesOf(text, merge.path),
  )
  if (!base || !mine || !theirs || base.length !== mine.length || mine.length !== theirs.length) return 'conflict'
  const outcomes = mine.map((value, index) => plainMerge(base[index], value, theirs[index]))
  if (outcomes.includes(null)) return 'conflict'
  return sameValue(
    outcomes.map((outcome) => outcome?.value),
    human,
  )
    ? 'equal'
    : 'different'
}

/** Figures of one kind of file, over the merges that conflict for `git merge-file` and of which all versions can be read. */
export interface KindFigures {
  kind: string
  cases: number
  'git conflicts': number
  'and all parse': number
  'ours needs a person': number
  'plain merge needs a person': number
  'ours equals the person': number
  'ours differs from the person': number
  'plain merge equals the person': number
  'lost an edit': number
}

/** The table that compares us with the plain merge. */
export function figures(replayed: readonly Replayed[]): KindFigures[] {
  const kinds = [...new Set(replayed.map(({ merge }) => merge.kind)), 'all']
  return kinds.map((kind) => {
    const ofKind = replayed.filter(({ merge }) => kind === 'all' || merge.kind === kind)
    const hard = ofKind.filter(({ merge }) => merge.textConflict && merge.allParse)
    const count = (of: (one: Replayed) => boolean) => hard.filter(of).length
    return {
      kind,
      cases: ofKind.length,
      'git conflicts': ofKind.filter(({ merge }) => merge.textConflict).length,
      'and all parse': hard.length,
      'ours needs a person': count(({ outcome }) => outcome === 'conflict'),
      'plain merge needs a person': count(({ plain }) => plain === 'conflict'),
      'ours equals the person': count(({ outcome }) => outcome === 'equal'),
      'ours differs from the person': count(({ outcome }) => outcome === 'different'),
      'plain merge equals the person': count(({ plain }) => plain === 'equal'),
      'lost an edit': ofKind.filter(({ lost }) => lost.length > 0).length,
    }
  })
}
