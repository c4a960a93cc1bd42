import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { suggestTitle } from './suggest-title.ts'
import { numberLabel, termOf } from './term.ts'
import { requestableBranch } from './use-pull-requests.ts'

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

describe('the branch that a pull request can be for', () => {
  const on = (branch: string, onDefaultBranch: boolean | null) =>
    requestableBranch({ head: { kind: 'branch', branch, commit: 'a'.repeat(40) }, onDefaultBranch })
  it('is any but the default one', () => {
    expect([on('topic', false), on('trunk', true), on('main', false)]).toEqual(['topic', null, 'main'])
  })
  it('is not the one that is usually the default, until the server has said', () => {
    expect([on('topic', null), on('main', null), on('master', null)]).toEqual(['topic', null, null])
  })
  it('has a commit', () =>
    expect(requestableBranch({ head: { kind: 'unborn', branch: 'topic' }, onDefaultBranch: false })).toBeNull())
})
