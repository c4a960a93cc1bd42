import type { Connection } from '#shared/domain/connection.ts'
import type { TypedDirectories } from '#shared/domain/directories.ts'
import type { ConnectionId } from '#shared/domain/ids.ts'
import type { DirectoryReports } from './check-directories.ts'

export interface ChangeDirectoriesInput {
  connectionId: ConnectionId
  directories: TypedDirectories
  edits: 'ask' | 'keep-in-restore-point'
}

export type ChangeDirectoriesOutcome =
  | { kind: 'changed'; connection: Connection }
  | ({ kind: 'refused' } & DirectoryReports)
  | { kind: 'has-edits'; paths: string[] }

export async function changeDirectories(
  _parts: unknown,
  _input: ChangeDirectoriesInput,
  _signal?: AbortSignal,
): Promise<ChangeDirectoriesOutcome> {
  throw new Error('Not built yet.')
}
