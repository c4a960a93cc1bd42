import type { AppEvent } from '#shared/contract/app.ts'

/** What stores hear: the events of the host, and `resumed` after a lost connection, when anything may have changed. */
export type SessionEvent = AppEvent | { kind: 'resumed' }

export interface EventHub {
  /** Calls `listener` for every event until the returned function is called. */
  listen(listener: (event: SessionEvent) => void): () => void
  dispatch(event: SessionEvent): void
}

/** Hands events on to the stores, dropping those that arrive after a later one. */
export function createEventHub(): EventHub {
  const listeners = new Set<(event: SessionEvent) => void>()
  let latest = Number.NEGATIVE_INFINITY
  return {
    listen(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    dispatch(event) {
      if (event.kind === 'resumed') latest = Number.NEGATIVE_INFINITY
      else if (event.sequence <= latest) return
      else latest = event.sequence
      for (const listener of [...listeners]) listener(event)
    },
  }
}
