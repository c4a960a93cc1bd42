import { ConnectionId } from '#shared/domain/ids.ts'
import type { RepositoryStatus } from '#shared/domain/repository.ts'
import { type RepositoryState, repositoryOf } from './state.ts'

/** Values that the tests of source control share. */
export const CONNECTION = ConnectionId.parse('7d6f3a5e-5a34-4c1e-9b57-0c8f7d8a1b03')
export const COMMIT = {
  id: 'a'.repeat(40),
  subject: 'feat: pets',
  author: 'Lin',
  committedAt: '2026-01-02T03:04:05.000Z',
}

export function statusWith(part: Partial<RepositoryStatus> = {}): RepositoryStatus {
  return {
    head: { kind: 'branch', branch: 'main', commit: 'a'.repeat(40) },
    upstream: { kind: 'tracked', name: 'origin/main', ahead: 0, behind: 0 },
    changes: [],
    foreignStaged: 0,
    operation: null,
    lastCommit: null,
    author: { name: 'Lin', email: 'lin@acme.test' },
    hooks: [],
    lockedByOther: false,
    defaultBranch: null,
    onDefaultBranch: null,
    lastCommitPushed: true,
    leftEdits: null,
    ...part,
  }
}

export const TWO_CHANGES = statusWith({
  changes: [
    { path: 'postman/schemas/index.yaml', kind: 'modified' },
    { path: 'postman/collections/Pets.json', kind: 'added' },
  ],
})

export function repositoryWith(status: RepositoryStatus, part: Partial<RepositoryState> = {}): RepositoryState {
  return { ...repositoryOf(CONNECTION, { kind: 'ready', status }, undefined), ...part }
}

/** The clone before anything is known of it. */
export const UNKNOWN = repositoryOf(CONNECTION, undefined, undefined)
