import { expect, it } from 'vitest'
import { branchNameProblem } from '#shared/domain/branch-name.ts'
import { branchNameWords } from './branch-name-words.ts'
import { createTexts } from './texts.ts'

const t = createTexts('en')

it.each(['', 'a b', 'a\u0001b', 'a~b', 'a..b', '.a', 'a/', '-a', 'HEAD', 'x'.repeat(300)])('has words for %j', (name) => {
  const problem = branchNameProblem(name)
  expect(problem).not.toBeNull()
  if (problem !== null) expect(branchNameWords(t, problem)).toMatch(/\.$/)
})

it('names the characters that can be seen, and calls the others by what they are', () => {
  const words = (name: string) => {
    const problem = branchNameProblem(name)
    return problem === null ? null : branchNameWords(t, problem)
  }
  expect(words('a~b')).toContain('“~”')
  expect(words('a b')).toBe('A branch name has no spaces.')
})
