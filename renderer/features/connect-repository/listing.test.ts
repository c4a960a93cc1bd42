import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { troubleOf } from '#renderer/trouble.ts'
import type { Page } from '#shared/domain/hosting.ts'
import { createListing } from './listing.ts'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

interface Call {
  search: string
  cursor: string | null
  signal: AbortSignal
  answer: (page: Page<string>) => void
  fail: (error: Error) => void
}

function listing() {
  const calls: Call[] = []
  const store = createListing<string>({
    load: (search, cursor, signal) =>
      new Promise((answer, fail) => {
        calls.push({ search, cursor, signal, answer, fail })
      }),
    nameOf: (name) => name,
    trouble: troubleOf,
  })
  const asked = async (index: number): Promise<Call> => {
    await vi.runAllTimersAsync()
    const call = calls[index]
    if (!call) throw new Error(`call ${index} was not made`)
    return call
  }
  return { calls, asked, list: () => store.getState() }
}

const page = (items: string[], next: string | null = null): Page<string> => ({ items, next, notices: [] })

it('asks once typing rests, ends the older search, and never shows its late answer', async () => {
  const { calls, asked, list } = listing()
  list().find('')
  const first = await asked(0)
  list().find('pe')
  list().find('pets')
  const second = await asked(1)
  expect(calls.map(({ search }) => search)).toEqual(['', 'pets'])
  expect(first.signal.aborted).toBe(true)
  second.answer(page(['pets']))
  first.answer(page(['everything']))
  await vi.runAllTimersAsync()
  expect(list().items).toEqual(['pets'])
})

it('keeps what is shown while it searches, and does not ask twice for the same', async () => {
  const { calls, asked, list } = listing()
  list().find('')
  const first = await asked(0)
  first.answer(page(['a', 'b']))
  await vi.runAllTimersAsync()
  list().find('')
  list().find('b')
  expect(list()).toMatchObject({ items: ['a', 'b'], phase: { kind: 'loading' } })
  await vi.runAllTimersAsync()
  expect(calls).toHaveLength(2)
})

it('grows by pages, lists overlapping names once, and stops at the end', async () => {
  const { calls, asked, list } = listing()
  list().find('')
  const first = await asked(0)
  first.answer({ ...page(['a', 'b'], 'two'), notices: [{ kind: 'scope-hides-some', scope: 'read:org' }] })
  await vi.runAllTimersAsync()
  list().more()
  list().more()
  const second = await asked(1)
  expect(second.cursor).toBe('two')
  second.answer({ ...page(['b', 'c']), notices: [{ kind: 'scope-hides-some', scope: 'read:org' }] })
  await vi.runAllTimersAsync()
  list().more()
  await vi.runAllTimersAsync()
  expect(calls).toHaveLength(2)
  expect(list()).toMatchObject({
    items: ['a', 'b', 'c'],
    notices: [{ scope: 'read:org' }],
    phase: { kind: 'ready', next: null },
  })
})

it('keeps the pages that came when a later one fails, and tries that one again', async () => {
  const { asked, list } = listing()
  list().find('')
  const first = await asked(0)
  first.answer(page(['a'], 'two'))
  await vi.runAllTimersAsync()
  list().more()
  const second = await asked(1)
  second.fail(new Error('away'))
  await vi.runAllTimersAsync()
  expect(list()).toMatchObject({ items: ['a'], phase: { kind: 'failed', cursor: 'two' } })
  list().retry()
  const third = await asked(2)
  expect(third.cursor).toBe('two')
  third.answer(page(['b']))
  await vi.runAllTimersAsync()
  expect(list().items).toEqual(['a', 'b'])
})
