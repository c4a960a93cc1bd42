import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { entriesOf } from './entries.ts'
import { filterBranches } from './filter.ts'
import { branchList, localBranch, remoteBranch } from './fixtures.ts'
import { nameVerdict } from './name-verdict.ts'
import { firstChoice, switcherRows } from './rows.ts'

function entries(...names: string[]) {
  return entriesOf(branchList({ local: names.map((name) => localBranch(name)), remote: [] })).local
}
const found = (search: string, ...names: string[]) => filterBranches(entries(...names), search).map(({ name }) => name)

describe('finding branches', () => {
  it('puts the better place of a match first', () => {
    const names = ['a/spetsy', 'carpets-and-pets', 'feature/pets', 'feature/pets-old', 'pets', 'pets/list']
    expect(found('pets', ...names)).toEqual([
      'pets',
      'pets/list',
      'feature/pets',
      'feature/pets-old',
      'carpets-and-pets',
      'a/spetsy',
    ])
  })
  it('finds by the beginnings of parts, in order, and by words in any order last', () => {
    expect(found('fe/pe', 'feature/pets', 'pets/feature', 'fix/pets')).toEqual(['feature/pets', 'pets/feature'])
    expect(found('new pet', 'pets-new', 'new/pets')).toEqual(['new/pets', 'pets-new'])
    expect(found('zz', 'feature/pets')).toEqual([])
  })
  it('does not ask for capitals, nor how an accent was typed', () => {
    expect(found('PETS', 'Feature/Pets')).toEqual(['Feature/Pets'])
    expect(found('cafe\u0301', 'caf\u00e9')).toEqual(['caf\u00e9'])
  })
  it('finds every name by any piece of it, and nothing that is not in the list', () => {
    const names = fc.uniqueArray(fc.stringMatching(/^[a-z/]{1,8}$/), { minLength: 1, maxLength: 20 })
    fc.assert(
      fc.property(names, fc.nat(), fc.nat(), fc.nat(), (all, which, from, length) => {
        const name = all[which % all.length] ?? ''
        const start = from % name.length
        const piece = name.slice(start, start + 1 + (length % (name.length - start)))
        const hits = found(piece, ...all)
        expect(hits).toContain(name)
        expect(new Set(hits).size).toBe(hits.length)
        expect(all).toEqual(expect.arrayContaining(hits))
      }),
    )
  })
})

describe('the switcher’s rows', () => {
  const list = branchList({
    local: [
      localBranch('alpha', { upstream: { kind: 'gone', name: 'alpha' } }),
      localBranch('feature/pets', { leftEdits: { branch: 'feature/pets', leftAt: '2026-01-02T03:04:05.000Z', paths: ['a'] } }),
      localBranch('main', { upstream: { kind: 'tracked', name: 'main', tip: 'b'.repeat(40) } }),
    ],
    remote: [remoteBranch('alpha-2'), remoteBranch('main')],
  })
  const rows = (search: string) => switcherRows(entriesOf(list), search)

  it('begin with the current and the default branch, local before remote', () => {
    expect(rows('').map(({ id }) => id)).toEqual([
      'heading:local',
      'local:feature/pets',
      'local:main',
      'local:alpha',
      'heading:remote',
      'remote:main',
      'remote:alpha-2',
    ])
  })
  it('mark what is special', () => {
    const { local, remote } = entriesOf(list)
    expect(local.map(({ marks }) => marks)).toEqual([['current', 'local-only', 'left-edits'], ['default'], ['gone']])
    expect(remote.map(({ marks }) => marks)).toEqual([['default'], []])
  })
  it('offer to make a branch that is not there, without making it the first choice while one is found', () => {
    expect(rows('alp').map(({ id }) => id)).toEqual([
      'create',
      'heading:local',
      'local:alpha',
      'heading:remote',
      'remote:alpha-2',
    ])
    expect(firstChoice(rows('alp'))).toBe('local:alpha')
    expect(firstChoice(rows('quite-new'))).toBe('create')
    expect(rows('main').map(({ id }) => id)).not.toContain('create')
    expect(rows('alpha-2').map(({ id }) => id)).not.toContain('create')
  })
  it('say why a name is refused', () => {
    expect(rows('a..b')).toEqual([
      {
        kind: 'create',
        id: 'create',
        name: 'a..b',
        verdict: { kind: 'problem', problem: { kind: 'forbidden-sequence', part: '..' } },
      },
    ])
    expect(nameVerdict('main/x', list)).toEqual({ kind: 'clashes', other: 'main' })
    expect(nameVerdict('feature', list)).toEqual({ kind: 'clashes', other: 'feature/pets' })
    expect(nameVerdict(' main ', list)).toEqual({ kind: 'exists' })
    expect(nameVerdict('alpha-2', list)).toEqual({ kind: 'exists-on-remote' })
  })
})
