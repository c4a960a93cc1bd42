import { describe, expect, it } from 'vitest'
import { CHECKED_UP_TO, syntaxProblems } from './syntax-problems.ts'

describe('JSON', () => {
  it('accepts what is well formed', () => expect(syntaxProblems('json', '{"a": [1, true, null]}')).toEqual([]))
  it.each([
    ['{"a": 1,}', 8],
    ['{"a" 1}', 5],
    ['{"a": 1', 7],
  ])('%s has a problem at %d', (text, from) => {
    expect(syntaxProblems('json', text)[0]).toMatchObject({ from, severity: 'error', syntax: 'json' })
  })
  it('says that an empty file holds no value', () => {
    expect(syntaxProblems('json', ' \n')).toMatchObject([{ code: 'ValueExpected' }])
  })
})

describe('YAML', () => {
  it('accepts what is well formed, several documents included', () => {
    expect(syntaxProblems('yaml', 'a: 1\n---\nb: [1, 2]\n')).toEqual([])
    expect(syntaxProblems('yaml', '')).toEqual([])
  })
  it('places a key that is there twice', () => {
    expect(syntaxProblems('yaml', 'a: 1\na: 2\n')).toMatchObject([{ code: 'DUPLICATE_KEY', from: 5 }])
  })
  it('places a tab used for indentation', () => {
    expect(syntaxProblems('yaml', 'a:\n\tb: 1\n').length).toBeGreaterThan(0)
  })
})

it('leaves other languages and very long texts alone', () => {
  expect(syntaxProblems('graphql', '{{{')).toEqual([])
  expect(syntaxProblems('json', '['.repeat(CHECKED_UP_TO + 1))).toEqual([])
})
