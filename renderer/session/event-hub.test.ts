import { expect, it } from 'vitest'
import { createEventHub, type SessionEvent } from './event-hub.ts'

it('hands events on in order and drops those that come late', () => {
  const hub = createEventHub()
  const heard: SessionEvent[] = []
  const stop = hub.listen((event) => heard.push(event))
  hub.dispatch({ kind: 'apis-changed', sequence: 2 })
  hub.dispatch({ kind: 'connections-changed', sequence: 1 })
  hub.dispatch({ kind: 'apis-changed', sequence: 2 })
  hub.dispatch({ kind: 'apis-changed', sequence: 3 })
  stop()
  hub.dispatch({ kind: 'apis-changed', sequence: 4 })
  expect(heard.map((event) => ('sequence' in event ? event.sequence : null))).toEqual([2, 3])
})

it('starts counting anew after the connection was made again', () => {
  const hub = createEventHub()
  const heard: string[] = []
  hub.listen((event) => heard.push(event.kind))
  hub.dispatch({ kind: 'apis-changed', sequence: 9 })
  hub.dispatch({ kind: 'resumed' })
  hub.dispatch({ kind: 'apis-changed', sequence: 1 })
  expect(heard).toEqual(['apis-changed', 'resumed', 'apis-changed'])
})
