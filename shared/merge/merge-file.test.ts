import { describe, expect, it } from 'vitest'
import { applyChoices, type Choice, mergeFile } from './index.ts'

const merge = (path: string, base: string, mine: string, theirs: string) => mergeFile({ base, mine, theirs, path })
const choose = (...choices: Choice[]) => new Map(choices.map((choice, index) => [index, choice]))
const SCHEMA = 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json'

describe('JSON', () => {
  it('keeps indentation, order and the missing final newline of mine', () => {
    const base = '{\n\t"b": 1,\n\t"a": [1, 2]\n}'
    const mine = '{\n\t"b": 1,\n\t"new":   true,\n\t"a": [1, 2]\n}'
    const theirs = '{\n  "b": 2,\n  "a": [1, 2],\n  "added": {\n    "deep": [\n      1\n    ]\n  }\n}\n'
    expect(merge('a.json', base, mine, theirs)).toMatchObject({
      kind: 'merged',
      text: '{\n\t"b": 2,\n\t"new":   true,\n\t"a": [1, 2],\n\t"added": {\n\t\t"deep": [\n\t\t\t1\n\t\t]\n\t}\n}\n',
    })
  })

  it('merges a file on one line', () => {
    expect(
      merge('a.json', '{"a":1,"b":[{"name":"x"}]}', '{"a":2,"b":[{"name":"x"}]}', '{"a":1,"b":[{"name":"x","y":1}],"c":{}}'),
    ).toMatchObject({
      kind: 'merged',
      text: '{"a":2,"b":[{"name":"x","y":1}],"c":{}}',
    })
  })

  it('keeps numbers as written', () => {
    const outcome = merge('a.json', '{"a":1.0,"b":1}', '{"a":1.0,"b":12345678901234567890}', '{"a":1.00,"b":1}')
    expect(outcome).toMatchObject({ kind: 'merged', text: '{"a":1.00,"b":12345678901234567890}' })
  })

  it('follows a move of one side and an edit of the other', () => {
    const list = (...items: string[]) => `[\n${items.map((item) => `  ${item}`).join(',\n')}\n]\n`
    const [a, b, c] = ['{ "name": "a", "x": 1 }', '{ "name": "b", "x": 1 }', '{ "name": "c", "x": 1 }'] as const
    const edited = '{ "name": "a", "x": 2 }'
    expect(merge('l.json', list(a, b, c), list(edited, b, c), list(c, a, b))).toMatchObject({ text: list(c, edited, b) })
    expect(merge('l.json', list(a, b, c), list(c, a, b), list(edited, b, c))).toMatchObject({ text: list(c, edited, b) })
  })

  it('offers mine, theirs, and a value of one’s own; changed here and removed there is a conflict', () => {
    const outcome = merge('a.json', '{\n  "a": 1,\n  "b": 1\n}\n', '{\n  "a": 2,\n  "b": 2\n}\n', '{\n  "a": 3\n}\n')
    expect(outcome).toMatchObject({
      kind: 'conflicted',
      conflicts: [
        { place: ['a'], cause: 'changed', choices: ['mine', 'theirs', 'own'] },
        { place: ['b'], cause: 'removed-by-theirs', theirs: { kind: 'absent' } },
      ],
    })
    if (outcome.kind !== 'conflicted') return
    expect(applyChoices(outcome, choose({ kind: 'theirs' }, { kind: 'theirs' })).text).toBe('{\n  "a": 3\n}\n')
    expect(applyChoices(outcome, choose({ kind: 'own', value: { x: [1] } }, { kind: 'mine' })).text).toBe(
      '{\n  "a": {\n    "x": [\n      1\n    ]\n  },\n  "b": 2\n}\n',
    )
    expect(applyChoices(outcome, choose({ kind: 'mine' }))).toMatchObject({ undecided: 1 })
  })

  it('offers both where both sides added to a list', () => {
    const outcome = merge('a.json', '{"l":[1]}', '{"l":[1,2]}', '{"l":[1,3]}')
    expect(outcome).toMatchObject({ conflicts: [{ place: ['l', '2'], choices: ['mine', 'theirs', 'both'] }] })
    if (outcome.kind === 'conflicted') expect(applyChoices(outcome, choose({ kind: 'both' })).text).toBe('{"l":[1,2,3]}')
  })

  it('never guesses a version', () => {
    const version = (v: string) => `{\n  "name": "p",\n  "version": "${v}"\n}\n`
    expect(merge('package.json', version('1.0.0'), version('1.1.0'), version('2.0.0'))).toMatchObject({
      kind: 'conflicted',
      conflicts: [{ place: ['version'] }],
    })
  })
})

describe('definitions', () => {
  const spec = (description: string, required: string, tail = '') => `openapi: 3.0.0 # the format
paths:
  /pets/{id}:
    get:
      responses:
        "404":
          description: ${description}
components:
  schemas:
    Pet:
      required: [${required}]
${tail}`

  it('names the place in words', () => {
    expect(merge('openapi.yaml', spec('none', 'a'), spec('gone', 'a'), spec('missing', 'a'))).toMatchObject({
      conflicts: [{ place: ['GET /pets/{id}', 'responses', '404', 'description'] }],
    })
  })

  it('merges sets and descriptions word by word, and keeps comments and quotes', () => {
    const base = spec('there is no pet', 'id, name', '# end\n')
    const mine = spec('there was no pet', 'id, name, tag', '# end\n')
    const theirs = spec('there is no cat', 'id, kind, name', '# end\n')
    expect(merge('openapi.yaml', base, mine, theirs)).toMatchObject({
      kind: 'merged',
      text: spec('there was no cat', 'id, kind, name, tag', '# end\n'),
      how: { kind: 'structured', format: 'yaml' },
    })
  })

  it('keeps anchors, several documents and the comments that each side wrote', () => {
    const text = (a: string, b: string, list: string) => `a: &base\n  x: ${a}\nb:\n  <<: *base\n  y: ${b}\n---\n${list}`
    const outcome = merge(
      'k.yaml',
      text('1', '1', '- name: p\n'),
      text('2', '1', '- name: p\n# my q\n- name: q\n'),
      text('1', '2 # two', '- name: p\n- name: r # theirs\n'),
    )
    expect(outcome).toMatchObject({
      kind: 'merged',
      text: text('2', '2 # two', '- name: p\n# my q\n- name: q\n- name: r # theirs\n'),
    })
  })
})

describe('collections', () => {
  const collection = (id: string, items: readonly object[]) =>
    JSON.stringify({ info: { _postman_id: id, name: 'Shop', schema: SCHEMA }, item: items }, null, '\t')
  const request = (name: string, id: string, body: string) => ({ name, id, request: { method: 'POST', body: { raw: body } } })
  const folder = (...items: readonly object[]) => ({ name: 'Orders', item: items })

  it('does not mind ids that are written anew at every export', () => {
    const base = collection('1', [request('a', 'i1', 'x'), request('b', 'i2', 'x')])
    const mine = collection('2', [request('a', 'i3', 'mine'), request('b', 'i4', 'x')])
    const theirs = collection('3', [request('a', 'i5', 'x'), request('b', 'i6', 'theirs')])
    expect(merge('c.json', base, mine, theirs)).toMatchObject({
      kind: 'merged',
      text: collection('2', [request('a', 'i3', 'mine'), request('b', 'i4', 'theirs')]),
    })
  })

  it('names folder and request', () => {
    const version = (body: string) => collection('1', [folder(request('Create order', 'i', body))])
    expect(merge('c.json', version('a'), version('b'), version('c'))).toMatchObject({
      conflicts: [{ place: ['Orders / Create order', 'Body', 'raw'] }],
    })
  })
})

describe('what is not merged by structure', () => {
  it('says which key comes twice, and merges by lines', () => {
    const outcome = merge('a.json', '{\n"a":1,\n"x":0\n}\n', '{\n"a":1,\n"a":2,\n"x":0\n}\n', '{\n"a":1,\n"x":0\n}')
    expect(outcome.how).toEqual({
      kind: 'text',
      because: { kind: 'unreadable', version: 'mine', refusal: { kind: 'duplicate-key', key: 'a', line: 3 } },
    })
  })

  it('never hands out as clean what cannot be read though all versions could', () => {
    const outcome = merge('a.yaml', 'a: 1\n\nb: [1]\n', 'k: {x: 1}\na: 1\n\nb: [1]\n', 'a: 1\n\nb: [1]\nk: {x: 2}\n')
    expect(outcome).toMatchObject({ kind: 'conflicted', conflicts: [{ place: ['k', 'x'] }] })
  })

  it('falls back on YAML that the parser refuses, and says why', () => {
    const broken = (last: string) => `a: "one\ntwo"\nb: 1\nc: ${last}\n`
    expect(merge('a.yaml', broken('1'), broken('2'), `x: 1\n${broken('1')}`)).toMatchObject({
      kind: 'merged',
      how: { kind: 'text', because: { kind: 'unreadable' } },
    })
  })

  it('lists in an index file of .postman what either side listed', () => {
    const index = (...ids: string[]) => `; generated\n${ids.map((id) => `apis[] = {"apiId":"${id}"}\n`).join('')}type = api\n`
    expect(merge('.postman/api', index('a', 'b'), index('a', 'b', 'c'), index('a', 'd'))).toMatchObject({
      kind: 'merged',
      text: index('a', 'c', 'd'),
    })
    const file = (id: string) => `files[] = {"id":"${id}","path":"Pets.json"}\n`
    expect(merge('.postman/api_1', file('1'), file('2'), file('3')).kind).toBe('conflicted')
  })
})

describe('hostile input', () => {
  it('treats __proto__ as a key like any other', () => {
    const outcome = merge('a.json', '{"a":1}', '{"a":1,"__proto__":{"m":1}}', '{"a":2,"__proto__":{"t":1}}')
    expect(outcome).toMatchObject({ kind: 'merged', text: '{"a":2,"__proto__":{"m":1,"t":1}}' })
    expect(Object.hasOwn(Object.prototype, 'm')).toBe(false)
  })

  it.each([
    ['a.json', (value: string) => `${'['.repeat(10_000)}${value}${']'.repeat(10_000)}`],
    ['a.yaml', (value: string) => `${'['.repeat(10_000)}${value}${']'.repeat(10_000)}`],
    ['b.yaml', (value: string) => `${'- '.repeat(10_000)}${value}`],
    ['c.json', (value: string) => `${'{"a":'.repeat(10_000)}${value}${'}'.repeat(10_000)}`],
  ])('survives ten thousand levels in %s', (path, nest) => {
    expect(merge(path, nest('1'), nest('2'), nest('3'))).toMatchObject({
      kind: 'conflicted',
      how: { because: { refusal: { kind: 'too-deep' } } },
    })
  })

  it('expands no alias', () => {
    const levels = Array.from({ length: 30 }, (_, i) => `l${i + 1}: &l${i + 1} [${Array(9).fill(`*l${i}`).join(', ')}]`)
    const bomb = (last: string) => `l0: &l0 [x, x]\n${levels.join('\n')}\nlast: ${last}\n`
    expect(merge('a.yaml', bomb('1'), bomb('2'), `first: 1\n${bomb('1')}`)).toMatchObject({
      kind: 'merged',
      text: `first: 1\n${bomb('2')}`,
      how: { kind: 'structured' },
    })
  })

  it('merges fifty megabytes', () => {
    const rows = Array.from({ length: 50_000 }, (_, i) => `"key${i}": "${'x'.repeat(1000)}"`)
    const big = (first: string, last: string) => `{\n${[`"first": ${first}`, ...rows, `"last": ${last}`].join(',\n')}\n}\n`
    const outcome = merge('a.json', big('1', '1'), big('2', '1'), big('1', '2'))
    expect(outcome.kind === 'merged' && outcome.text === big('2', '2')).toBe(true)
  }, 120_000)
})
