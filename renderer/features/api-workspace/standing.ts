import type { Directories } from '#shared/domain/connection.ts'
import type { FileRef } from '#shared/domain/content.ts'
import type { RepositoryStatus } from '#shared/domain/repository.ts'

/** How far an edit has come: typed, on disk, in a commit, on the server. */
export type Standing = 'unsaved' | 'saved' | 'uncommitted' | 'committed' | 'pushed'

/** Where a file stands, for the word beside its name. Without a repository a saved file is simply saved. */
export function standingOf(
  isUnsaved: boolean,
  file: FileRef,
  repository: { directories: Directories; status: RepositoryStatus | null } | null,
): Standing {
  if (isUnsaved) return 'unsaved'
  if (repository === null || repository.status === null) return 'saved'
  const path = `${repository.directories[file.area]}/${file.path}`
  if (repository.status.changes.some((change) => change.path === path)) return 'uncommitted'
  const { upstream } = repository.status
  return upstream.kind === 'tracked' && upstream.ahead === 0 ? 'pushed' : 'committed'
}
