import { env } from 'node:process'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { applyChoices, type Choice, type MergeOutcome, mergeFile, versionOf } from './index.ts'
import { mergeStructured } from './structured/merge-structured.ts'
import {
  anyDocument,
  anyStyle,
  collectionDocument,
  openApiDocument,
  type Style,
  type ThreeDocuments,
  threeOf,
} from './testing/documents.ts'
import { lostEdits, partsOf } from './testing/lost-edits.ts'

/** Cases for each law; `LAW_RUNS=1250` makes 20,000 in all. */
const CASES = Number(env['LAW_RUNS'] ?? 60)
const RUNS = { numRuns: CASES, endOnFailure: true }
const PATIENCE = 60_000 + CASES * 1000
const KINDS = [
  ['any documents', anyDocument],
  ['definitions', openApiDocument],
  ['collections', collectionDocument],
] as const

const texts = (three: ThreeDocuments, { write }: Style) => ({
  base: write(three.base),
  mine: write(three.mine),
  theirs: write(three.theirs),
})
const version = (outcome: MergeOutcome, side: 'mine' | 'theirs') =>
  outcome.kind === 'merged' ? outcome.text : versionOf(outcome.pieces, side)
const sorted = (text: string, path: string) => [...partsOf(text, path)].sort(([a], [b]) => (a < b ? -1 : 1))
const isVolatile = (part: string) => /\/(?:item|response|event)\/\[\]\/id = |\/info\/_postman_id = /.test(part)
const conflictsOf = (outcome: MergeOutcome) => (outcome.kind === 'merged' ? [] : outcome.conflicts)

describe.each(KINDS)('merging %s', { timeout: PATIENCE }, (_name, documents) => {
  it('takes what only one side changed, byte for byte, and what both did alike', () => {
    fc.assert(
      fc.property(threeOf(documents), anyStyle, (three, style) => {
        const { base, mine } = texts(three, style)
        expect(mergeFile({ base, mine, theirs: base, path: style.path })).toMatchObject({ kind: 'merged', text: mine })
        expect(mergeFile({ base, mine: base, theirs: mine, path: style.path })).toMatchObject({ kind: 'merged', text: mine })
        expect(mergeFile({ base, mine, theirs: mine, path: style.path })).toMatchObject({ kind: 'merged', text: mine })
      }),
      RUNS,
    )
  })

  it('does so by structure as well', () => {
    fc.assert(
      fc.property(threeOf(documents), anyStyle, (three, style) => {
        const { base, mine } = texts(three, style)
        const format = style.path.endsWith('json') ? 'json' : 'yaml'
        const kept = mergeStructured({ base, mine, theirs: base }, format, null)
        if (kept.kind === 'structured') expect(versionOf(kept.pieces, 'mine')).toBe(mine)
        const taken = mergeStructured({ base, mine: base, theirs: mine }, format, null)
        if (taken.kind === 'structured')
          expect(sorted(versionOf(taken.pieces, 'mine'), style.path)).toEqual(sorted(mine, style.path))
      }),
      RUNS,
    )
  })

  it('loses no edit: it is in the result or in a conflict', () => {
    const seen = { clean: 0, conflicted: 0, structured: 0 }
    fc.assert(
      fc.property(threeOf(documents), anyStyle, (three, style) => {
        const all = texts(three, style)
        const outcome = mergeFile({ ...all, path: style.path })
        seen[outcome.kind === 'merged' ? 'clean' : 'conflicted'] += 1
        if (outcome.how.kind === 'structured') seen.structured += 1
        if (outcome.kind === 'conflicted' && outcome.how.kind === 'text') return
        const parts = (text: string) => partsOf(text, style.path)
        const [byMine, byTheirs] = [parts(version(outcome, 'mine')), parts(version(outcome, 'theirs'))]
        const inConflict = new Set(
          conflictsOf(outcome).flatMap(({ base, mine, theirs }) =>
            [base, mine, theirs].flatMap((side) => (side.kind === 'present' ? (side.text.match(/[\w-]+/g) ?? []) : [])),
          ),
        )
        const isDecidedLater = (part: string) =>
          byMine.get(part) !== byTheirs.get(part) || (part.match(/[\w-]+/g) ?? []).some((name) => inConflict.has(name))
        const lost = lostEdits(
          { base: parts(all.base), mine: parts(all.mine), theirs: parts(all.theirs), result: byMine },
          (part) => isVolatile(part) || isDecidedLater(part),
        )
        expect(lost).toEqual([])
      }),
      RUNS,
    )
    expect(Math.min(seen.clean, seen.conflicted, seen.structured)).toBeGreaterThan(0)
  })

  it('comes to the same with the sides swapped', () => {
    fc.assert(
      fc.property(threeOf(documents), anyStyle, (three, style) => {
        const all = texts(three, style)
        const one = mergeFile({ ...all, path: style.path })
        const other = mergeFile({ ...all, mine: all.theirs, theirs: all.mine, path: style.path })
        if (one.how.kind === 'text' || other.how.kind === 'text') return
        expect(conflictsOf(other)).toHaveLength(conflictsOf(one).length)
        const apart = (text: string) => sorted(text, style.path).filter(([part]) => !isVolatile(part))
        expect(apart(version(other, 'theirs'))).toEqual(apart(version(one, 'mine')))
      }),
      RUNS,
    )
  })

  it('gives a readable document for every way to decide', () => {
    fc.assert(
      fc.property(
        threeOf(documents),
        anyStyle,
        fc.array(fc.constantFrom('mine', 'theirs'), { minLength: 20, maxLength: 20 }),
        (three, style, picks) => {
          const all = texts(three, style)
          const outcome = mergeFile({ ...all, path: style.path })
          if (outcome.kind === 'merged' || outcome.how.kind === 'text') return
          const choices = new Map(outcome.conflicts.map(({ id }): [number, Choice] => [id, { kind: picks[id % 20] ?? 'mine' }]))
          const { text, undecided } = applyChoices(outcome, choices)
          expect(undecided).toBe(0)
          const again = mergeFile({ base: all.base, mine: text, theirs: `${text}\n`, path: style.path })
          expect(again.how).toMatchObject({ kind: 'structured' })
        },
      ),
      RUNS,
    )
  })
})

describe('edits in different places', { timeout: PATIENCE }, () => {
  it('never conflict, and both are there', () => {
    const keys = ['a', 'b', 'c', 'd', 'e', 'f']
    fc.assert(
      fc.property(fc.subarray(keys), anyStyle, fc.integer(), (chosen, { path, write }, value) => {
        const base = Object.fromEntries(keys.map((key) => [key, { description: 'one two', list: [1, 2, 3] }]))
        const change = (mine: boolean) =>
          Object.fromEntries(
            keys.map((key) => [
              key,
              chosen.includes(key) === mine ? { description: `one ${value}`, list: [1, mine, 3] } : (base[key] ?? null),
            ]),
          )
        const outcome = mergeFile({ base: write(base), mine: write(change(true)), theirs: write(change(false)), path })
        const expected = Object.fromEntries(
          keys.map((key) => [key, { description: `one ${value}`, list: [1, chosen.includes(key), 3] }]),
        )
        expect(outcome.kind).toBe('merged')
        expect(sorted(version(outcome, 'mine'), path)).toEqual(sorted(write(expected), path))
      }),
      RUNS,
    )
  })
})
