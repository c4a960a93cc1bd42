import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Trouble } from '#renderer/trouble.ts'
import type { AppInfo, StorageProblem } from '#shared/contract/app.ts'
import type { Session } from './session.ts'

export type AppInfoState = { kind: 'loading' } | { kind: 'ready'; info: AppInfo } | { kind: 'failed'; trouble: Trouble }

export interface AppInfoStore {
  app: AppInfoState
  /** Documents set aside that the person has not been told of yet. */
  problems: readonly StorageProblem[]
  load(): Promise<void>
  dismiss(problem: StorageProblem): void
}

/** Facts about the program behind the window. */
export function createAppInfoStore(session: Session): StoreApi<AppInfoStore> {
  const store = createStore<AppInfoStore>((set, get) => ({
    app: { kind: 'loading' },
    problems: [],
    async load() {
      try {
        const info = await session.rpc.app.info()
        set({ app: { kind: 'ready', info }, problems: info.storageProblems })
      } catch (error) {
        set({ app: { kind: 'failed', trouble: session.trouble(error) } })
      }
    },
    dismiss: (problem) => set({ problems: get().problems.filter((one) => one.setAsideAs !== problem.setAsideAs) }),
  }))
  session.events.listen((event) => {
    if (event.kind !== 'storage-problem') return
    const others = store.getState().problems.filter((one) => one.setAsideAs !== event.problem.setAsideAs)
    store.setState({ problems: [...others, event.problem] })
  })
  return store
}
