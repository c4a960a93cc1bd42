import { expect, it } from 'vitest'
import type { RepositoryStatus } from '#shared/domain/repository.ts'
import { marksOf } from './marks.ts'

const quiet: RepositoryStatus = {
  head: { kind: 'branch', branch: 'main', commit: 'a'.repeat(40) },
  upstream: { kind: 'tracked', name: 'origin/main', ahead: 0, behind: 0 },
  changes: [],
  foreignStaged: 0,
  operation: null,
  lastCommit: null,
  author: null,
  hooks: [],
  lockedByOther: false,
  defaultBranch: null,
  onDefaultBranch: true,
  lastCommitPushed: true,
  leftEdits: null,
}
const signs = (change: Partial<RepositoryStatus>) =>
  marksOf({ kind: 'ready', status: { ...quiet, ...change } }, 'fine').map((mark) => [mark.sign, mark.count])

it('shows nothing while all is in step or not known', () => {
  expect(signs({})).toEqual([])
  expect(marksOf(undefined, 'fine')).toEqual([])
  expect(marksOf({ kind: 'loading' }, 'fine')).toEqual([])
})

it('counts what waits on either side', () => {
  expect(
    signs({
      upstream: { kind: 'tracked', name: 'origin/main', ahead: 2, behind: 5 },
      changes: [{ path: 'a', kind: 'modified' }],
    }),
  ).toEqual([
    ['changes', 1],
    ['behind', 5],
    ['ahead', 2],
  ])
  expect(signs({ upstream: { kind: 'none' } })).toEqual([['unpublished', null]])
})

it('warns first, and keeps the last known counts when asking failed', () => {
  expect(signs({ operation: 'merge' })).toEqual([['trouble', null]])
  const last = { ...quiet, upstream: { kind: 'tracked' as const, name: 'origin/main', ahead: 1, behind: 0 } }
  expect(marksOf({ kind: 'failed', trouble: { kind: 'host-lost' }, last }, 'needed').map((mark) => mark.sign)).toEqual([
    'sign-in',
    'trouble',
    'ahead',
  ])
})
