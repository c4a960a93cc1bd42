import { expect, it } from 'vitest'
import type { RepositoryStatus, Upstream } from '#shared/domain/repository.ts'
import { standingOf } from './standing.ts'

const directories = { schema: 'postman/schemas', collection: 'postman/collections' }
const file = { area: 'schema', path: 'index.yaml' } as const
const status = (upstream: Upstream, changed: string[] = []): RepositoryStatus => ({
  head: { kind: 'unborn', branch: 'main' },
  upstream,
  changes: changed.map((path) => ({ path, kind: 'modified' })),
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
})
const tracked = (ahead: number): Upstream => ({ kind: 'tracked', name: 'origin/main', ahead, behind: 0 })

it('says how far an edit has come', () => {
  expect(standingOf(true, file, null)).toBe('unsaved')
  expect(standingOf(false, file, null)).toBe('saved')
  expect(standingOf(false, file, { directories, status: null })).toBe('saved')
  const changed = status(tracked(0), ['postman/schemas/index.yaml'])
  expect(standingOf(false, file, { directories, status: changed })).toBe('uncommitted')
  expect(standingOf(false, file, { directories, status: status(tracked(1), ['postman/schemas/other.yaml']) })).toBe('committed')
  expect(standingOf(false, file, { directories, status: status({ kind: 'none' }) })).toBe('committed')
  expect(standingOf(false, file, { directories, status: status(tracked(0)) })).toBe('pushed')
})
