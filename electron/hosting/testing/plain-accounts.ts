import type { Account } from '#shared/domain/account.ts'
import { AccountId } from '#shared/domain/ids.ts'
import type { AccountRefusal, AccountService, AccountToken } from '../../auth/account-service.ts'
import { Failure } from '../../failure.ts'

export const ADA = AccountId.parse('0f1d7bb0-2f25-4d0e-9c3b-7a51d4b0a001')

/** The part of the accounts that services use, with tokens given by the test, and what it was asked. */
export function plainAccounts(tokens: readonly string[]) {
  const refusals: AccountRefusal[] = []
  let at = 0
  let account: Account = {
    id: ADA,
    host: 'github',
    domain: 'https://github.com',
    hostUserId: '1',
    login: 'ada',
    name: 'Ada',
    organisation: null,
    signedInBy: 'browser',
    scopes: null,
    expiresAt: null,
    state: { kind: 'ready' },
    addedAt: '2026-11-22T12:00:00.000Z',
    hasAvatar: false,
  }
  const tokenNow = (): AccountToken => {
    const token = tokens[at] ?? ''
    return { token, authorization: `Bearer ${token}`, gitUsername: 'x-access-token' }
  }
  const get = (id: AccountId): Account => {
    if (id !== ADA) throw new Failure('NOT_FOUND', { what: 'account' })
    return account
  }
  const service: Pick<AccountService, 'get' | 'find' | 'token' | 'afterRefusal'> = {
    get,
    find: (id) => (id === ADA ? account : null),
    token: async (id) => {
      get(id)
      return tokenNow()
    },
    afterRefusal: async (_id, _refused, why) => {
      refusals.push(why)
      if (why.reason !== 'scope' && at + 1 < tokens.length) {
        at += 1
        return tokenNow()
      }
      account = { ...account, state: { kind: 'needs-renewal', ...why } }
      return null
    },
  }
  return { service, refusals, account: () => account }
}
