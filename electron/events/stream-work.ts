/** What a piece of long work tells while it runs, and how it ended. */
export type Told<P, R> = { kind: 'told'; value: P } | { kind: 'ended'; value: R }

/**
 * Runs work and streams what it tells, then its result. The work is aborted when `signal` aborts or the reader leaves, and the
 * stream ends only after the work has: whoever aborts finds everything cleaned up. Of two things told while the reader is busy
 * both are kept; `merge` may fold the second into the first.
 */
export async function* streamWork<P, R>(
  signal: AbortSignal | undefined,
  merge: (kept: P, next: P) => P | null,
  work: (tell: (value: P) => void, signal: AbortSignal) => Promise<R>,
): AsyncGenerator<Told<P, R>, void, undefined> {
  const leaving = new AbortController()
  const either = signal ? AbortSignal.any([signal, leaving.signal]) : leaving.signal
  const kept: P[] = []
  let wake = (): void => undefined
  const tell = (value: P): void => {
    const last = kept.at(-1)
    const merged = last === undefined ? null : merge(last, value)
    if (merged === null) kept.push(value)
    else kept[kept.length - 1] = merged
    wake()
  }
  let running = true
  const outcome = work(tell, either).finally(() => {
    running = false
    wake()
  })
  // The rejection is met below; until then it must not count as unhandled.
  outcome.catch(() => undefined)
  try {
    for (;;) {
      const next = kept.shift()
      if (next !== undefined) yield { kind: 'told', value: next }
      else if (running) await new Promise<void>((resolve) => (wake = resolve))
      else break
    }
    yield { kind: 'ended', value: await outcome }
  } finally {
    leaving.abort()
    await outcome.catch(() => undefined)
  }
}
