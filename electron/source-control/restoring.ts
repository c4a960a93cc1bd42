import type { ConnectionId, RestorePointId } from '#shared/domain/ids.ts'
import type { RestorePoint } from '#shared/domain/repository.ts'
import type { GitOperations } from '../git/contract.ts'
import { abortable, type CloneWork } from './clone-work.ts'

/** Restore points of a connection's clone. Fails as `CloneWork` does. */
export interface Restoring {
  restorePoints(id: ConnectionId, signal?: AbortSignal): Promise<RestorePoint[]>
  restore(
    id: ConnectionId,
    choice: { id: RestorePointId; paths: string[] | null },
  ): Promise<{ restored: string[]; undo: RestorePoint | null; branch: string | null }>
}

export function createRestoring({ git, work }: { git: GitOperations; work: CloneWork }): Restoring {
  return {
    restorePoints: (id, signal) => work.inClone(id, (workspace) => git.listRestorePoints(workspace, abortable(signal))),
    restore: async (id, choice) => {
      try {
        return await work.inClone(id, (workspace) => git.restore({ workspace, ...choice }))
      } finally {
        work.contentChanged(id)
      }
    },
  }
}
