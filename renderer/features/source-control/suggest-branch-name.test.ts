import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { branchNameProblem } from '#shared/domain/branch-name.ts'
import { suggestBranchName } from './suggest-branch-name.ts'

describe('suggestBranchName', () => {
  it.each([
    ['feat: list pets', 'feat/list-pets'],
    ['fix(orders)!: no more 500s', 'fix/no-more-500s'],
    ['Say what a pet is', 'say-what-a-pet-is'],
    ['Ein Häuschen für Tiere', 'ein-häuschen-für-tiere'],
    ['חיות מחמד', 'חיות-מחמד'],
    ['…', 'pets-api'],
    ['', 'pets-api'],
  ])('%s → %s', (summary, name) => expect(suggestBranchName(summary, 'Pets API')).toBe(name))

  it('cuts between words', () => expect(suggestBranchName(`${'word '.repeat(30)}`, 'x')).toMatch(/^word(-word)+$/))

  it('is always a name that Git takes', () =>
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string(), (summary, fallback) => {
        expect(branchNameProblem(suggestBranchName(summary, fallback))).toBeNull()
      }),
    ))
})
