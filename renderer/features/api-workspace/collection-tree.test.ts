import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { itemAt, readCollection } from './collection-tree.ts'

const text = JSON.stringify({
  info: { name: 'Pets', description: { content: 'All of it' } },
  item: [
    {
      name: 'Folder',
      item: [
        {
          name: 'Create',
          request: {
            method: 'post',
            header: [{ key: 'Accept', value: '*/*', disabled: true }],
            auth: { type: 'bearer', bearer: [{ key: 'token', value: 'secret' }] },
            url: { raw: '{{base}}/pets?x=1', query: [{ key: 'x', value: '1' }], variable: [{ key: 'id', value: '7' }] },
            body: { mode: 'raw', raw: '{}', options: { raw: { language: 'json' } } },
            description: 'Makes one',
          },
          response: [{ name: 'Made', code: 201, status: 'Created', body: '{"id":1}' }],
        },
      ],
    },
    { name: 'Short', request: 'https://pets.example' },
    { name: 'Ask', request: { body: { mode: 'graphql', graphql: { query: '{ pets }', variables: { first: 1 } } } } },
    { name: 'Send', request: { body: { mode: 'formdata', formdata: [{ key: 'photo', type: 'file', src: '/a.png' }] } } },
    'noise',
  ],
})

describe('readCollection', () => {
  const view = readCollection(text)
  it('shows folders and requests', () => {
    expect(view).toMatchObject({
      kind: 'collection',
      name: 'Pets',
      description: 'All of it',
      items: [
        { kind: 'folder', name: 'Folder', place: '0' },
        { kind: 'request', name: 'Short', method: 'GET', url: 'https://pets.example', place: '1', auth: null },
        { body: { kind: 'graphql', query: '{ pets }', variables: '{\n  "first": 1\n}' } },
        { body: { kind: 'fields', encoding: 'form-data', fields: [{ key: 'photo', value: '/a.png' }] } },
      ],
    })
  })
  it('finds an item by its place, with all that is shown of it', () => {
    const item = itemAt(view, '0.0')
    expect(item).toMatchObject({
      method: 'POST',
      url: '{{base}}/pets?x=1',
      description: 'Makes one',
      headers: [{ key: 'Accept', isDisabled: true }],
      query: [{ key: 'x', value: '1' }],
      pathVariables: [{ key: 'id', value: '7' }],
      auth: 'bearer',
      body: { kind: 'text', text: '{}', language: 'json' },
      examples: [{ name: 'Made', status: '201 Created', body: '{"id":1}' }],
    })
    expect(text.slice(item?.offset)).toMatch(/^\{"name":"Create"/)
    expect(itemAt(view, '7.1')).toBeNull()
  })
  it.each(['', '{', '[]', '{"item": 1}', 'null'])('does not take %j for a collection', (broken) => {
    expect(readCollection(broken).kind).toBe('unreadable')
  })
  it('shows something for any JSON, and never throws', () => {
    fc.assert(
      fc.property(fc.json(), (json) => {
        expect(['collection', 'unreadable']).toContain(readCollection(`{"item": [${json}, {"request": ${json}}]}`).kind)
      }),
    )
  })
})
