import { setTimeout as wait } from 'node:timers/promises'

/** Waits so many seconds; rejects with the signal's reason. */
export type Pause = (seconds: number, signal: AbortSignal) => Promise<void>

export const pauseByTheClock: Pause = async (seconds, signal) => {
  try {
    await wait(seconds * 1000, undefined, { signal })
  } catch (error) {
    signal.throwIfAborted()
    throw error
  }
}
