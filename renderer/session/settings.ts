import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Trouble } from '#renderer/trouble.ts'
import type { Settings } from '#shared/contract/app.ts'
import type { Session } from './session.ts'

export interface SettingsStore {
  settings: Settings
  /** Why the last change could not be kept; it holds for this window only. */
  trouble: Trouble | null
  load(): Promise<void>
  change(change: Partial<Settings>): Promise<void>
}

/** The person's settings. A change is seen at once and kept by the host. */
export function createSettingsStore(session: Session): StoreApi<SettingsStore> {
  return createStore<SettingsStore>((set, get) => ({
    settings: { theme: 'system' },
    trouble: null,
    async load() {
      try {
        set({ settings: await session.rpc.app.settings(), trouble: null })
      } catch (error) {
        set({ trouble: session.trouble(error) })
      }
    },
    async change(change) {
      set({ settings: { ...get().settings, ...change } })
      try {
        await session.rpc.app.changeSettings(change)
        set({ trouble: null })
      } catch (error) {
        set({ trouble: session.trouble(error) })
      }
    },
  }))
}
