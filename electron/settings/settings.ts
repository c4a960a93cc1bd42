import { Settings } from '#shared/contract/app.ts'
import type { DocumentKind, StoredDocument } from '../storage/document.ts'

export const SETTINGS_DOCUMENT: DocumentKind<Settings> = { version: 1, schema: Settings, migrations: {} }

const DEFAULTS: Settings = { theme: 'system' }

export interface SettingsService {
  current(): Settings
  /** Changes what is given and leaves the rest. */
  change(changes: { [K in keyof Settings]?: Settings[K] | undefined }): Promise<Settings>
}

export function createSettings(document: StoredDocument<Settings>): SettingsService {
  const current = (): Settings => document.current() ?? DEFAULTS
  return {
    current,
    change: async (changes) => {
      const next: Settings = { theme: changes.theme ?? current().theme }
      await document.write(next)
      return next
    },
  }
}
