import type { Connection } from '#shared/domain/connection.ts'
import type { GitOperations, Workspace } from '../git/contract.ts'
import type { StoredConnection } from './connection-store.ts'

/** Graft's own clone behind one that a person linked. */
export interface ManagedBehind {
  workspace: Workspace
  remote: Connection['remote']
}

/** The clone that unlinking goes back to; null where a connection works in its own clone, or that is not there any more. */
export async function managedBehind(
  git: GitOperations,
  { connection, managedRoot }: StoredConnection,
): Promise<ManagedBehind | null> {
  if (connection.clone.kind !== 'linked' || managedRoot === null) return null
  const inspection = await git.inspectFolder(managedRoot)
  const own = inspection.kind === 'working-tree' ? inspection.remotes.find(({ name }) => name === 'origin') : undefined
  if (!own) return null
  const workspace = { root: managedRoot, directories: connection.directories }
  return { workspace, remote: { name: own.name, url: own.url } }
}
