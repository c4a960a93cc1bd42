import { createStore, type StoreApi } from 'zustand/vanilla'
import { createSelectionStore } from '#renderer/session/selection.ts'
import type { Session } from '#renderer/session/session.ts'
import type { Trouble } from '#renderer/trouble.ts'
import type { Api, ApiStatus } from '#shared/domain/api.ts'
import type { ApiId } from '#shared/domain/ids.ts'

export type ApisState = { kind: 'loading' } | { kind: 'ready'; apis: readonly Api[] } | { kind: 'failed'; trouble: Trouble }

export type RemoveOutcome = { kind: 'removed' } | { kind: 'name-differs' } | { kind: 'still-connected' }

export interface ApiList {
  apis: ApisState
  filter: string
  load(): Promise<void>
  setFilter(filter: string): void
  /** Creates an API and selects it. Rejects with what the contract rejects with. */
  create(input: { name: string; summary: string; starter: 'openapi' | 'empty' }): Promise<Api>
  update(apiId: ApiId, change: { name?: string; summary?: string; status?: ApiStatus }): Promise<Api>
  remove(apiId: ApiId, confirmName: string): Promise<RemoveOutcome>
}

/** The APIs that Graft knows; reloads when the host says that they changed. */
export function createApiListStore(session: Session): StoreApi<ApiList> {
  let asked = 0
  const selection = () => session.store(createSelectionStore).getState()

  const store = createStore<ApiList>((set, get) => {
    const known = (): readonly Api[] => {
      const { apis } = get()
      return apis.kind === 'ready' ? apis.apis : []
    }
    const put = (apis: readonly Api[]) => set({ apis: { kind: 'ready', apis } })
    return {
      apis: { kind: 'loading' },
      filter: '',
      setFilter: (filter) => set({ filter }),
      async load() {
        asked += 1
        const mine = asked
        try {
          const list = await session.rpc.apis.list()
          if (mine !== asked) return
          put(list)
          selection().selectApi(keepSelection(list, selection().apiId))
        } catch (error) {
          if (mine !== asked) return
          const trouble = session.trouble(error)
          // What was known stays on screen while the host is away.
          if (get().apis.kind !== 'ready') set({ apis: { kind: 'failed', trouble } })
        }
      },
      async create(input) {
        const api = await session.rpc.apis.create(input)
        put([...known().filter((one) => one.id !== api.id), api])
        set({ filter: '' })
        selection().selectApi(api.id)
        return api
      },
      async update(apiId, change) {
        const api = await session.rpc.apis.update({ apiId, ...change })
        put(known().map((one) => (one.id === apiId ? api : one)))
        return api
      },
      async remove(apiId, confirmName) {
        const outcome = await session.rpc.apis.remove({ apiId, confirmName })
        if (outcome.kind === 'removed') {
          const before = inOrder(known())
          const rest = before.filter((one) => one.id !== apiId)
          put(rest)
          const at = before.findIndex((one) => one.id === apiId)
          if (selection().apiId === apiId) selection().selectApi(rest[Math.min(at, rest.length - 1)]?.id ?? null)
        }
        return outcome
      },
    }
  })
  session.events.listen((event) => {
    if (event.kind === 'apis-changed' || event.kind === 'resumed') void store.getState().load()
  })
  return store
}

function keepSelection(apis: readonly Api[], selected: ApiId | null): ApiId | null {
  if (selected !== null && apis.some((api) => api.id === selected)) return selected
  return inOrder(apis)[0]?.id ?? null
}

const byName = new Intl.Collator('en', { sensitivity: 'base', numeric: true })

/** APIs by name; equal names by age. */
export function inOrder(apis: readonly Api[]): Api[] {
  return [...apis].sort((a, b) => byName.compare(a.name, b.name) || a.createdAt.localeCompare(b.createdAt))
}

/** The APIs whose name or summary contains every word of the filter, in order. */
export function matching(apis: readonly Api[], filter: string): Api[] {
  const words = filter.toLocaleLowerCase('en').split(/\s+/).filter(Boolean)
  const fits = (api: Api) => {
    const text = `${api.name} ${api.summary}`.toLocaleLowerCase('en')
    return words.every((word) => text.includes(word))
  }
  return inOrder(words.length === 0 ? apis : apis.filter(fits))
}

/** One API of the list, or null. */
export function apiOf(state: ApiList, apiId: ApiId | null): Api | null {
  return state.apis.kind === 'ready' ? (state.apis.apis.find((api) => api.id === apiId) ?? null) : null
}
