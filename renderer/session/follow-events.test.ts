import { expect, it } from 'vitest'
import { HostLost } from '#renderer/host-link.ts'
import type { AppEvent } from '#shared/contract/app.ts'
import { followEvents } from './follow-events.ts'
import { sessionUnderTest } from './session-under-test.ts'

it('subscribes again after a lost connection and says that anything may have changed', async () => {
  const ending = new AbortController()
  const attempts: number[] = []
  let subscriptions = 0
  const session = sessionUnderTest({
    events: {
      subscribe: async () => {
        subscriptions += 1
        if (subscriptions === 2) throw new HostLost()
        const sequence = subscriptions
        return (async function* (): AsyncGenerator<AppEvent> {
          yield { kind: 'apis-changed', sequence }
        })()
      },
    },
  })
  const heard: string[] = []
  const links: string[] = []
  session.events.listen((event) => heard.push(event.kind))
  session.hostLink.subscribe((link) => links.push(link.kind))
  await followEvents(session, {
    signal: ending.signal,
    waitBeforeRetry: async (attempt) => {
      attempts.push(attempt)
      if (subscriptions === 3) ending.abort()
    },
  })
  expect(heard).toEqual(['apis-changed', 'resumed', 'apis-changed'])
  expect(attempts).toEqual([1, 2, 1])
  expect(links).toEqual(['connected', 'lost', 'lost', 'connected', 'lost'])
})
