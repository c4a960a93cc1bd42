import { describe, expect, it } from 'vitest'
import { createTexts } from '#renderer/texts/texts.ts'
import type { MergeIntoDefaultOutcome, UpdateOutcome } from '#shared/domain/branch.ts'
import { COMMIT } from './fixtures.ts'
import { mergeWords, pullWords, updateWords } from './merge-words.ts'

const t = createTexts('en')
const files = [{ path: 'a.yaml', reason: 'both-committed', owned: true } as const]

describe('merging into the default branch', () => {
  it.each<[MergeIntoDefaultOutcome, RegExp, string | undefined]>([
    [{ kind: 'merged', into: 'main', commit: COMMIT, commits: 2 }, /^2 commits are in main on the server now/, undefined],
    [{ kind: 'up-to-date', into: 'main' }, /already has every commit/, undefined],
    [{ kind: 'collides', into: 'main', files }, /Nothing was merged or sent: 1 file was changed/, 'update-from-default'],
    [{ kind: 'remote-moved', into: 'main' }, /Nothing was sent or overwritten/, 'merge-into-default'],
    [
      { kind: 'rejected', into: 'main', reason: 'protected-branch', hostWords: 'no' },
      /protects main .* commits are safe/,
      'create-pull-request',
    ],
    [{ kind: 'rejected', into: 'main', reason: 'other', hostWords: 'no' }, /refused .* commits are safe/, undefined],
    [{ kind: 'is-default' }, /default branch itself/, undefined],
    [{ kind: 'no-default' }, /Nothing was changed/, undefined],
    [{ kind: 'unrelated-histories' }, /Nothing was changed/, undefined],
  ])('%o', (outcome, text, action) => {
    const words = mergeWords(t, outcome)
    expect(words?.text).toMatch(text)
    expect(words?.action).toBe(action)
    if (outcome.kind === 'rejected') expect(words?.hostWords).toBe('no')
  })
  it('leaves the author to the dialog', () => expect(mergeWords(t, { kind: 'author-needed' })).toBeNull())
})

describe('updating from the default branch', () => {
  it.each<[UpdateOutcome, RegExp]>([
    [{ kind: 'up-to-date' }, /already has everything/],
    [{ kind: 'fast-forwarded', commits: 1, paths: [] }, /^Took over 1 commit of the default branch; no file/],
    [{ kind: 'merged', commit: COMMIT, commits: 3, paths: ['a'] }, /^Merged 3 commits .* aaaaaaaa; 1 file/],
    [{ kind: 'collides', files }, /before a single file was changed: 1 file collides/],
    [{ kind: 'no-default' }, /Nothing was changed/],
    [{ kind: 'unrelated-histories' }, /share no commit/],
  ])('%o', (outcome, text) => expect(updateWords(t, outcome)?.text).toMatch(text))

  it('says what to do again: the update, or the pull', () => {
    const collides: UpdateOutcome & { kind: 'collides' } = {
      kind: 'collides',
      files: [{ path: 'a.yaml', reason: 'uncommitted', owned: true }],
    }
    expect(updateWords(t, collides)?.next).toMatch(/then update again/)
    expect(pullWords(t, collides)?.next).toMatch(/then pull again/)
  })
})
