import type { RepositoryStatus } from '#shared/domain/repository.ts'
import type { GitOperations, Workspace } from '../../git/contract.ts'
import { saysCloneIsLost } from '../clone-check.ts'

/** What a managed clone holds that is nowhere else. */
export interface OwnWork {
  /** Uncommitted files of the connection. */
  changes: number
  /** Commits that are not on the server; 1 stands for any number where the server has no such branch. */
  commits: number
}

/** Looks a clone through for work that is nowhere else. A clone that is gone has none. */
export async function ownWork(git: GitOperations, workspace: Workspace, signal?: AbortSignal): Promise<OwnWork> {
  try {
    const status = await git.status(workspace, signal ? { signal } : {})
    return { changes: status.changes.length, commits: unpushed(status) }
  } catch (error) {
    if (saysCloneIsLost(error)) return { changes: 0, commits: 0 }
    throw error
  }
}

function unpushed({ head, upstream }: RepositoryStatus): number {
  if (upstream.kind === 'tracked') return upstream.ahead
  return head.kind === 'unborn' ? 0 : 1
}
