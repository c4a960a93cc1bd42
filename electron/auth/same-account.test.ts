import { describe, expect, it } from 'vitest'
import { type AccountIdentity, isSameAccount } from './same-account.ts'

const ada: AccountIdentity = {
  host: 'azure-devops',
  domain: 'https://dev.azure.com',
  hostUserId: '1',
  login: 'ada@acme.example',
  tenant: 't1',
  organisation: 'acme',
}

describe('one account', () => {
  it.each<[string, Partial<AccountIdentity>, boolean]>([
    ['itself', {}, true],
    ['under another name', { login: 'lovelace@acme.example' }, true],
    ['at another server', { domain: 'https://dev.example' }, false],
    ['another person', { hostUserId: '2' }, false],
    ['another organisation of the same tenant', { organisation: 'other' }, true],
    ['a token of the same organisation', { tenant: null, organisation: 'ACME' }, true],
    ['another tenant', { tenant: 't2', organisation: 'other' }, false],
    ['another tenant, no organisation', { tenant: 't2', organisation: null }, false],
  ])('%s', (_what, changes, same) => {
    expect(isSameAccount(ada, { ...ada, ...changes })).toBe(same)
    expect(isSameAccount({ ...ada, ...changes }, ada)).toBe(same)
  })

  it('is told apart by login where the host gives no id', () => {
    const bob: AccountIdentity = { ...ada, host: 'gitlab', tenant: null, organisation: null, hostUserId: null }
    expect(isSameAccount(bob, { ...bob, login: 'ADA@acme.example' })).toBe(true)
    expect(isSameAccount(bob, { ...bob, login: 'bob' })).toBe(false)
  })
})
