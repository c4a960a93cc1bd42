import type { BranchList, LocalBranch, RemoteBranch } from '#shared/domain/branch.ts'
import { ConnectionId } from '#shared/domain/ids.ts'
import type { RepositoryStatus } from '#shared/domain/repository.ts'

/** Values that the tests of branches share. */
export const CONNECTION = ConnectionId.parse('7d6f3a5e-5a34-4c1e-9b57-0c8f7d8a1b03')

const TIP = 'a'.repeat(40)

export function localBranch(name: string, part: Partial<LocalBranch> = {}): LocalBranch {
  return { name, tip: TIP, upstream: { kind: 'none' }, leftEdits: null, elsewhere: false, ...part }
}

export function remoteBranch(name: string): RemoteBranch {
  return { name, tip: TIP }
}

export function branchList(part: Partial<BranchList> = {}): BranchList {
  return {
    head: { kind: 'branch', branch: 'feature/pets', commit: TIP },
    defaultBranch: 'main',
    local: [localBranch('feature/pets'), localBranch('main', { upstream: { kind: 'tracked', name: 'main', tip: TIP } })],
    remote: [remoteBranch('main')],
    askedAt: null,
    ...part,
  }
}

export function statusOn(branch: string, edited: readonly string[] = []): RepositoryStatus {
  return {
    head: { kind: 'branch', branch, commit: TIP },
    upstream: { kind: 'none' },
    changes: edited.map((path) => ({ path, kind: 'modified' })),
    foreignStaged: 0,
    operation: null,
    lastCommit: null,
    author: null,
    hooks: [],
    lockedByOther: false,
    defaultBranch: null,
    onDefaultBranch: null,
    lastCommitPushed: false,
    leftEdits: null,
  }
}
