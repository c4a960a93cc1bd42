import { useEffect } from 'react'
import { createSettingsStore } from '#renderer/session/settings.ts'
import { useFeature } from '#renderer/session/use-session.tsx'
import type { ConnectionId } from '#shared/domain/ids.ts'
import { mayAskUnasked, networkFacts } from './network.ts'
import { useSourceControl } from './use-repository.ts'

/** The quiet interval between looks at the remote, in milliseconds. */
const INTERVAL = 5 * 60_000
/** Coming back to the window looks again only when the last look is older than this, in milliseconds. */
const FOCUS_REST = 30_000

/**
 * Keeps the counts of a connection honest: looks at the remote when it is shown, every five minutes, on coming back, and when
 * the network is there again. Not where the person's settings say so, offline, or where the network costs something. `paused`
 * while its sign-in is known not to work: hosts lock out who tries again and again.
 */
export function useBackgroundFetch(id: ConnectionId, standing: 'on' | 'paused'): void {
  const { fetchQuietly, signedInAnew } = useSourceControl()
  const setting = useFeature(createSettingsStore, (store) => store.settings.backgroundFetch)
  useEffect(() => {
    if (standing === 'paused') return () => signedInAnew(id)
    if (setting === 'off') return
    let last = 0
    const look = () => {
      if (!mayAskUnasked(networkFacts(navigator))) return
      last = Date.now()
      void fetchQuietly(id)
    }
    const lookOnReturn = () => {
      if (Date.now() - last >= FOCUS_REST) look()
    }
    look()
    const timer = setInterval(look, INTERVAL)
    window.addEventListener('focus', lookOnReturn)
    window.addEventListener('online', lookOnReturn)
    return () => {
      clearInterval(timer)
      window.removeEventListener('focus', lookOnReturn)
      window.removeEventListener('online', lookOnReturn)
    }
  }, [id, standing, setting, fetchQuietly, signedInAnew])
}
