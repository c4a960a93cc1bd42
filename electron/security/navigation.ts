import type { WebContents } from 'electron'

/**
 * Keeps every page where it is: no navigation, no redirect, no new window, no `<webview>`. The first load and reloads are made
 * by the main process and are not asked about here (`will-navigate` in Electron's documentation); a reload by the page itself
 * of exactly where it is does no harm.
 */
export function denyNavigation(contents: Pick<WebContents, 'on' | 'setWindowOpenHandler' | 'getURL'>): void {
  contents.on('will-navigate', (event) => {
    if (!isReload(contents.getURL(), event.url)) event.preventDefault()
  })
  contents.on('will-frame-navigate', (event) => {
    if (!event.isMainFrame || !isReload(contents.getURL(), event.url)) event.preventDefault()
  })
  contents.on('will-redirect', (event) => event.preventDefault())
  contents.on('will-attach-webview', (event) => event.preventDefault())
  contents.setWindowOpenHandler(() => ({ action: 'deny' }))
}

function isReload(current: string, next: string): boolean {
  return current !== '' && withoutFragment(current) === withoutFragment(next)
}

function withoutFragment(url: string): string {
  return url.split('#', 1)[0] ?? ''
}
