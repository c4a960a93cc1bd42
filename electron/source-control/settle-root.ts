import type { ConnectionId } from '#shared/domain/ids.ts'
import type { ConnectionStore } from '../connections/connection-store.ts'
import type { GitOperations } from '../git/contract.ts'

/** Remembers the API's root definition after a pull where there is exactly one; several are left for a person to choose from. */
export async function settleDefinitionRoot(id: ConnectionId, connections: ConnectionStore, git: GitOperations): Promise<void> {
  const { root, connection } = connections.get(id)
  if (connection.definitionRoot !== null) return
  const content = await git.readContent({
    kind: 'clone',
    workspace: { root, directories: connection.directories },
    definitionRoot: null,
  })
  if (content.definitionRoot !== null) await connections.change(id, { definitionRoot: content.definitionRoot })
}
