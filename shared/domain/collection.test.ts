import { describe, expect, it } from 'vitest'
import { recogniseCollection } from './collection.ts'

const collection = (schema: string | undefined) =>
  JSON.stringify({ info: { name: 'Pets', _postman_id: 'x', schema }, item: [] })

describe('a collection', () => {
  it.each([
    ['https://schema.getpostman.com/json/collection/v2.1.0/collection.json', 'v2.1'],
    ['https://schema.getpostman.com/json/collection/v2.0.0/collection.json', 'v2.0'],
    [undefined, 'v2.1'],
  ])('of schema %s is %s', (schema, format) => {
    expect(recogniseCollection(collection(schema))).toEqual({ kind: 'collection', name: 'Pets', format, id: 'x' })
  })

  it('of format 1 is recognised', () => {
    const text = JSON.stringify({ id: 'i', name: 'Old', order: [], requests: [] })
    expect(recogniseCollection(text)).toEqual({ kind: 'collection', name: 'Old', format: 'v1', id: 'i' })
  })

  it.each(['', '{', '[]', '{"name":"x","values":[]}', '{"info":{"name":"x","schema":"urn:other"},"item":[]}'])(
    'is not what %j holds',
    (text) => {
      expect(recogniseCollection(text)).toEqual({ kind: 'not-a-collection' })
    },
  )
})
