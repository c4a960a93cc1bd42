import { createStore, type StoreApi } from 'zustand/vanilla'
import type { DiffSource } from '#shared/domain/history.ts'
import type { ApiId, ConnectionId } from '#shared/domain/ids.ts'

/** What the centre of the window shows. */
export type Centre =
  | { kind: 'workspace'; tab: 'definition' | 'collections' }
  /** One changed file of the working folder, a commit or a restore point; `path` is from the root of the clone. */
  | { kind: 'diff'; connectionId: ConnectionId; source: DiffSource; path: string }

export interface Selection {
  apiId: ApiId | null
  centre: Centre
  /** Shows another API, at its definition. */
  selectApi(apiId: ApiId | null): void
  show(centre: Centre): void
}

/** Where the person is in the window: the selected API, and what of it the centre shows. */
export function createSelectionStore(): StoreApi<Selection> {
  return createStore<Selection>((set, get) => ({
    apiId: null,
    centre: { kind: 'workspace', tab: 'definition' },
    selectApi(apiId) {
      if (apiId === get().apiId) return
      const { centre } = get()
      set({ apiId, centre: centre.kind === 'workspace' ? centre : { kind: 'workspace', tab: 'definition' } })
    },
    show: (centre) => set({ centre }),
  }))
}
