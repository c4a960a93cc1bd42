import { mergeFile } from '../merge-file.ts'
import { type LostEdit, lostEdits, partsOf } from './lost-edits.ts'

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
  if (outcome.kind === 'conflicted') {
    return { merge, outcome: 'conflict', conflicts: outcome.conflicts.length, how, lost: [] }
  }
  const parts = (text: string) => partsOf(text, merge.path)
  const lost = merge.allParse ? lostIn(merge, outcome.text) : []
  const result = parts(outcome.text)
  const same = JSON.stringify([...result].sort()) === JSON.stringify([...parts(merge.human)].sort())
  return { merge, outcome: same ? 'equal' : 'different', conflicts: 0, how, lost }
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

/** Figures of one kind of file, over the merges that conflict for `git merge-file` and of which all versions can be read. */
export interface KindFigures {
  kind: string
  'text conflicts': number
  'needs nobody': number
  'equal to the person': number
  'plain merge: needs nobody': number | string
  'plain merge: equal': number | string
  'lost an edit': number
}

/** What a plain key-wise merge of the parsed values comes to, as the corpus states it. */
const PLAIN: Readonly<Record<string, readonly [nobody: number, equal: number]>> = {
  openapi: [10, 8],
  collection: [4, 4],
  config: [4, 2],
  locale: [3, 2],
  other: [4, 3],
  all: [25, 19],
}

/** The table that compares us with the plain merge. */
export function figures(replayed: readonly Replayed[]): KindFigures[] {
  const kinds = [...new Set(replayed.map(({ merge }) => merge.kind)), 'all']
  return kinds.map((kind) => {
    const ofKind = replayed.filter(({ merge }) => kind === 'all' || merge.kind === kind)
    const hard = ofKind.filter(({ merge }) => merge.textConflict && merge.allParse)
    const [plainNobody, plainEqual] = PLAIN[kind] ?? ['–', '–']
    return {
      kind,
      'text conflicts': hard.length,
      'needs nobody': hard.filter(({ outcome }) => outcome !== 'conflict').length,
      'equal to the person': hard.filter(({ outcome }) => outcome === 'equal').length,
      'plain merge: needs nobody': plainNobody,
      'plain merge: equal': plainEqual,
      'lost an edit': ofKind.filter(({ lost }) => lost.length > 0).length,
    }
  })
}
