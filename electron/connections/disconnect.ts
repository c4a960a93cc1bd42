import type { ConnectionId } from '#shared/domain/ids.ts'
import type { ApiRegistry } from '../apis/api-registry.ts'
import type { EventHub } from '../events/hub.ts'
import type { ContentLocation, GitOperations } from '../git/contract.ts'
import type { Log } from '../platform/platform.ts'
import type { CloneAccess } from '../source-control/clone-access.ts'
import { saysCloneIsLost } from './clone-check.ts'
import type { ConnectionStore, StoredConnection } from './connection-store.ts'
import type { ManagedClones } from './hosted/managed-clones.ts'

export interface DisconnectParts {
  registry: ApiRegistry
  connections: ConnectionStore
  access: CloneAccess
  git: GitOperations
  clones: ManagedClones
  events: EventHub
  log: Log
}

/**
 * Ends a connection. Uncommitted edits are kept in a restore point of the clone, and the files as they are now are copied to
 * Graft's own folder; nothing in the clone is touched. A managed clone stays in `clones/` where it holds a restore point or
 * commits that are nowhere else, and is removed otherwise. A clone that is gone can't hold anybody back. Fails with `NOT_FOUND`.
 */
export async function disconnect(
  parts: DisconnectParts,
  { connectionId, confirmName }: { connectionId: ConnectionId; confirmName: string },
): Promise<{ kind: 'disconnected' } | { kind: 'name-differs' }> {
  const { connections, registry, events, log } = parts
  const stored = connections.get(connectionId)
  const { apiId } = stored.connection
  const api = registry.find(apiId)
  // A connection whose API document was lost must still be removable: the name it had is not known any more.
  if (api && confirmName.trim() !== api.name) return { kind: 'name-differs' }
  try {
    await keepFiles(parts, stored)
  } catch (error) {
    if (!saysCloneIsLost(error)) throw error
    log.warn('a connection was ended without its clone', { connectionId })
  }
  await connections.remove(connectionId)
  await removeManaged(parts, stored)
  events.announce({ kind: 'content-changed', apiId })
  return { kind: 'disconnected' }
}

/** Only what is certain to hold nothing of its own goes; whatever goes wrong here leaves the clone where it is. */
async function removeManaged(
  { git, clones, log }: DisconnectParts,
  { connection, managedRoot }: StoredConnection,
): Promise<void> {
  if (managedRoot === null) return
  try {
    const workspace = { root: managedRoot, directories: connection.directories }
    if (!(await git.holdsOwnWork(workspace))) await clones.remove(connection.id)
  } catch (error) {
    log.warn('a managed clone was left where it is', { connectionId: connection.id, why: String(error) })
  }
}

async function keepFiles({ registry, access, git }: DisconnectParts, { connection, root }: StoredConnection): Promise<void> {
  const { apiId, directories, definitionRoot } = connection
  const workspace = await access.workspace(connection.id)
  await git.makeRestorePoint({ workspace, reason: 'disconnect' })
  if (!registry.find(apiId)) return
  const from: ContentLocation = { kind: 'clone', workspace: { root, directories }, definitionRoot }
  const to: ContentLocation = { kind: 'draft', folder: registry.folderOf(apiId), definitionRoot }
  await registry.setFilesAside(apiId)
  await git.copyContent({ from, to })
  await registry.chooseRoot(apiId, definitionRoot)
}
