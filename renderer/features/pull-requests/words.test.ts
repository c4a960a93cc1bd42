import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { suggestTitle } from './suggest-title.ts'
import { numberLabel, termOf } from './term.ts'

describe('suggestTitle', () => {
  it('is the last commit’s subject, or the branch in words', () => {
    expect(suggestTitle('feat: pets', 'topic')).toBe('feat: pets')
    expect(suggestTitle(' ', 'feature/list-all_pets')).toBe('list all pets')
  })
  it('is never longer than hosts take, nor ends in half a character', () =>
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 200, maxLength: 400 }), (subject) => {
        const title = suggestTitle(subject, 'topic')
        expect(title.length).toBeLessThanOrEqual(255)
        expect(() => encodeURIComponent(title)).not.toThrow()
      }),
    ))
})

describe('the host’s terms', () => {
  it('are GitLab’s at GitLab', () => {
    expect([termOf('gitlab'), termOf('gitlab-self-managed'), termOf('github')]).toEqual(['merge', 'merge', 'pull'])
    expect([numberLabel('gitlab', 3), numberLabel('github', 3), numberLabel('azure-devops', 3)]).toEqual(['!3', '#3', '!3'])
  })
})
