import { spawnSync } from 'node:child_process'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { branchNameProblem } from './branch-name.ts'

function gitTakes(name: string): boolean {
  return spawnSync('git', ['check-ref-format', '--branch', name]).status === 0
}

it.each([
  ['main', null],
  ['feature/pets', null],
  ['übung/🌱', null],
  ['a@b', null],
  ['', 'blank'],
  ['two words', 'forbidden-character'],
  ['a\tb', 'forbidden-character'],
  ['a~1', 'forbidden-character'],
  ['a..b', 'forbidden-sequence'],
  ['a@{1}', 'forbidden-sequence'],
  ['a//b', 'forbidden-sequence'],
  ['/a', 'slash-at-an-end'],
  ['a/', 'slash-at-an-end'],
  ['.a', 'forbidden-dot'],
  ['a/.b', 'forbidden-dot'],
  ['a.lock/b', 'forbidden-dot'],
  ['a.', 'forbidden-dot'],
  ['-a', 'leading-dash'],
  ['HEAD', 'reserved'],
  ['@', 'reserved'],
  ['é'.repeat(126), 'too-long'],
])('judges %j', (name, kind) => {
  expect(branchNameProblem(name)?.kind ?? null).toBe(kind)
})

/** Pieces that the rules are about, so that names come near to them often. */
const piece = fc.constantFrom('a', 'B9', '.', '..', '/', '//', '-', '@', '@{', '{', '~', '^', ':', '?', '*', '[', '\\')
const more = fc.constantFrom(
  '.lock',
  'lock',
  'HEAD',
  ' ',
  '\u007f',
  '\u0001',
  'é',
  '🌱',
  'refs/heads/',
  "'",
  '"',
  '$',
  '#',
  '%',
)
const name = fc
  .array(fc.oneof(piece, more), { minLength: 1, maxLength: 6 })
  .map((pieces) => pieces.join(''))
  .filter((candidate) => candidate !== '@')

// Git lets a branch be called `@`, and then takes the name for HEAD wherever it is used: that one is refused here.
it('agrees with git check-ref-format', () => {
  fc.assert(
    fc.property(name, (candidate) => {
      expect(branchNameProblem(candidate) === null, JSON.stringify(candidate)).toBe(gitTakes(candidate))
    }),
    { numRuns: 200 },
  )
})
