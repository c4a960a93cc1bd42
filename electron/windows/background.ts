/**
 * Colours that a window shows before its page has painted: `--surface-frame` of `renderer/styles/tokens.css`, so that nothing
 * flashes. The chosen theme wins over the system's.
 */
export function windowBackground(theme: 'system' | 'light' | 'dark' | 'high-contrast', systemIsDark: boolean): string {
  switch (theme) {
    case 'light':
      return LIGHT
    case 'dark':
      return DARK
    case 'high-contrast':
      return BLACK
    case 'system':
      return systemIsDark ? DARK : LIGHT
  }
}

const LIGHT = '#eef0f2'
const DARK = '#14171b'
const BLACK = '#000000'
