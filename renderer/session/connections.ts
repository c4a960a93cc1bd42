import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Trouble } from '#renderer/trouble.ts'
import type { Connection } from '#shared/domain/connection.ts'
import type { ApiId } from '#shared/domain/ids.ts'
import type { Session } from './session.ts'

export type ConnectionsState =
  | { kind: 'loading' }
  | { kind: 'ready'; byApi: ReadonlyMap<ApiId, Connection> }
  | { kind: 'failed'; trouble: Trouble }

export interface Connections {
  connections: ConnectionsState
  load(): Promise<void>
}

/** The connections of all APIs; reloads when the host says that they changed. */
export function createConnectionsStore(session: Session): StoreApi<Connections> {
  let asked = 0
  const store = createStore<Connections>((set, get) => ({
    connections: { kind: 'loading' },
    async load() {
      asked += 1
      const mine = asked
      try {
        const list = await session.rpc.connections.list()
        if (mine !== asked) return
        set({ connections: { kind: 'ready', byApi: new Map(list.map((one) => [one.apiId, one])) } })
      } catch (error) {
        if (mine !== asked) return
        const trouble = session.trouble(error)
        // What was known stays on screen while the host is away.
        if (get().connections.kind !== 'ready') set({ connections: { kind: 'failed', trouble } })
      }
    },
  }))
  session.events.listen((event) => {
    if (event.kind === 'connections-changed' || event.kind === 'resumed') void store.getState().load()
  })
  return store
}

/** The connection of an API, or null while there is none or it is not known yet. */
export function connectionOf(state: Connections, apiId: ApiId | null): Connection | null {
  if (apiId === null || state.connections.kind !== 'ready') return null
  return state.connections.byApi.get(apiId) ?? null
}
