import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { StructureChange } from '#shared/domain/structure-diff.ts'
import type { JsonValue } from '../merge/choices.ts'
import { anyDocument, anyStyle, collectionDocument, openApiDocument, threeOf } from '../merge/testing/documents.ts'
import { diffStructure } from './index.ts'

const documents = fc.oneof(threeOf(anyDocument), threeOf(openApiDocument), threeOf(collectionDocument))

function changesOf(before: string, after: string, path: string): StructureChange[] {
  const diff = diffStructure({ before, after, path })
  if (diff.kind !== 'structure') throw new Error(diff.reason)
  return diff.changes
}

/** Every single value of a document with how often it is there, in the words of a diff. */
function leaves(value: JsonValue, found: Map<string, number> = new Map(), key = ''): Map<string, number> {
  // What tools write anew at every export is no change.
  if (key === 'id' || key === '_postman_id' || key === 'exec') return found
  if (typeof value === 'object' && value !== null) {
    for (const [inner, child] of Object.entries(value)) leaves(child, found, Array.isArray(value) ? '' : inner)
  } else {
    found.set(`${value}`, (found.get(`${value}`) ?? 0) + 1)
  }
  return found
}

describe('the structure of a diff', () => {
  it('is empty for one document however it is written', () => {
    fc.assert(
      fc.property(documents, anyStyle, ({ base }, style) => {
        const text = style.write(base)
        expect(diffStructure({ before: text, after: text, path: style.path })).toMatchObject({
          changes: [],
          onlyFormatting: false,
        })
        expect(changesOf(JSON.stringify(base), JSON.stringify(base, null, 3), 'a.json')).toEqual([])
      }),
      { numRuns: 25 },
    )
  })

  it('tells every value that is more or less often there than before', () => {
    fc.assert(
      fc.property(documents, anyStyle, ({ base, mine }, style) => {
        const changes = changesOf(style.write(base), style.write(mine), style.path)
        const told = (side: 'before' | 'after') =>
          changes.flatMap(({ fields }) => fields.flatMap((field) => (field[side] === null ? [] : [field[side]])))
        const old = leaves(base)
        const now = leaves(mine)
        const shown = { before: told('before'), after: told('after') }
        const says = (texts: readonly string[], value: string) =>
          texts.some((text) => text === value || text === JSON.stringify(value))
        for (const [value, count] of old) if (count > (now.get(value) ?? 0)) expect(says(shown.before, value), value).toBe(true)
        for (const [value, count] of now) if (count > (old.get(value) ?? 0)) expect(says(shown.after, value), value).toBe(true)
      }),
      { numRuns: 50 },
    )
  })

  it('is the same where equal parts of large texts are not read', () => {
    fc.assert(
      fc.property(threeOf(openApiDocument), anyStyle, ({ base, mine }, style) => {
        const padded = (document: object) => ({ ...document, padding: { first: { a: 'x'.repeat(2000) }, second: [1] } })
        const texts = { before: style.write(padded(base)), after: style.write(padded(mine)), path: style.path }
        expect(diffStructure({ ...texts, cutFrom: 0 })).toEqual(diffStructure({ ...texts, cutFrom: Number.POSITIVE_INFINITY }))
      }),
      { numRuns: 50 },
    )
  })

  it('looked at from the other side has added and removed change places', () => {
    fc.assert(
      fc.property(documents, ({ base, mine }) => {
        const [a, b] = [JSON.stringify(base), JSON.stringify(mine)]
        const seen = (changes: readonly StructureChange[], mirrored: boolean) =>
          changes
            .filter(({ mark }) => mark === 'added' || mark === 'removed')
            .map(({ mark, what, name }) => `${(mark === 'added') === mirrored ? 'removed' : 'added'} ${what} ${name}`)
            .sort()
        expect(seen(changesOf(b, a, 'a.json'), true)).toEqual(seen(changesOf(a, b, 'a.json'), false))
      }),
      { numRuns: 50 },
    )
  })
})
