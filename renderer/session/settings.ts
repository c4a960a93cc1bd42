import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Trouble } from '#renderer/trouble.ts'
import { Settings, type SettingsChange } from '#shared/contract/app.ts'
import type { Session } from './session.ts'

export interface SettingsStore {
  settings: Settings
  /** Whether the host was asked already; until then `settings` are what a new person begins with. */
  standing: 'asking' | 'answered'
  /** Why the settings could not be read, or the last change not be kept; it holds for this window only. */
  trouble: Trouble | null
  load(): Promise<void>
  change(change: SettingsChange): Promise<void>
}

/** The person's settings. A change is seen at once and kept by the host. */
export function createSettingsStore(session: Session): StoreApi<SettingsStore> {
  const store = createStore<SettingsStore>((set, get) => ({
    settings: Settings.parse({ theme: 'system' }),
    standing: 'asking',
    trouble: null,
    async load() {
      try {
        set({ settings: await session.rpc.app.settings(), standing: 'answered', trouble: null })
      } catch (error) {
        set({ standing: 'answered', trouble: session.trouble(error) })
      }
    },
    async change(change) {
      const { settings } = get()
      set({
        settings: {
          theme: change.theme ?? settings.theme,
          panes: change.panes ?? settings.panes,
          diffLayout: change.diffLayout ?? settings.diffLayout,
          diffWhitespace: change.diffWhitespace ?? settings.diffWhitespace,
          backgroundFetch: change.backgroundFetch ?? settings.backgroundFetch,
          paneSizes: change.paneSizes ?? settings.paneSizes,
        },
      })
      try {
        await session.rpc.app.changeSettings(change)
        set({ trouble: null })
      } catch (error) {
        set({ trouble: session.trouble(error) })
      }
    },
  }))
  session.events.listen((event) => {
    if (event.kind === 'resumed' && store.getState().trouble !== null) void store.getState().load()
  })
  return store
}
