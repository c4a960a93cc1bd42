import type { CommitFiles, HistoryPage, HistoryScope } from '#shared/domain/history.ts'
import type { ConnectionId, ObjectId } from '#shared/domain/ids.ts'
import type { RestorePoint } from '#shared/domain/repository.ts'
import type { GitOperations } from '../git/contract.ts'
import { abortable, type CloneWork } from './clone-work.ts'

export interface HistoryQuestion {
  scope: HistoryScope
  search: string
  cursor: string | null
  limit: number
}

/** Commits of the active branch. The server is asked only for what a small clone lacks. Fails as `CloneWork` does. */
export interface History {
  list(id: ConnectionId, question: HistoryQuestion, signal?: AbortSignal): Promise<HistoryPage>
  files(id: ConnectionId, commit: ObjectId, signal?: AbortSignal): Promise<CommitFiles>
  restoreFile(
    id: ConnectionId,
    choice: { commit: ObjectId; path: string },
    signal?: AbortSignal,
  ): Promise<{ restored: string[]; undo: RestorePoint | null }>
}

export function createHistory({ git, work }: { git: GitOperations; work: CloneWork }): History {
  const { fromDiskFirst, contentChanged } = work
  return {
    list: (id, { scope, search, cursor, limit }, signal) =>
      fromDiskFirst(id, signal, (place) => git.listHistory({ ...place, scope, search, cursor, limit }, abortable(signal))),
    files: (id, commit, signal) =>
      fromDiskFirst(id, signal, (place) => git.commitFiles({ ...place, commit }, abortable(signal))),
    restoreFile: async (id, { commit, path }, signal) => {
      try {
        const { restored, undo } = await fromDiskFirst(id, signal, ({ workspace, access }) =>
          git.restoreFromCommit({ workspace, access, commit, path }, abortable(signal)),
        )
        return { restored, undo }
      } finally {
        contentChanged(id)
      }
    },
  }
}
