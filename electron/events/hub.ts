import { EventPublisher } from '@orpc/server'
import type { AppEvent } from '#shared/contract/app.ts'

type Unnumbered<E> = E extends AppEvent ? Omit<E, 'sequence'> : never
/** An event as a service states it; the hub numbers it. */
export type Announcement = Unnumbered<AppEvent>

/** Carries facts that change by themselves to every window that listens. */
export interface EventHub {
  announce(event: Announcement): void
  /** Ends when `signal` aborts or the hub closes. */
  subscribe(signal: AbortSignal | undefined): AsyncIterableIterator<AppEvent>
  /** Calls back for every event until the returned function is called. */
  follow(listener: (event: AppEvent) => void): () => void
  close(): void
}

/** A window that stops reading loses its oldest events after this many; each event only says "look again". */
const KEPT_PER_LISTENER = 10_000

export function createEventHub(): EventHub {
  const publisher = new EventPublisher<{ event: AppEvent }>({ maxBufferedEvents: KEPT_PER_LISTENER })
  const closing = new AbortController()
  let sequence = 0
  return {
    announce: (event) => {
      sequence += 1
      publisher.publish('event', { ...event, sequence })
    },
    subscribe: (signal) => listen(publisher, signal ? AbortSignal.any([signal, closing.signal]) : closing.signal),
    follow: (listener) => publisher.subscribe('event', listener),
    close: () => closing.abort(),
  }
}

async function* listen(
  publisher: EventPublisher<{ event: AppEvent }>,
  signal: AbortSignal,
): AsyncGenerator<AppEvent, void, undefined> {
  try {
    yield* publisher.subscribe('event', { signal })
  } catch (error) {
    if (!signal.aborted) throw error
  }
}
