import { accountUnderTest } from '#renderer/session/account-under-test.ts'
import type { SignInOffers } from '#shared/contract/accounts.ts'
import type { Account } from '#shared/domain/account.ts'

/** Values that the tests of signing in share. */
export const PLACE = { host: 'github', domain: 'https://github.com' } as const

export const ACCOUNT: Account = accountUnderTest()

export function offers(part: Partial<SignInOffers> = {}): SignInOffers {
  return {
    browser: 'offered',
    redirect: 'http://127.0.0.1/callback',
    deviceCode: 'offered',
    token: { page: 'https://github.com/settings/tokens', scopes: ['repo'], beside: 'nothing' },
    organisation: 'not-asked',
    registrationPage: 'https://github.com/settings/developers',
    storage: 'protected',
    ...part,
  }
}
