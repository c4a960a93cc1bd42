import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { type RealMerge, readCorpus, replay } from './testing/corpus.ts'

const FOLDER = join(import.meta.dirname, '../../../shared/corpus/merges')

const read = (path: string) => (existsSync(join(FOLDER, path)) ? readFileSync(join(FOLDER, path), 'utf8') : null)

const json = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`
const own = (id: string, path: string, texts: Pick<RealMerge, 'base' | 'mine' | 'theirs' | 'human'>): RealMerge => ({
  id,
  path,
  kind: 'own',
  textConflict: true,
  allParse: true,
  ...texts,
})

/** Merges of our own, used where the real ones are not at hand. */
const OWN: readonly RealMerge[] = [
  own('both append a tag', 'openapi.yaml', {
    base: 'openapi: 3.0.0\ntags:\n  - name: a\n',
    mine: 'openapi: 3.0.0\ntags:\n  - name: a\n  - name: b\n',
    theirs: 'openapi: 3.0.0\ntags:\n  - name: a\n  - name: c\n',
    human: 'openapi: 3.0.0\ntags:\n  - name: a\n  - name: b\n  - name: c\n',
  }),
  own('both add a key at the end', 'de.json', {
    base: json({ a: 'A' }),
    mine: json({ a: 'A', b: 'B' }),
    theirs: json({ a: 'A', c: 'C' }),
    human: json({ a: 'A', b: 'B', c: 'C' }),
  }),
]

it('loses no edit of a real merge, and needs nobody more often than the plain merge', () => {
  const corpus = readCorpus(read)
  const replayed = (corpus ?? OWN).map(replay)
  expect(replayed.filter(({ lost }) => lost.length > 0).map(({ merge, lost }) => ({ id: merge.id, lost }))).toEqual([])
  const hard = replayed.filter(({ merge }) => merge.textConflict && merge.allParse)
  const needNobody = hard.filter(({ outcome }) => outcome !== 'conflict')
  const isClean = (id: string) => replayed.find(({ merge }) => merge.id === id)?.outcome !== 'conflict'
  // What Git merges without a person, we do too.
  expect(replayed.filter(({ merge }) => !merge.textConflict && !isClean(merge.id))).toEqual([])
  if (corpus) expect(needNobody.length).toBeGreaterThanOrEqual(35)
  else expect(needNobody.map(({ outcome }) => outcome)).toEqual(['equal', 'equal'])
})
