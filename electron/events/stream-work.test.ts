import { describe, expect, it } from 'vitest'
import { streamWork } from './stream-work.ts'

const keepAll = (): null => null

describe('streamed work', () => {
  it('tells everything in order and then its result', async () => {
    const stream = streamWork<number, string>(undefined, keepAll, async (tell) => {
      tell(1)
      await Promise.resolve()
      tell(2)
      return 'end'
    })
    const seen: unknown[] = []
    for await (const told of stream) seen.push(told.value)
    expect(seen).toEqual([1, 2, 'end'])
  })

  it('folds what a busy reader has not seen', async () => {
    const stream = streamWork<number, string>(
      undefined,
      (_kept, next) => next,
      async (tell) => {
        for (let count = 0; count < 1000; count += 1) tell(count)
        return 'end'
      },
    )
    const seen: unknown[] = []
    for await (const told of stream) seen.push(told.value)
    expect(seen).toEqual([999, 'end'])
  })

  it('aborts the work when the reader leaves, and ends after it', async () => {
    let cleaned = false
    const stream = streamWork<number, never>(undefined, keepAll, async (tell, signal) => {
      tell(1)
      await new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
        .catch(() => undefined)
        .then(() => Promise.resolve())
      cleaned = true
      throw new Error('aborted')
    })
    for await (const told of stream) {
      expect(told.value).toBe(1)
      break
    }
    expect(cleaned).toBe(true)
  })

  it('fails as the work fails', async () => {
    const stream = streamWork<number, never>(undefined, keepAll, async () => {
      throw new Error('failed')
    })
    await expect(stream.next()).rejects.toThrow('failed')
  })
})
