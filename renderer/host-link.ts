import { type ClientLink, ORPCError } from '@orpc/client'

/** Rejects calls that the host did not answer, and those made while it does not. */
export class HostLost extends Error {
  override readonly name = 'HostLost'
}

/** Whether the host behind the window answers. On `lost` the way to it is opened again by itself. */
export type ConnectionState = 'open' | 'lost'

export type Link = ClientLink<Record<never, never>>

/** What an open way to the host tells: that calls go through, and, once, that it is gone. */
export interface LineEvents {
  opened(): void
  closed(): void
}

export interface HostLink {
  link: Link
  connection: {
    current(): ConnectionState
    /** Called after every change; returns a function that stops it. */
    subscribe(listener: () => void): () => void
  }
}

export interface HostLinkNeeds {
  /** Opens one way to the host. Calls made before it is open wait for the link. */
  open(events: LineEvents): Promise<Link>
  /** Runs `act` before the given attempt to open it again, counted from 1. */
  beforeAttempt(attempt: number, act: () => void): void
}

/** One way to the host from its opening to its end, and what waits for an answer on it. */
interface Line {
  link: Promise<Link>
  isGone: boolean
  waiting: Set<() => void>
}

/**
 * Keeps a way to the host open: opens it again after it closed, and rejects with `HostLost` whatever still waited on it, be it a
 * call or the next value of a stream. No call is ever sent twice.
 */
export function keepHostLink({ open, beforeAttempt }: HostLinkNeeds): HostLink {
  const listeners = new Set<() => void>()
  let state: ConnectionState = 'open'
  let attempts = 0
  let line = openLine()

  function change(next: ConnectionState): void {
    if (next === state) return
    state = next
    for (const listener of [...listeners]) listener()
  }

  function openLine(): Line {
    const mine: Line = { link: Promise.reject(new HostLost()), isGone: false, waiting: new Set() }
    // Replaced below, and never awaited before that.
    mine.link.catch(() => undefined)
    const events: LineEvents = {
      opened: () => {
        attempts = 0
        change('open')
      },
      closed: () => {
        if (mine.isGone) return
        mine.isGone = true
        for (const giveUp of [...mine.waiting]) giveUp()
        change('lost')
        attempts += 1
        beforeAttempt(attempts, () => {
          line = openLine()
        })
      },
    }
    mine.link = open(events)
    return mine
  }

  return {
    link: {
      call: async (path, input, options) => {
        const mine = line
        const answer = await orLost(mine, async () => (await mine.link).call(path, input, options))
        return isStream(answer) ? streamOrLost(mine, answer) : answer
      },
    },
    connection: {
      current: () => state,
      subscribe: (listener) => {
        listeners.add(listener)
        return () => listeners.delete(listener)
      },
    },
  }
}

/** The work's own end, or `HostLost` as soon as the line is gone. */
function orLost<T>(line: Line, work: () => Promise<T>): Promise<T> {
  if (line.isGone) return Promise.reject(new HostLost())
  return new Promise((resolve, reject) => {
    const giveUp = () => reject(new HostLost())
    line.waiting.add(giveUp)
    work()
      .then(resolve, (error: unknown) => reject(line.isGone && !(error instanceof ORPCError) ? new HostLost() : error))
      .finally(() => line.waiting.delete(giveUp))
  })
}

function isStream(answer: unknown): answer is AsyncIterator<unknown> {
  return typeof answer === 'object' && answer !== null && Symbol.asyncIterator in answer && 'next' in answer
}

function streamOrLost(line: Line, stream: AsyncIterator<unknown>): AsyncIterableIterator<unknown> {
  const guarded: AsyncIterableIterator<unknown> = {
    next: () => orLost(line, () => stream.next()),
    return: async (value) => (line.isGone ? { done: true, value } : ((await stream.return?.(value)) ?? { done: true, value })),
    [Symbol.asyncIterator]: () => guarded,
  }
  return guarded
}
