import { describe, expect, it } from 'vitest'
import { COMMIT, repositoryWith, statusWith, TWO_CHANGES, UNKNOWN } from './fixtures.ts'
import { includedPaths, knownStatus, type Notice, type RepositoryState } from './state.ts'
import { type RepositoryEvent, transition } from './transition.ts'

const [FIRST, SECOND] = ['postman/schemas/index.yaml', 'postman/collections/Pets.json'] as const
const play = (state: RepositoryState, ...events: RepositoryEvent[]) => events.reduce(transition, state)
const ended = (state: RepositoryState, work: 'commit' | 'push' | 'pull', notice: Notice) =>
  play(state, { kind: 'work-started', work }, { kind: 'work-ended', notice, at: null })

describe('files of the next commit', () => {
  it('holds every changed file until one is left out', () => {
    const state = repositoryWith(TWO_CHANGES)
    expect(includedPaths(state)).toEqual([FIRST, SECOND])
    expect(includedPaths(transition(state, { kind: 'file-left-out', path: FIRST }))).toEqual([SECOND])
    expect(includedPaths(transition(state, { kind: 'all-left-out', paths: [FIRST, SECOND] }))).toEqual([])
  })
  it('never holds a file in conflict', () => {
    expect(includedPaths(repositoryWith(statusWith({ changes: [{ path: FIRST, kind: 'conflicted' }] })))).toEqual([])
  })
  it('forgets that a file was left out once it is no longer changed', () => {
    const state = play(
      repositoryWith(TWO_CHANGES),
      { kind: 'file-left-out', path: FIRST },
      { kind: 'changes-seen', paths: [SECOND] },
      { kind: 'changes-seen', paths: [FIRST, SECOND] },
    )
    expect(includedPaths(state)).toEqual([FIRST, SECOND])
  })
})

describe('status', () => {
  it('keeps what was known while the repository can’t be read', () => {
    const failed = { ...UNKNOWN, status: { kind: 'failed', trouble: { kind: 'host-lost' }, last: TWO_CHANGES } } as const
    expect(knownStatus(failed)).toBe(TWO_CHANGES)
  })
  it('knows nothing before the first answer', () => {
    expect(knownStatus(UNKNOWN)).toBeNull()
  })
})

describe('work', () => {
  it('is one at a time', () => {
    const running = transition(repositoryWith(TWO_CHANGES), { kind: 'work-started', work: 'push' })
    expect(transition(running, { kind: 'work-started', work: 'pull' })).toBe(running)
  })
  it('clears the message only when something was committed', () => {
    const typed = play(
      repositoryWith(TWO_CHANGES),
      { kind: 'summary-typed', text: 'feat: pets' },
      { kind: 'file-left-out', path: FIRST },
    )
    const nothing = ended(typed, 'commit', {
      kind: 'commit',
      outcome: { kind: 'nothing-to-commit' },
      onto: { kind: 'current' },
    })
    expect(nothing.summary).toBe('feat: pets')
    const done = ended(typed, 'commit', {
      kind: 'commit',
      outcome: { kind: 'committed', commit: COMMIT, paths: [SECOND] },
      onto: { kind: 'current' },
    })
    expect(done).toMatchObject({ summary: '', running: null, notice: { kind: 'commit' } })
    expect(done.leftOut.size).toBe(0)
  })
  it('asks for the author and keeps the message', () => {
    const typed = transition(repositoryWith(TWO_CHANGES), { kind: 'summary-typed', text: 'feat: pets' })
    const asked = ended(typed, 'commit', { kind: 'commit', outcome: { kind: 'author-needed' }, onto: { kind: 'current' } })
    expect(asked).toMatchObject({ question: { kind: 'author', retry: 'commit' }, notice: null, summary: 'feat: pets' })
    const given = transition(asked, { kind: 'author-given', author: { name: 'Lin', email: 'lin@acme.test' } })
    expect(given).toMatchObject({ question: null, author: { name: 'Lin' } })
  })
  it('asks for the author of a merge, and knows that it was for the pull', () => {
    const asked = ended(repositoryWith(TWO_CHANGES), 'pull', { kind: 'pull', outcome: { kind: 'author-needed' } })
    expect(asked).toMatchObject({ question: { kind: 'author', retry: 'pull' }, notice: null })
  })
  it('asks before a pull touches other files', () => {
    const asked = ended(repositoryWith(TWO_CHANGES), 'pull', {
      kind: 'pull',
      outcome: { kind: 'touches-other-files', paths: ['README.md'] },
    })
    expect(asked).toMatchObject({ question: { kind: 'other-files', paths: ['README.md'] }, notice: null })
  })
  it('turns a missing sign-in into a question that remembers what to repeat', () => {
    const data = { domain: 'git.acme.test', reason: 'missing', hostWords: null } as const
    const asked = play(
      repositoryWith(TWO_CHANGES),
      { kind: 'work-started', work: 'push' },
      { kind: 'work-failed', trouble: { kind: 'failure', failure: { code: 'SIGN_IN_NEEDED', data } } },
    )
    expect(asked.question).toEqual({ kind: 'sign-in', work: 'push', retry: 'push', failure: { code: 'SIGN_IN_NEEDED', data } })
    expect(transition(asked, { kind: 'question-closed' }).question).toBeNull()
  })
  it('asks for a sign-in that has the missing right, too', () => {
    const data = { domain: 'https://github.com', missing: ['workflow'], hostWords: null }
    const asked = play(
      repositoryWith(TWO_CHANGES),
      { kind: 'work-started', work: 'commit-and-push' },
      { kind: 'committed' },
      { kind: 'work-failed', trouble: { kind: 'failure', failure: { code: 'SCOPE_MISSING', data } } },
    )
    expect(asked.question).toMatchObject({
      kind: 'sign-in',
      work: 'push-of-commit',
      retry: 'push',
      failure: { code: 'SCOPE_MISSING' },
    })
  })
  it('asks for the author of a commit that is to be pushed, and knows that it was', () => {
    const asked = play(
      repositoryWith(TWO_CHANGES),
      { kind: 'work-started', work: 'commit-and-push' },
      {
        kind: 'work-ended',
        notice: { kind: 'commit', outcome: { kind: 'author-needed' }, onto: { kind: 'current' } },
        at: null,
      },
    )
    expect(asked.question).toEqual({ kind: 'author', retry: 'commit-and-push' })
  })
  it('says every other failure', () => {
    const failed = play(
      repositoryWith(TWO_CHANGES),
      { kind: 'work-started', work: 'pull' },
      { kind: 'work-failed', trouble: { kind: 'failure', failure: { code: 'DISK_FULL', data: {} } } },
    )
    expect(failed.notice).toMatchObject({ kind: 'trouble', work: 'pull' })
  })
  it('says that it was cancelled, and drops what comes after', () => {
    const cancelled = play(repositoryWith(TWO_CHANGES), { kind: 'work-started', work: 'pull' }, { kind: 'work-cancelled' })
    expect(cancelled.notice).toEqual({ kind: 'cancelled', work: 'pull' })
    const late = transition(cancelled, { kind: 'work-ended', notice: null, at: 3 })
    expect(late).toBe(cancelled)
  })
  it('remembers when the remote answered, and only then', () => {
    const quiet = transition(repositoryWith(TWO_CHANGES), { kind: 'remote-answered', at: 42 })
    expect(quiet.checkedAt).toBe(42)
    expect(
      ended(quiet, 'commit', { kind: 'commit', outcome: { kind: 'nothing-to-commit' }, onto: { kind: 'current' } }).checkedAt,
    ).toBe(42)
  })
})
