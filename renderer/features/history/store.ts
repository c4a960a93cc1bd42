import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Session } from '#renderer/session/session.ts'
import type { HistoryCommit, HistoryPage, HistoryScope } from '#shared/domain/history.ts'
import type { ConnectionId } from '#shared/domain/ids.ts'
import { type HistoryEvent, type HistoryState, initialHistory, mayAskMore, transition } from './state.ts'

export interface HistoryStore {
  histories: ReadonlyMap<ConnectionId, HistoryState>
  send: (id: ConnectionId, event: HistoryEvent) => void
  open: (id: ConnectionId) => void
  close: (id: ConnectionId) => void
  choose: (id: ConnectionId, scope: HistoryScope) => Promise<void>
  /** Asks the first page of what scope and search name; a question on its way is given up. */
  ask: (id: ConnectionId) => Promise<void>
  /** The next page, if there is one and nothing else is on its way. */
  askMore: (id: ConnectionId) => Promise<void>
  /** The next page after trouble. */
  askAgain: (id: ConnectionId) => Promise<void>
  /** The branch moved: reads again what is shown, at least the first `seen` commits; the old ones stay until then. */
  renew: (id: ConnectionId, seen: number) => Promise<void>
}

const FIRST_PAGE = 60
const PAGE = 200
/** As many as the contract gives at once. */
const LARGEST_PAGE = 200

/** The histories that were looked at, each with its place. */
export function createHistoryStore(session: Session): StoreApi<HistoryStore> {
  const asking = new Map<ConnectionId, AbortController>()

  return createStore<HistoryStore>()((set, get) => {
    const stateOf = (id: ConnectionId) => get().histories.get(id) ?? initialHistory(id)

    const send = (id: ConnectionId, event: HistoryEvent): void => {
      const before = stateOf(id)
      const after = transition(before, event)
      if (after !== before) set({ histories: new Map(get().histories).set(id, after) })
    }

    /** One question at a time: a new one takes the place of the one on its way. */
    const question = async (
      id: ConnectionId,
      what: 'first' | 'more' | 'anew',
      body: (signal: AbortSignal) => Promise<HistoryEvent>,
    ): Promise<void> => {
      asking.get(id)?.abort()
      const abort = new AbortController()
      asking.set(id, abort)
      send(id, { kind: 'asked', what })
      try {
        const event = await body(abort.signal)
        if (!abort.signal.aborted) send(id, event)
      } catch (error) {
        if (!abort.signal.aborted) send(id, { kind: 'failed', trouble: session.trouble(error) })
      } finally {
        if (asking.get(id) === abort) asking.delete(id)
      }
    }

    const page = (id: ConnectionId, cursor: string | null, limit: number, signal: AbortSignal): Promise<HistoryPage> => {
      const { scope, search } = stateOf(id)
      return session.rpc.history.list({ connectionId: id, scope, search: search.trim(), cursor, limit }, { signal })
    }

    const ask = (id: ConnectionId) =>
      question(id, 'first', async (signal) => ({ kind: 'page-arrived', page: await page(id, null, FIRST_PAGE, signal) }))

    const renew = (id: ConnectionId, seen: number) =>
      question(id, 'anew', async (signal) => {
        const commits: HistoryCommit[] = []
        let cursor: string | null = null
        for (;;) {
          const { commits: more, next, tip } = await page(id, cursor, LARGEST_PAGE, signal)
          commits.push(...more)
          if (next === null || commits.length >= seen) return { kind: 'renewed', commits, next, tip }
          cursor = next
        }
      })

    const next = async (id: ConnectionId): Promise<void> => {
      const { next: cursor, tip, commits } = stateOf(id)
      let moved = false
      await question(id, 'more', async (signal) => {
        const more = await page(id, cursor, PAGE, signal)
        moved = more.tip !== tip
        return moved ? { kind: 'given-up' } : { kind: 'page-arrived', page: more }
      })
      // Pages of two tips don't fit together.
      if (moved) await renew(id, commits.length)
    }

    return {
      histories: new Map(),
      send,
      open: (id) => send(id, { kind: 'opened' }),
      close: (id) => {
        asking.get(id)?.abort()
        send(id, { kind: 'given-up' })
        send(id, { kind: 'closed' })
      },
      choose: async (id, scope) => {
        if (scope === stateOf(id).scope) return
        send(id, { kind: 'scope-chosen', scope })
        await ask(id)
      },
      ask,
      askMore: async (id) => {
        if (mayAskMore(stateOf(id))) await next(id)
      },
      askAgain: (id) => (stateOf(id).answered === 'yes' && stateOf(id).next !== null ? next(id) : ask(id)),
      renew,
    }
  })
}
