import { type Access, arrive, EMPTY_LANES, finish, isIdle, type Lanes, leave } from './queue-lanes.ts'

export interface Queue {
  /**
   * Runs `work` when its turn comes, and gives the turn back when it settles. `key` names the repository. Aborting `signal`
   * while waiting leaves the queue and rejects with the signal's reason; work that runs looks at the signal itself.
   */
  run<T>(
    key: string,
    access: Access,
    work: () => Promise<T>,
    options?: { signal?: AbortSignal | undefined; onWaiting?: (() => void) | undefined },
  ): Promise<T>
}

/** Orders the operations of each repository; see `queue-lanes.ts` for who may run beside whom. */
export function createQueue(): Queue {
  const repositories = new Map<string, { lanes: Lanes; starters: Map<number, () => void> }>()
  let nextTicket = 0

  function apply(key: string, change: (lanes: Lanes) => { lanes: Lanes; started: number[] }): void {
    const entry = repositories.get(key) ?? { lanes: EMPTY_LANES, starters: new Map() }
    const { lanes, started } = change(entry.lanes)
    repositories.set(key, { ...entry, lanes })
    if (isIdle(lanes)) repositories.delete(key)
    for (const ticket of started) {
      const start = entry.starters.get(ticket)
      entry.starters.delete(ticket)
      start?.()
    }
  }

  function turn(key: string, ticket: number, access: Access, signal?: AbortSignal, onWaiting?: () => void): Promise<void> {
    return new Promise((resolve, reject) => {
      signal?.throwIfAborted()
      const entry = repositories.get(key) ?? { lanes: EMPTY_LANES, starters: new Map<number, () => void>() }
      repositories.set(key, entry)
      const abandon = () => {
        repositories.get(key)?.starters.delete(ticket)
        apply(key, (lanes) => leave(lanes, ticket))
        reject(signal?.reason)
      }
      let running = false
      entry.starters.set(ticket, () => {
        running = true
        signal?.removeEventListener('abort', abandon)
        resolve()
      })
      signal?.addEventListener('abort', abandon, { once: true })
      apply(key, (lanes) => arrive(lanes, { ticket, access }))
      if (!running) onWaiting?.()
    })
  }

  return {
    async run(key, access, work, options = {}) {
      const ticket = nextTicket++
      await turn(key, ticket, access, options.signal, options.onWaiting)
      try {
        return await work()
      } finally {
        apply(key, (lanes) => finish(lanes, ticket))
      }
    },
  }
}
