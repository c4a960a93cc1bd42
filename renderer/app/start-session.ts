import { createApiListStore } from '#renderer/features/api-list/index.ts'
import type { Rpc } from '#renderer/rpc.ts'
import { createAccountsStore } from '#renderer/session/accounts.ts'
import { createAppInfoStore } from '#renderer/session/app-info.ts'
import { createConnectionsStore } from '#renderer/session/connections.ts'
import { backOff, followEvents } from '#renderer/session/follow-events.ts'
import type { Session } from '#renderer/session/session.ts'
import { createSettingsStore } from '#renderer/session/settings.ts'
import { resolveTheme } from '#renderer/session/theme.ts'

/** Sets a window's session going: the theme, the subscription to the host's events, and the first questions. Runs until the page goes. */
export function startSession(session: Session, connection: Rpc['connection']): void {
  followTheme(session)
  const ending = new AbortController()
  window.addEventListener('pagehide', () => ending.abort(), { once: true })
  const untilConnected = backOff((retry) =>
    connection.subscribe(() => {
      if (connection.current() === 'open') retry()
    }),
  )
  void followEvents(session, { signal: ending.signal, waitBeforeRetry: untilConnected })
  window.addEventListener('error', (event) => {
    if (!isLayoutNotice(event)) session.reportBug(event.error ?? event.message)
  })
  window.addEventListener('unhandledrejection', (event) => session.reportBug(event.reason))

  void session.store(createSettingsStore).getState().load()
  void session.store(createAppInfoStore).getState().load()
  void session.store(createAccountsStore).getState().load()
  void session.store(createConnectionsStore).getState().load()
  void session.store(createApiListStore).getState().load()
}

/** The browser tells in this way that a layout took one more frame (Resize Observer, "deliver resize loop error"): nothing is wrong. */
function isLayoutNotice(event: ErrorEvent): boolean {
  return !(event.error instanceof Error) && event.message.startsWith('ResizeObserver loop')
}

/** Keeps the drawn theme in step with the setting and with the system. */
function followTheme(session: Session): void {
  const dark = window.matchMedia('(prefers-color-scheme: dark)')
  const contrast = window.matchMedia('(prefers-contrast: more)')
  const settings = session.store(createSettingsStore)
  const draw = () => {
    const look = { prefersDark: dark.matches, prefersMoreContrast: contrast.matches }
    document.documentElement.dataset['theme'] = resolveTheme(settings.getState().settings.theme, look)
  }
  dark.addEventListener('change', draw)
  contrast.addEventListener('change', draw)
  settings.subscribe(draw)
  draw()
}
