import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Trouble } from '#renderer/trouble.ts'
import type { ConnectionId } from '#shared/domain/ids.ts'
import type { RepositoryStatus } from '#shared/domain/repository.ts'
import type { Session } from './session.ts'

export type RepositoryState =
  | { kind: 'loading' }
  | { kind: 'ready'; status: RepositoryStatus }
  /** `last` is what was known before; shown greyed rather than taken away. */
  | { kind: 'failed'; trouble: Trouble; last: RepositoryStatus | null }

export interface Repositories {
  byConnection: ReadonlyMap<ConnectionId, RepositoryState>
  /** Asks for the status once; later calls do nothing. For marks in lists. */
  ensure(connectionId: ConnectionId): void
  /** Asks again where no question is on its way already. For a clone that comes into view. */
  look(connectionId: ConnectionId): void
  /** Asks again; resolves with an answer to a question asked after this call. Calls during a question share the next one. */
  refresh(connectionId: ConnectionId): Promise<void>
}

/** How many statuses are asked for at the same time: a list of a thousand connected APIs must not drown the worker. */
const AT_ONCE = 4

/** The Git status of the connected clones, asked for as they come into view and kept fresh by the host's events. */
export function createRepositoriesStore(session: Session): StoreApi<Repositories> {
  const waiting: ConnectionId[] = []
  const asking = new Map<ConnectionId, Promise<void>>()
  const askingNext = new Map<ConnectionId, Promise<void>>()
  let running = 0

  const store = createStore<Repositories>((set, get) => {
    const put = (id: ConnectionId, state: RepositoryState) => set({ byConnection: new Map(get().byConnection).set(id, state) })
    const next = () => {
      const id = running < AT_ONCE ? waiting.shift() : undefined
      if (id === undefined) return
      running += 1
      void get()
        .refresh(id)
        .finally(() => {
          running -= 1
          next()
        })
    }
    const read = async (id: ConnectionId): Promise<void> => {
      try {
        put(id, { kind: 'ready', status: await session.rpc.sourceControl.status({ connectionId: id }) })
      } catch (error) {
        const before = get().byConnection.get(id)
        const last = before?.kind === 'ready' ? before.status : before?.kind === 'failed' ? before.last : null
        put(id, { kind: 'failed', trouble: session.trouble(error), last })
      }
    }
    const ask = (id: ConnectionId): Promise<void> => {
      askingNext.delete(id)
      const question = read(id).finally(() => asking.delete(id))
      asking.set(id, question)
      return question
    }
    return {
      byConnection: new Map(),
      ensure(id) {
        if (get().byConnection.has(id)) return
        put(id, { kind: 'loading' })
        waiting.push(id)
        next()
      },
      look(id) {
        if (!get().byConnection.has(id)) get().ensure(id)
        else if (get().byConnection.get(id)?.kind !== 'loading' && !asking.has(id)) void ask(id)
      },
      refresh(id) {
        const now = asking.get(id)
        if (now === undefined) return ask(id)
        const next = askingNext.get(id) ?? now.then(() => ask(id))
        askingNext.set(id, next)
        return next
      },
    }
  })
  session.events.listen((event) => {
    const { byConnection, refresh } = store.getState()
    if (event.kind === 'repository-changed' && byConnection.has(event.connectionId)) void refresh(event.connectionId)
    if (event.kind === 'resumed') for (const id of byConnection.keys()) void refresh(id)
  })
  return store
}
