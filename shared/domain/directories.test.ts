import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { resolveDirectories } from './directories.ts'

const resolve = (schema: string, collection = '') => resolveDirectories({ schema, collection })
const problem = (schema: string, collection = '') => {
  const { schema: report } = resolve(schema, collection)
  return report.kind === 'refused' ? report.problem : null
}

describe('the two directories', () => {
  it('means the defaults where nothing is typed', () => {
    expect(resolve('  ', '')).toEqual({
      schema: { kind: 'usable', directory: 'postman/schemas' },
      collection: { kind: 'usable', directory: 'postman/collections' },
    })
  })

  it.each([
    ['api/', 'api'],
    ['./api//v1', 'api/v1'],
    ['api\\v1', 'api/v1'],
    ['a/../b', 'b'],
    [' docs/api ', 'docs/api'],
    ['.github/api', '.github/api'],
    ['Spezifikationen/Ä', 'Spezifikationen/Ä'],
  ])('reads %j as %j', (typed, directory) => {
    expect(resolve(typed).schema).toEqual({ kind: 'usable', directory })
  })

  it.each(['/api', '\\\\server\\share', 'C:\\api', 'c:api', '~/api', '~'])('refuses the absolute %j', (typed) => {
    expect(problem(typed)).toEqual({ kind: 'absolute' })
  })

  it.each(['..', '../x', 'a/../../x', 'a\\..\\..\\x'])('refuses %j, which leaves the repository', (typed) => {
    expect(problem(typed)).toEqual({ kind: 'leaves-repository' })
  })

  it.each(['.', './', 'a/..'])('refuses %j, the root itself', (typed) => {
    expect(problem(typed)).toEqual({ kind: 'repository-root' })
  })

  it.each(['.git', '.GIT/x', 'a/.git/b', 'git~1', '.git .', '.git::$INDEX_ALLOCATION', '.g\u200cit'])(
    'refuses %j, which is or opens .git',
    (typed) => {
      expect(problem(typed)).toEqual({ kind: 'inside-git' })
    },
  )

  it.each(['.postman', '.Postman/x'])('refuses %j, where the index files lie', (typed) => {
    expect(problem(typed)).toEqual({ kind: 'reserved' })
  })

  it.each([
    ['a/con', 'con'],
    ['aux.yaml/b', 'aux.yaml'],
    ['a/b.', 'b.'],
    ['a/b?', 'b?'],
    ['a\u0000b', 'a\u0000b'],
    ['x'.repeat(256), 'x'.repeat(256)],
  ])('refuses %j for a name that a system can not hold', (typed, name) => {
    expect(problem(typed)).toEqual({ kind: 'invalid-name', name })
  })

  it('refuses one directory for both, also in other letters', () => {
    expect(resolve('api', 'API')).toEqual({
      schema: { kind: 'refused', problem: { kind: 'same-as-other' } },
      collection: { kind: 'refused', problem: { kind: 'same-as-other' } },
    })
  })

  it('refuses one inside the other and names the outer one', () => {
    expect(problem('api', 'api/collections')).toEqual({ kind: 'nested', outer: 'schema' })
    expect(problem('api/schemas', 'api')).toEqual({ kind: 'nested', outer: 'collection' })
    expect(problem('postman')).toEqual({ kind: 'nested', outer: 'schema' })
    expect(problem('api', 'api-collections')).toBeNull()
  })

  const typed = fc.array(
    fc.oneof(fc.constantFrom('..', '.', '', '.git', '~', 'C:', 'a', 'A', '.postman', 'nul'), fc.string({ maxLength: 4 })),
    { maxLength: 6 },
  )
  const path = fc.tuple(typed, fc.constantFrom('/', '\\')).map(([parts, separator]) => parts.join(separator))

  it('never lets a usable directory leave the repository, enter .git, or meet the other one', () => {
    fc.assert(
      fc.property(path, path, (schema, collection) => {
        const resolved = resolveDirectories({ schema, collection })
        if (resolved.schema.kind === 'refused' || resolved.collection.kind === 'refused') return
        const [one, other] = [resolved.schema.directory, resolved.collection.directory]
        for (const directory of [one, other]) {
          expect(directory).not.toMatch(/^\/|\/$|\/\/|\\|^[A-Za-z]:/)
          for (const part of directory.split('/')) expect(['', '.', '..', '.git']).not.toContain(part.toLowerCase())
        }
        expect(`${one}/`.startsWith(`${other}/`) || `${other}/`.startsWith(`${one}/`)).toBe(false)
      }),
    )
  })

  it('gives a stored directory back as it is', () => {
    fc.assert(
      fc.property(path, (schema) => {
        const first = resolveDirectories({ schema, collection: '' }).schema
        if (first.kind === 'usable')
          expect(resolveDirectories({ schema: first.directory, collection: '' }).schema).toEqual(first)
      }),
    )
  })
})
