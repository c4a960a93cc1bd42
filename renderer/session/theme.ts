import type { Settings } from '#shared/contract/app.ts'

/** The theme that is drawn; `system` has been resolved. */
export type Theme = Exclude<Settings['theme'], 'system'>

export interface SystemLook {
  prefersDark: boolean
  prefersMoreContrast: boolean
}

/** The theme to draw for a setting on a system that is set like this. */
export function resolveTheme(setting: Settings['theme'], system: SystemLook): Theme {
  if (setting !== 'system') return setting
  if (system.prefersMoreContrast) return 'high-contrast'
  return system.prefersDark ? 'dark' : 'light'
}

const ORDER: readonly Settings['theme'][] = ['system', 'light', 'dark', 'high-contrast']

/** The setting that one press on the theme button leads to. */
export function nextTheme(setting: Settings['theme']): Settings['theme'] {
  return ORDER[(ORDER.indexOf(setting) + 1) % ORDER.length] ?? 'system'
}
