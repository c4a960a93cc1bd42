import { describe, expect, it } from 'vitest'
import type { Trouble } from '#renderer/trouble.ts'
import type { FailureValue } from '#shared/contract/failures.ts'
import { ACCOUNT, readyToConnect, step } from './machine-fixtures.ts'
import { remediesOf } from './remedies.ts'
import { INITIAL_STATE } from './state.ts'
import { transition } from './transition.ts'

const failed = (failure: FailureValue): Trouble => ({ kind: 'failure', failure })
const SIGN_IN = failed({ code: 'SIGN_IN_NEEDED', data: { domain: 'x', reason: 'expired', hostWords: null } })
const DENIED = failed({ code: 'ACCESS_DENIED', data: { domain: 'x', hostWords: null } })
const DISK = failed({ code: 'DISK_FULL', data: {} })

describe('ways out of a failed attempt', () => {
  const hosted = [
    { kind: 'host-chosen', host: 'github' } as const,
    { kind: 'account-chosen', account: ACCOUNT } as const,
  ].reduce(transition, INITIAL_STATE)
  const own = readyToConnect()

  it('renew the account where that may cure it', () => {
    expect(remediesOf(SIGN_IN, hosted)).toEqual([
      { kind: 'renew', account: ACCOUNT },
      { kind: 'step', step: 'sign-in' },
    ])
  })

  it('lead to another sign-in where the same account would be refused again, or there is none', () => {
    expect(remediesOf(DENIED, hosted)).toEqual([{ kind: 'step', step: 'sign-in' }])
    expect(remediesOf(SIGN_IN, own)).toEqual([{ kind: 'step', step: 'sign-in' }])
  })

  it('lead to what was chosen where signing in has nothing to do with it', () => {
    expect(remediesOf(DISK, hosted)).toEqual([{ kind: 'step', step: 'repository' }])
    expect(remediesOf(DISK, own)).toEqual([{ kind: 'step', step: 'domain' }])
    expect(remediesOf({ kind: 'host-lost' }, own)).toEqual([{ kind: 'step', step: 'domain' }])
  })

  it('renew the account of an own server too', () => {
    const account = { ...ACCOUNT, host: 'gitlab-self-managed' as const }
    const chosen = step(step(own, { kind: 'sign-in-chosen', signIn: 'account' }), { kind: 'account-chosen', account })
    expect(remediesOf(SIGN_IN, chosen)[0]).toEqual({ kind: 'renew', account })
  })
})
