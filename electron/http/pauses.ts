import { Failure } from '../failure.ts'

/** Remembers until when a server wants no requests, so that nobody asks it again before. Kept in memory only. */
export interface Pauses {
  /** Fails as the server did, while its pause lasts. `who` tells apart whose limit it is. */
  check(domain: string, who: string): void
  /** Begins a pause where the failure is one of a limit that names its end. */
  note(domain: string, who: string, failure: Failure): void
}

/** Milliseconds for which a lock-out without a known end is not tried again: each try makes it longer. */
const UNKNOWN_LOCK_OUT = 60_000

/** Milliseconds that a pause is kept at most: a host that names another year must not lock anybody out of Graft. */
const LONGEST_PAUSE = 3_600_000

export function createPauses(now: () => Date): Pauses {
  const pauses = new Map<string, { until: number; failure: Failure }>()
  const key = (domain: string, who: string) => JSON.stringify([domain, who])
  return {
    check(domain, who) {
      const pause = pauses.get(key(domain, who))
      if (!pause) return
      if (now().getTime() < pause.until) throw new Failure(pause.failure.code, pause.failure.data)
      pauses.delete(key(domain, who))
    },
    note(domain, who, failure) {
      const until = endOf(failure, now())
      if (until === null) return
      pauses.set(key(domain, who), { until: Math.min(until, now().getTime() + LONGEST_PAUSE), failure })
    },
  }
}

function endOf(failure: Failure, now: Date): number | null {
  const { code, data } = failure.toValue()
  if (code === 'RATE_LIMITED') return data.retryAt === null ? null : Date.parse(data.retryAt)
  if (code === 'LOCKED_OUT') return data.until === null ? now.getTime() + UNKNOWN_LOCK_OUT : Date.parse(data.until)
  return null
}
