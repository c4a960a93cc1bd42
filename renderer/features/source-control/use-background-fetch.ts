import { useEffect } from 'react'
import type { ConnectionId } from '#shared/domain/ids.ts'
import { useSourceControl } from './use-repository.ts'

/** The quiet interval between looks at the remote, in milliseconds. */
const INTERVAL = 5 * 60_000
/** Coming back to the window looks again only when the last look is older than this, in milliseconds. */
const FOCUS_REST = 30_000

/**
 * Keeps the counts of a connection honest: looks at the remote when it is shown, every five minutes, and on coming back.
 * `paused` while its sign-in is known not to work: hosts lock out who tries again and again.
 */
export function useBackgroundFetch(id: ConnectionId, standing: 'on' | 'paused'): void {
  const { fetchQuietly, signedInAnew } = useSourceControl()
  useEffect(() => {
    if (standing === 'paused') return () => signedInAnew(id)
    let last = 0
    const look = () => {
      last = Date.now()
      void fetchQuietly(id)
    }
    const lookOnReturn = () => {
      if (Date.now() - last >= FOCUS_REST) look()
    }
    look()
    const timer = setInterval(look, INTERVAL)
    window.addEventListener('focus', lookOnReturn)
    return () => {
      clearInterval(timer)
      window.removeEventListener('focus', lookOnReturn)
    }
  }, [id, standing, fetchQuietly, signedInAnew])
}
