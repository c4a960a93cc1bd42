import { useEffect, useMemo } from 'react'
import { connectionOf, createConnectionsStore } from '#renderer/session/connections.ts'
import { createRepositoriesStore } from '#renderer/session/repositories.ts'
import { createSelectionStore } from '#renderer/session/selection.ts'
import { useFeature, useSession } from '#renderer/session/use-session.tsx'
import type { Connection } from '#shared/domain/connection.ts'
import type { ConnectionId } from '#shared/domain/ids.ts'
import { type RepositoryState, repositoryOf } from './state.ts'
import { createSourceControlStore, type SourceControlStore } from './store.ts'

/** The connection of the selected API; null while there is none. */
export function useSelectedConnection(): Connection | null {
  const apiId = useFeature(createSelectionStore, (selection) => selection.apiId)
  return useFeature(createConnectionsStore, (connections) => connectionOf(connections, apiId))
}

/** What is known of a connection's clone; the first use asks for its status. */
export function useRepository(id: ConnectionId): RepositoryState {
  const ensure = useFeature(createRepositoriesStore, (repositories) => repositories.ensure)
  useEffect(() => ensure(id), [ensure, id])
  const status = useFeature(createRepositoriesStore, (repositories) => repositories.byConnection.get(id))
  const work = useFeature(createSourceControlStore, (store) => store.works.get(id))
  return useMemo(() => repositoryOf(id, status, work), [id, status, work])
}

/** Everything that can be done with a clone; always the same, so that nothing is drawn anew for it. */
export function useSourceControl(): Omit<SourceControlStore, 'works'> {
  return useSession().store(createSourceControlStore).getState()
}
