import { describe, expect, it } from 'vitest'
import { createTexts } from '#renderer/texts/texts.ts'
import { COMMIT } from './fixtures.ts'
import { noticeWords, safeAfter } from './notice-words.ts'

const t = createTexts('en')
const tracked = (behind: number) => ({ kind: 'tracked', name: 'origin/main', ahead: 0, behind }) as const

describe('noticeWords', () => {
  it.each([
    [
      { kind: 'commit', outcome: { kind: 'committed', commit: COMMIT, paths: ['a'] }, onto: { kind: 'current' } },
      /^Committed 1 file as aaaaaaaa: feat: pets$/,
    ],
    [{ kind: 'commit', outcome: { kind: 'nothing-to-commit' }, onto: { kind: 'current' } }, /Nothing was committed/],
    [
      { kind: 'push', outcome: { kind: 'pushed', commits: 2, branch: 'main', createdBranch: false } },
      /^Pushed 2 commits to main\.$/,
    ],
    [{ kind: 'push', outcome: { kind: 'pushed', commits: 2, branch: 'topic', createdBranch: true } }, /topic .* new branch/],
    [{ kind: 'push', outcome: { kind: 'up-to-date' } }, /already has everything/],
    [{ kind: 'push', outcome: { kind: 'remote-moved' } }, /Nothing was pushed or overwritten\. Pull first/],
    [{ kind: 'push', outcome: { kind: 'rejected', reason: 'protected-branch', hostWords: 'no' } }, /commits are safe/],
    [{ kind: 'pull', outcome: { kind: 'up-to-date' } }, /up to date/],
    [{ kind: 'pull', outcome: { kind: 'fast-forwarded', commits: 1, paths: [] } }, /^Pulled 1 commit; no file updated/],
    [
      { kind: 'pull', outcome: { kind: 'merged', commit: COMMIT, commits: 3, paths: ['a', 'b'] } },
      /^Pulled 3 commits and merged .* aaaaaaaa; 2 files/,
    ],
    [
      { kind: 'pull', outcome: { kind: 'collides', files: [{ path: 'a', reason: 'uncommitted', owned: true }] } },
      /before a single file was changed: 1 file collides/,
    ],
    [{ kind: 'pull', outcome: { kind: 'no-upstream' } }, /Push it first/],
    [{ kind: 'pull', outcome: { kind: 'unrelated-histories' } }, /share no commit/],
    [{ kind: 'fetch', outcome: { kind: 'fetched', upstream: tracked(0) } }, /nothing new/],
    [{ kind: 'fetch', outcome: { kind: 'fetched', upstream: tracked(2) } }, /^2 commits are waiting/],
    [{ kind: 'fetch', outcome: { kind: 'fetched', upstream: { kind: 'none' } } }, /not pushed there yet/],
    [{ kind: 'fetch', outcome: { kind: 'fetched', upstream: { kind: 'gone', name: 'origin/x' } } }, /does not have origin\/x/],
    [{ kind: 'cancelled', work: 'pull' }, /^Pulling: cancelled/],
  ] as const)('%o', (notice, words) => {
    const said = noticeWords(t, structuredClone(notice) as Parameters<typeof noticeWords>[1])
    expect(said?.text).toMatch(words)
  })

  it('offers the pull when the remote moved, and the push when there is no upstream', () => {
    expect(noticeWords(t, { kind: 'push', outcome: { kind: 'remote-moved' } })?.action).toBe('pull')
    expect(noticeWords(t, { kind: 'pull', outcome: { kind: 'no-upstream' } })?.action).toBe('push')
  })

  it('advises only against the collisions there are', () => {
    const of = (...reasons: ('uncommitted' | 'both-committed')[]) =>
      noticeWords(t, {
        kind: 'pull',
        outcome: { kind: 'collides', files: reasons.map((reason) => ({ path: reason, reason, owned: true })) },
      })?.next
    expect(of('uncommitted')).toMatch(/Commit or discard/)
    expect(of('uncommitted')).not.toMatch(/Git client/)
    expect(of('both-committed')).toMatch(/Git client/)
    expect(of('uncommitted', 'both-committed')).toMatch(/Commit or discard.*Git client/)
  })

  it('repeats the host’s own words', () => {
    const rejected = {
      kind: 'push',
      outcome: { kind: 'rejected', reason: 'protected-branch', hostWords: 'protected branch' },
    } as const
    expect(noticeWords(t, rejected)?.hostWords).toBe('protected branch')
  })

  it('leaves questions to their dialogs', () => {
    expect(noticeWords(t, { kind: 'commit', outcome: { kind: 'author-needed' }, onto: { kind: 'current' } })).toBeNull()
    expect(noticeWords(t, { kind: 'pull', outcome: { kind: 'touches-other-files', paths: ['a'] } })).toBeNull()
  })
})

describe('what is safe', () => {
  it('is the commit, once *Commit and push* has made it', () => {
    expect(safeAfter(t, 'push-of-commit')).toMatch(/^The commit is made/)
    expect(noticeWords(t, { kind: 'cancelled', work: 'push-of-commit' })?.text).toMatch(/The commit is made/)
    expect(safeAfter(t, 'commit-and-push')).toBeNull()
  })
})
