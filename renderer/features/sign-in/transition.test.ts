import { describe, expect, it } from 'vitest'
import type { SignInOffers, SignInOutcome, SignInRefusal } from '#shared/contract/accounts.ts'
import { SignInRefusal as RefusalSchema } from '#shared/contract/accounts.ts'
import type { SignInUiEvent } from './events.ts'
import { ACCOUNT, offers } from './fixtures.ts'
import { missingFor } from './gate.ts'
import { waysOut } from './refusals.ts'
import { initialState, openTicket, type SignInState, waysShown } from './state.ts'
import { transition } from './transition.ts'

function play(state: SignInState, ...events: SignInUiEvent[]): SignInState {
  return events.reduce(transition, state)
}

function offered(part: Partial<SignInOffers> = {}, renew: typeof ACCOUNT.id | null = null): SignInState {
  return play(initialState(renew, null), { kind: 'offers-known', offers: offers(part) })
}

const WAITING = {
  kind: 'waiting-for-browser',
  link: 'https://github.com/login/oauth/authorize?state=x',
  opened: true,
  until: '2026-01-02T03:09:05.000Z',
} as const

const begun = (state = offered()) => play(state, { kind: 'begin', at: 5 })
const reported = (state: SignInState, event: Extract<SignInUiEvent, { kind: 'reported' }>['event']) =>
  play(state, { kind: 'reported', ticket: state.ticket, event })
const refused = (reason: SignInRefusal['reason']): SignInOutcome => ({
  kind: 'refused',
  refusal: { reason, missing: [], hostWords: null },
})

describe('the way that is shown first', () => {
  const cases: [string, Partial<SignInOffers>, string][] = [
    ['the browser', {}, 'browser'],
    ['the code where the browser wants a client', { browser: 'needs-client' }, 'device-code'],
    ['the browser where every other way wants one too', { browser: 'needs-client', deviceCode: 'needs-client' }, 'browser'],
    ['the token where there is nothing else', { browser: 'not-offered', deviceCode: 'not-offered' }, 'token'],
  ]
  it.each(cases)('is %s', (_name, part, way) => expect(offered(part).way).toBe(way))

  it('stays when the offers are known anew, and is always one of them', () => {
    const onCode = play(offered(), { kind: 'way-chosen', way: 'device-code' })
    expect(play(onCode, { kind: 'offers-known', offers: offers({ storage: 'memory' }) }).way).toBe('device-code')
    expect(play(onCode, { kind: 'offers-known', offers: offers({ deviceCode: 'not-offered' }) }).way).toBe('browser')
  })

  it('opens the fields for a client where one is needed', () => {
    const state = offered({ browser: 'needs-client', deviceCode: 'not-offered' })
    expect(state.client.kind).toBe('open')
    expect(missingFor(state)).toBe('client')
    expect(play(state, { kind: 'begin', at: 5 })).toBe(state)
  })
})

describe('what a token needs', () => {
  it('is itself, what stands beside it, and the organisation where the host wants one', () => {
    const base = play(
      offered({
        organisation: 'needed-for-token',
        token: { page: 'https://x.test/tokens', scopes: [], beside: 'email' },
      }),
      { kind: 'way-chosen', way: 'token' },
    )
    expect(missingFor(base)).toBe('organisation')
    const placed = play(base, { kind: 'organisation-typed', organisation: 'https://dev.azure.com/acme' })
    expect(missingFor(placed)).toBe('email')
    const addressed = play(placed, { kind: 'beside-typed', beside: 'lin@acme.test' })
    expect(missingFor(addressed)).toBe('token')
    const whole = play(addressed, { kind: 'token-typed', token: 'made-up' })
    expect(missingFor(whole)).toBeNull()
    expect(play(whole, { kind: 'begin', at: 5 }).attempt.kind).toBe('checking-token')
  })
})

describe('a sign-in under way', () => {
  it('waits for the browser, counts stray answers, and finishes', () => {
    const waiting = reported(begun(), WAITING)
    expect(waiting.attempt).toMatchObject({ kind: 'waiting-for-browser', startedAt: 5, strays: 0 })
    const strayed = reported(waiting, { kind: 'stray-answer' })
    expect(strayed.attempt).toMatchObject({ kind: 'waiting-for-browser', strays: 1 })
    const finishing = reported(strayed, { kind: 'finishing' })
    expect(finishing.attempt).toMatchObject({ kind: 'finishing', way: 'browser' })
    const done = reported(finishing, { kind: 'done', outcome: { kind: 'signed-in', account: ACCOUNT, known: false } })
    expect(done.attempt).toEqual({ kind: 'signed-in', account: ACCOUNT })
  })

  it('is left for another way, and what it still reports changes nothing', () => {
    const waiting = reported(begun(), WAITING)
    const left = play(waiting, { kind: 'way-chosen', way: 'token' })
    expect(left).toMatchObject({ way: 'token', attempt: { kind: 'none' } })
    expect(play(left, { kind: 'reported', ticket: waiting.ticket, event: { kind: 'finishing' } })).toBe(left)
  })

  it('is not begun twice', () => {
    const waiting = reported(begun(), WAITING)
    expect(play(waiting, { kind: 'begin', at: 9 })).toBe(waiting)
  })

  it('is cancelled, and said to be', () => {
    const cancelled = play(reported(begun(), WAITING), { kind: 'cancelled' })
    expect(cancelled.attempt).toEqual({ kind: 'cancelled', way: 'browser' })
    expect(openTicket(cancelled)).toBeNull()
  })

  it('says when the browser could not be opened after all', () => {
    const waiting = reported(begun(), WAITING)
    const reopened = play(waiting, { kind: 'reopened', ticket: waiting.ticket, opened: false })
    expect(reopened.attempt).toMatchObject({ opened: false })
    expect(play(waiting, { kind: 'reopened', ticket: waiting.ticket + 1, opened: false })).toBe(waiting)
  })
})

describe('an ending', () => {
  it('keeps a refused token in its field, and forgets an accepted one', () => {
    const checking = play(
      offered(),
      { kind: 'way-chosen', way: 'token' },
      { kind: 'token-typed', token: 'made-up' },
      { kind: 'begin', at: 5 },
    )
    const answer = (outcome: SignInOutcome) => play(checking, { kind: 'token-answered', ticket: checking.ticket, outcome })
    expect(answer(refused('token-rejected'))).toMatchObject({ token: 'made-up', attempt: { kind: 'refused', way: 'token' } })
    expect(answer({ kind: 'signed-in', account: ACCOUNT, known: false })).toMatchObject({ token: '' })
  })

  it('by somebody else is gone on with only when the person says so', () => {
    const other = reported(begun(offered({}, ACCOUNT.id)), {
      kind: 'done',
      outcome: { kind: 'other-account', expected: 'lin', got: 'oz' },
    })
    expect(other).toMatchObject({ renew: ACCOUNT.id, attempt: { kind: 'other-account', got: 'oz' } })
    expect(play(other, { kind: 'begin', at: 6 })).toMatchObject({ renew: ACCOUNT.id, attempt: { kind: 'starting' } })
    expect(play(other, { kind: 'go-on-with-other', at: 6 })).toMatchObject({ renew: null, attempt: { kind: 'starting' } })
    const elsewhere = begun()
    expect(play(elsewhere, { kind: 'go-on-with-other', at: 6 })).toBe(elsewhere)
  })

  it('that failed keeps the way it failed on', () => {
    const waiting = reported(begun(), WAITING)
    const failed = play(waiting, { kind: 'attempt-failed', ticket: waiting.ticket, trouble: { kind: 'host-lost' } })
    expect(failed.attempt).toEqual({ kind: 'failed', way: 'browser', trouble: { kind: 'host-lost' } })
  })

  const reasons = RefusalSchema.shape.reason.options
  it.each(reasons)('as %s has a way out that this host offers', (reason) => {
    for (const way of ['browser', 'device-code'] as const) {
      for (const deviceCode of ['offered', 'not-offered'] as const) {
        const given = offers({ deviceCode })
        const out = waysOut({ reason, missing: [], hostWords: null }, way, given)
        expect(out.length).toBeGreaterThan(0)
        for (const one of out) if (one.kind === 'use') expect(waysShown(given)).toContain(one.way)
      }
    }
  })

  it('proposes what cures it first', () => {
    const first = (reason: SignInRefusal['reason']) => waysOut({ reason, missing: [], hostWords: null }, 'browser', offers())[0]
    expect(first('denied')).toEqual({ kind: 'again' })
    expect(first('client-rejected')).toEqual({ kind: 'change-client' })
    expect(first('redirect-rejected')).toEqual({ kind: 'change-client' })
    expect(first('personal-account')).toEqual({ kind: 'use', way: 'token' })
    expect(first('policy')).toEqual({ kind: 'use', way: 'token' })
  })
})
