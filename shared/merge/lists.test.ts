import { describe, expect, it } from 'vitest'
import { mergeFile } from './index.ts'

const lines = (...texts: string[]) => `${texts.join('\n')}\n`
const merge = (base: string, mine: string, theirs: string) => mergeFile({ base, mine, theirs, path: 'a.yaml' })

describe('environments listed as NAME=value', () => {
  const env = (...items: string[]) => lines('environment:', ...items.map((item) => `  - ${item}`))

  it('are told apart by the names', () => {
    const outcome = merge(env('A=1'), env('A=1', 'B=2'), env('A=1', 'C=3'))
    expect(outcome).toMatchObject({ kind: 'merged', text: env('A=1', 'B=2', 'C=3') })
  })

  it('conflict where both gave one name another value', () => {
    const outcome = merge(env('A=1', 'B=0'), env('A=2', 'B=0'), env('A=3', 'B=0'))
    expect(outcome).toMatchObject({ kind: 'conflicted', conflicts: [{ place: ['environment', 'A'] }] })
  })

  it('are a sequence where a name comes twice', () => {
    expect(merge(env('A=1'), env('A=1', 'A=2'), env('A=1', 'A=3')).kind).toBe('conflicted')
  })
})

describe('lists of records without a known identity', () => {
  const record = (title: string, repo: string) => [`- title: ${title}`, `  repo: ${repo}`]
  const one = record('One', 'a/one')
  const two = record('Two', 'a/two')

  it('keep what both appended, though one side took out and renamed others', () => {
    const base = lines(...one, ...two)
    const mine = lines(...one, ...two, ...record('Three', 'b/three'))
    const theirs = lines(...record('Uno', 'a/one'), ...record('Four', 'c/four'))
    const text = lines(...record('Uno', 'a/one'), ...record('Four', 'c/four'), ...record('Three', 'b/three'))
    expect(merge(base, mine, theirs)).toMatchObject({ kind: 'merged', text })
  })

  it('conflict where both may have renamed one item', () => {
    const theirs = lines(...record('Dos', 'a/dos'), ...record('Four', 'c/four'))
    expect(merge(lines(...two), lines(...record('Deux', 'a/deux')), theirs).kind).toBe('conflicted')
  })
})

describe('lists in order', () => {
  const step = (name: string, run: string) => [`- run: ${run}`, `  name: ${name}`]
  const tool = (version: string) => ['- uses: setup', '  with:', '    shell: sh', `    version: ${version}`]
  const base = lines(...tool('1'), ...step('Install', 'i'), ...step('Lint', 'l'), ...step('Build', 'b'))

  it('find an item again by its name or its likeness, among others that went away', () => {
    const mine = lines(...tool('2'), ...step('Install', 'i --fast'), ...step('Build', 'l && b'))
    const theirs = lines(...tool('1'), ...step('Install', 'i'), ...step('Build', 'b'))
    expect(merge(base, mine, theirs)).toMatchObject({ kind: 'merged', text: mine })
    expect(merge(base, theirs, mine)).toMatchObject({ kind: 'merged', text: mine })
  })

  it('conflict on the one item that one side removed and the other changed', () => {
    const mine = lines(...tool('2'), ...step('Install', 'i --fast'), ...step('Build', 'b'))
    const theirs = lines(...tool('1'), ...step('Install', 'i'), ...step('Lint', 'l --fix'), ...step('Build', 'b'))
    expect(merge(base, mine, theirs)).toMatchObject({ kind: 'conflicted', conflicts: [{ cause: 'removed-by-mine' }] })
  })

  it('take what both did alike beside what only one did', () => {
    const list = (...items: string[]) => lines('script:', ...items.map((item) => `- ${item}`))
    const outcome = merge(list('make', 'test', 'old'), list('make', 'test', 'new'), list('make', 'new'))
    expect(outcome).toMatchObject({ kind: 'merged', text: list('make', 'new') })
  })

  it('conflict where what one took out the other may have rewritten', () => {
    const list = (...items: string[]) => lines('script:', ...items.map((item) => `- ${item}`))
    expect(merge(list('old', 'b', 'c'), list('new', 'b'), list('b', 'd')).kind).toBe('conflicted')
    const outcome = merge(list('a', 'old'), list('a', 'mine', 'more'), list('theirs'))
    expect(outcome.kind).toBe('conflicted')
  })
})

describe('comments', () => {
  const key = (comment: string[], ...rest: string[]) => lines('x: 1', ...comment.map((text) => `# ${text}`), 'y: 2', ...rest)

  it('that they rewrote stay, though I took the old ones away', () => {
    const outcome = merge(key(['old']), key([], 'z: [1]'), key(['old', 'and new'], 'w: [2]'))
    expect(outcome).toMatchObject({ kind: 'merged', text: key(['old', 'and new'], 'z: [1]', 'w: [2]') })
  })

  it('that both wrote anew are not dropped', () => {
    const outcome = merge(key(['old']), key(['mine'], 'z: 1'), key(['theirs'], 'w: 2'))
    const text = JSON.stringify(outcome)
    expect([text.includes('# mine'), text.includes('# theirs')]).toEqual([true, true])
  })
})
