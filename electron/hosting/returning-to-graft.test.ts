import { describe, expect, it } from 'vitest'
import type { SignInEvent } from '#shared/contract/accounts.ts'
import { returningToGraft } from './returning-to-graft.ts'

const WAITING: SignInEvent = {
  kind: 'waiting-for-browser',
  link: 'https://github.com/login/oauth/authorize',
  opened: true,
  until: '2026-11-22T12:00:00Z',
}
const DENIED: SignInEvent = {
  kind: 'done',
  outcome: { kind: 'refused', refusal: { reason: 'denied', missing: [], hostWords: null } },
}

/** What happened in its order: events passed on, and `front` where the window came. */
async function seen(...events: SignInEvent[]): Promise<string[]> {
  const order: string[] = []
  const told = async function* () {
    yield* events
  }
  for await (const event of returningToGraft(told(), { bringToFront: () => order.push('front') })) order.push(event.kind)
  return order
}

describe('the way back from the browser', () => {
  it('brings the window to the front once, as soon as the person has answered', async () => {
    expect(await seen(WAITING, { kind: 'stray-answer' }, { kind: 'finishing' }, DENIED)).toEqual([
      'waiting-for-browser',
      'stray-answer',
      'front',
      'finishing',
      'done',
    ])
    expect(await seen(WAITING, DENIED)).toEqual(['waiting-for-browser', 'front', 'done'])
  })

  it('leaves the window where it is when nobody was sent away', async () => {
    expect(await seen(DENIED)).toEqual(['done'])
  })
})
