import { describe, expect, it } from 'vitest'
import { stringify } from 'yaml'
import type { StructureDiff } from '#shared/domain/structure-diff.ts'
import { diffStructure } from './index.ts'

type Structure = Extract<StructureDiff, { kind: 'structure' }>

function structure(before: unknown, after: unknown, path = 'index.json'): Structure {
  const write = (value: unknown) =>
    value === null ? null : path.endsWith('.json') ? JSON.stringify(value) : stringify(value, { aliasDuplicateObjects: false })
  const diff = diffStructure({ before: write(before), after: write(after), path })
  if (diff.kind !== 'structure') throw new Error(diff.reason)
  return diff
}

/** `mark what name (was formerly): place › place: before → after; …` for each change. */
const lines = (diff: Structure) =>
  diff.changes.map(({ mark, what, name, formerly, fields }) => {
    const told = fields.map((f) => `${f.mark[0]} ${f.place.join(' › ')}: ${f.before ?? ''} → ${f.after ?? ''}`)
    return [`${mark} ${what} ${name}${formerly === null ? '' : ` (was ${formerly})`}`, ...told].join(' | ')
  })

const ok = { description: 'Fine' }
const pet = { type: 'object', required: ['id', 'name'], properties: { id: { type: 'integer' }, name: { type: 'string' } } }
const definition = {
  openapi: '3.1.0',
  info: { title: 'Pets', version: '1.0.0' },
  servers: [{ url: 'https://a.test' }],
  tags: [{ name: 'pets' }],
  security: [{ key: [] }],
  paths: {
    '/pets': {
      parameters: [{ name: 'trace', in: 'header' }],
      get: {
        operationId: 'list',
        parameters: [
          { name: 'limit', in: 'query', schema: { type: 'integer', default: 10 } },
          { name: 'page', in: 'query' },
        ],
        responses: { 200: ok, 404: { description: 'None' } },
      },
    },
    '/pets/{id}': { delete: { operationId: 'remove', responses: { 204: ok } } },
  },
  components: { schemas: { Pet: pet }, responses: { Gone: ok }, securitySchemes: { key: { type: 'apiKey' } } },
}

describe('diffStructure of a definition', () => {
  it('tells operations, schemas and the rest by their names, each down to its fields', () => {
    const { get } = definition.paths['/pets']
    const limit = { ...get.parameters[0], schema: { type: 'integer', default: 20 } }
    const responses = { 200: ok, 404: { description: 'Nothing here' } }
    const after = {
      ...definition,
      info: { ...definition.info, version: '1.1.0' },
      servers: [{ url: 'https://b.test' }],
      tags: [...definition.tags, { name: 'toys' }],
      security: [{ key: ['read'] }],
      paths: {
        ...definition.paths,
        '/pets': { parameters: [], get: { ...get, parameters: [get.parameters[1], limit], responses } },
      },
      components: {
        ...definition.components,
        schemas: { Pet: { ...pet, required: ['name', 'id', 'tag'] }, Toy: { type: 'string' } },
        responses: {},
      },
    }
    expect(lines(structure(definition, after, 'index.yaml'))).toEqual([
      'changed info info | c version: 1.0.0 → 1.1.0',
      'added server https://b.test | a url:  → https://b.test',
      'added tag toys | a name:  → toys',
      'changed security security | a 1 › key › 1:  → read | r 1 › key: [] → ',
      'changed operation GET /pets | m parameters › page (query): 2 → 1 | c parameters › limit (query) › schema › default: 10 → 20 | c responses › 404 › description: None → Nothing here',
      'changed path /pets | r parameters › trace (header) › name: trace →  | r parameters › trace (header) › in: header → ',
      'changed schema Pet | a required:  → tag',
      'added schema Toy | a type:  → string',
      'removed server https://a.test | r url: https://a.test → ',
      'removed component responses / Gone | r description: Fine → ',
    ])
  })

  it('finds renamed schemas, paths and moved operations again', () => {
    const text = JSON.stringify(definition)
    const renamed = JSON.parse(text.replace('"/pets/{id}"', '"/animals/{id}"').replace('"Pet"', '"Animal"'))
    renamed.components.schemas.Animal.properties.name.type = 'integer'
    expect(lines(structure(definition, renamed))).toEqual([
      'moved operation DELETE /animals/{id} (was DELETE /pets/{id})',
      'moved schema Animal (was Pet) | c properties › name › type: string → integer',
    ])
  })

  it('knows Swagger 2', () => {
    const before = {
      swagger: '2.0',
      host: 'a',
      paths: {},
      definitions: { Pet: pet },
      securityDefinitions: { k: { type: 'basic' } },
    }
    const after = { ...before, host: 'b', definitions: {}, securityDefinitions: { k: { type: 'apiKey' } } }
    expect(structure(before, after)).toMatchObject({
      of: 'openapi',
      changes: [
        { what: 'server', name: 'host', mark: 'changed' },
        { what: 'security', name: 'k', mark: 'changed' },
        { what: 'schema', name: 'Pet', mark: 'removed' },
      ],
    })
  })
})

const schema = 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json'
const request = (name: string, url: string, more: object = {}) => ({
  name,
  request: { method: 'GET', header: [{ key: 'Accept', value: 'a' }], url: { raw: url, host: [url] } },
  ...more,
})
const script = (...exec: string[]) => [{ listen: 'test', script: { id: `${exec.length}`, exec } }]
const collection = (item: unknown[], more: object = {}) => ({ info: { _postman_id: '1', name: 'Pets', schema }, item, ...more })

describe('diffStructure of a collection', () => {
  it('tells requests and folders by where they are, with what people call their parts', () => {
    const before = collection(
      [
        {
          name: 'Orders',
          item: [request('Create', 'https://a', { event: script('one', 'two') }), request('List', 'https://l')],
        },
        request('Ping', 'https://p', { response: [{ id: 'x', name: 'Fine', code: 200, body: 'a' }] }),
      ],
      { variable: [{ key: 'base', value: '1' }], auth: { type: 'noauth' }, event: script('x') },
    )
    const after = collection(
      [
        request('Ping', 'https://p', { response: [{ id: 'y', name: 'Fine', code: 201, body: 'a' }] }),
        {
          name: 'Purchases',
          item: [request('Create', 'https://b', { event: script('one', '2') }), request('List', 'https://l')],
        },
        { name: 'New', item: [request('Inside', 'https://i')] },
      ],
      { variable: [{ key: 'base', value: '2' }], auth: { type: 'bearer' }, event: script('y') },
    )
    const told = lines(structure(before, { ...after, info: { ...after.info, _postman_id: '2' } }))
    expect(told.slice(0, 3)).toEqual([
      'changed request Ping | c Examples › Fine › code: 200 → 201 | m Position: 2 → 1',
      'moved folder Purchases (was Orders) | c Name: Orders → Purchases',
      'changed request Purchases / Create | c URL › raw: https://a → https://b | c test › Script: one\ntwo → one\n2',
    ])
    expect(told.slice(3).map((line) => line.split(' | ')[0])).toEqual([
      'added folder New',
      'added request New / Inside',
      'changed variable base',
      'changed authorization auth',
      'changed script test',
    ])
  })

  it('follows a request to another folder by its id, and by what it holds', () => {
    const one = request('One', 'https://1', { id: 'i' })
    const before = collection([
      { name: 'A', item: [one, request('Two', 'https://2')] },
      { name: 'B', item: [] },
    ])
    const after = collection([
      { name: 'A', item: [] },
      { name: 'B', item: [{ ...one, name: 'First' }, request('Two', 'https://2')] },
    ])
    expect(lines(structure(before, after)).filter((line) => line.includes('request'))).toEqual([
      'moved request B / First (was A / One) | c Name: One → First',
      'moved request B / Two (was A / Two)',
    ])
  })

  it('says nothing of ids that tools write anew', () => {
    const with_ = (id: string) => collection([request('Ping', 'https://p', { id, event: script('a') })])
    expect(structure(with_('1'), with_('2'))).toMatchObject({ changes: [], onlyFormatting: true })
  })
})

describe('diffStructure of other data', () => {
  it('tells keys, items and documents', () => {
    const before = { version: 1, services: [{ name: 'web', port: 80 }, { name: 'db' }], same: {} }
    const after = { version: '1', services: [{ name: 'db' }, { name: 'web', port: 81 }], same: {}, more: [] }
    expect(lines(structure(before, after))).toEqual([
      'changed other version | c version: 1 → "1"',
      'changed other services | m db: 2 → 1 | c web › port: 80 → 81',
      'added other more | a more:  → []',
    ])
    const documents = diffStructure({ before: 'a: 1\n---\nb: 1\n', after: 'a: 1\n---\nb: 2\n', path: 'x.yml' })
    expect(documents).toMatchObject({ of: 'data', changes: [{ name: '#2 b', mark: 'changed' }] })
    expect(structure(null, { a: 1 })).toMatchObject({ changes: [{ name: 'a', mark: 'added' }], onlyFormatting: false })
  })

  it('sees through layout, comments and the order of keys', () => {
    const diff = diffStructure({ before: 'a: 1\nb: [x, y]\n', after: '# new\nb:\n  - x\n  - "y"\na: 1\n', path: 'x.yaml' })
    expect(diff).toEqual({ kind: 'structure', of: 'data', changes: [], onlyFormatting: true })
    expect(diffStructure({ before: 'a: 1\n', after: 'a: 1\n', path: 'x.yaml' })).toMatchObject({ onlyFormatting: false })
  })

  it.each([
    ['notes.txt', 'a', 'b', 'not-structured'],
    ['a.json', '{', '{}', 'before-broken'],
    ['a.json', '{}', '{"a":1,"a":2}', 'after-broken'],
    ['a.yaml', 'a: 1\n', 'a: [1\n', 'after-broken'],
    ['a.json', '{}', `${'['.repeat(500)}${']'.repeat(500)}`, 'too-large'],
  ])('says why there is no structure: %s', (path, before, after, reason) => {
    expect(diffStructure({ before, after, path })).toEqual({ kind: 'unavailable', reason })
  })
})
