import type { Session } from './session.ts'

export interface FollowOptions {
  signal: AbortSignal
  /** Resolves when the next attempt should be made; `attempt` counts from 1. */
  waitBeforeRetry: (attempt: number, signal: AbortSignal) => Promise<void>
}

/**
 * Keeps the one subscription of the window alive: hands events to the session's hub, and after a lost connection subscribes
 * again and tells the stores that anything may have changed. Ends when `signal` is aborted.
 */
export async function followEvents(session: Session, { signal, waitBeforeRetry }: FollowOptions): Promise<void> {
  let attempt = 0
  while (!signal.aborted) {
    try {
      const events = await session.rpc.events.subscribe(undefined, { signal })
      const resumed = attempt > 0
      attempt = 0
      session.hostLink.setState({ kind: 'connected' }, true)
      if (resumed) session.events.dispatch({ kind: 'resumed' })
      for await (const event of events) session.events.dispatch(event)
    } catch {
      // Any end of the stream means the same: the connection has to be made again.
    }
    if (signal.aborted) return
    attempt += 1
    session.hostLink.setState({ kind: 'lost', attempt }, true)
    await waitBeforeRetry(attempt, signal)
  }
}

/** Waits 0.5 s, then twice as long each time up to 10 s, or until `signal` is aborted or `wake` fires. */
export function backOff(wake: (retry: () => void) => () => void): FollowOptions['waitBeforeRetry'] {
  return (attempt, signal) =>
    new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer)
        stopWaking()
        signal.removeEventListener('abort', done)
        resolve()
      }
      const timer = setTimeout(done, Math.min(500 * 2 ** (attempt - 1), 10_000))
      const stopWaking = wake(done)
      signal.addEventListener('abort', done)
    })
}
