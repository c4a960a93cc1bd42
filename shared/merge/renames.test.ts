import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { type JsonValue, type MergeOutcome, mergeFile } from './index.ts'
import { anyStyle } from './testing/documents.ts'

const pet = {
  type: 'object',
  description: 'A pet of the store',
  properties: { name: { type: 'string' }, age: { type: 'integer' } },
}
const use = (name: string) => ({ get: { summary: 'See it', responses: { 200: { $ref: `#/components/schemas/${name}` } } } })
const definition = (paths: Record<string, JsonValue>, schemas: Record<string, JsonValue>) => ({
  openapi: '3.1.0',
  paths,
  components: { schemas },
})
const value = (outcome: MergeOutcome): unknown => (outcome.kind === 'merged' ? parse(outcome.text) : outcome)

describe('a schema renamed on one side', () => {
  const base = definition({ '/pets': use('Pet') }, { Pet: pet })
  const theirs = definition({ '/pets': use('Animal') }, { Animal: pet })
  const mine = definition({ '/pets': use('Pet'), '/mine': use('Pet') }, { Pet: { ...pet, title: 'Pet' } })
  const both = definition({ '/pets': use('Animal'), '/mine': use('Animal') }, { Animal: { ...pet, title: 'Pet' } })

  it('is edited under its new name, and new references follow, in every style and from either side', {
    timeout: 60_000,
  }, () => {
    fc.assert(
      fc.property(anyStyle, ({ path, write }) => {
        const texts = { base: write(base), mine: write(mine), theirs: write(theirs), path }
        expect(value(mergeFile(texts))).toEqual(parse(write(both)))
        expect(value(mergeFile({ ...texts, mine: texts.theirs, theirs: texts.mine }))).toEqual(parse(write(both)))
      }),
      { numRuns: 25 },
    )
  })

  it('and alike on the other is one schema, in which the edits of both are merged', () => {
    const rename = (change: object) =>
      JSON.stringify(definition({ '/pets': use('Animal') }, { Animal: { ...pet, ...change } }), null, 2)
    const texts = {
      base: JSON.stringify(base, null, 2),
      mine: rename({ title: 'Pet' }),
      theirs: rename({ description: 'A pet' }),
    }
    const merged = definition({ '/pets': use('Animal') }, { Animal: { ...pet, title: 'Pet', description: 'A pet' } })
    expect(value(mergeFile({ ...texts, path: 'a.json' }))).toEqual(merged)
  })

  it('is no rename while something there still refers to the old name', () => {
    const kept = definition({ '/pets': use('Pet'), '/new': use('Animal') }, { Animal: pet })
    const write = (document: object) => JSON.stringify(document, null, 2)
    const outcome = mergeFile({ base: write(base), mine: write(mine), theirs: write(kept), path: 'a.json' })
    expect(outcome).toMatchObject({ kind: 'conflicted', conflicts: [{ place: ['schemas Pet'], cause: 'removed-by-theirs' }] })
  })

  it('conflicts where both changed the same of it', () => {
    const write = (document: object) => JSON.stringify(document, null, 2)
    const changed = definition({ '/pets': use('Animal') }, { Animal: { ...pet, title: 'Animal' } })
    const outcome = mergeFile({ base: write(base), mine: write(mine), theirs: write(changed), path: 'a.json' })
    expect(outcome).toMatchObject({ kind: 'conflicted', conflicts: [{ place: ['schemas Animal', 'title'] }] })
  })
})

it('follows a renamed path, its slashes escaped in references', () => {
  const path = (name: string, refer: string, more: object = {}) => ({
    openapi: '3.1.0',
    paths: {
      [name]: { get: { summary: 'One pet', operationId: 'pet', responses: { 200: { description: 'A pet' } }, ...more } },
      '/again': { $ref: refer },
    },
  })
  const write = (document: object) => JSON.stringify(document, null, 2)
  const outcome = mergeFile({
    base: write(path('/pets/{id}', '#/paths/~1pets~1{id}')),
    mine: write(path('/pets/{id}', '#/paths/~1pets~1{id}', { deprecated: true })),
    theirs: write(path('/pets/{petId}', '#/paths/~1pets~1{petId}')),
    path: 'a.json',
  })
  expect(outcome).toMatchObject({
    kind: 'merged',
    text: write(path('/pets/{petId}', '#/paths/~1pets~1{petId}', { deprecated: true })),
  })
})
