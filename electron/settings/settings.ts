import { Settings, type SettingsChange } from '#shared/contract/app.ts'
import type { DocumentKind, StoredDocument } from '../storage/document.ts'

export const SETTINGS_DOCUMENT: DocumentKind<Settings> = { version: 1, schema: Settings, migrations: {} }

const DEFAULTS: Settings = Settings.parse({ theme: 'system' })

export interface SettingsService {
  current(): Settings
  /** Changes what is given and leaves the rest. */
  change(changes: SettingsChange): Promise<Settings>
}

export function createSettings(document: StoredDocument<Settings>): SettingsService {
  const current = (): Settings => document.current() ?? DEFAULTS
  return {
    current,
    change: async (changes) => {
      const before = current()
      const next: Settings = {
        theme: changes.theme ?? before.theme,
        panes: changes.panes ?? before.panes,
        diffLayout: changes.diffLayout ?? before.diffLayout,
        diffWhitespace: changes.diffWhitespace ?? before.diffWhitespace,
        backgroundFetch: changes.backgroundFetch ?? before.backgroundFetch,
        paneSizes: changes.paneSizes ?? before.paneSizes,
      }
      await document.write(next)
      return next
    },
  }
}
