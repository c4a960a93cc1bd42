import type { SignInOffers } from '#shared/contract/accounts.ts'
import { Account } from '#shared/domain/account.ts'

/** Values that the tests of signing in share. */
export const PLACE = { host: 'github', domain: 'https://github.com' } as const

export const ACCOUNT: Account = Account.parse({
  id: '7d6f3a5e-5a34-4c1e-9b57-0c8f7d8a1b05',
  host: 'github',
  domain: 'https://github.com',
  hostUserId: '1',
  login: 'lin',
  name: 'A. Lin',
  organisation: null,
  signedInBy: 'browser',
  scopes: null,
  expiresAt: null,
  state: { kind: 'ready' },
  addedAt: '2026-01-02T03:04:05.000Z',
  hasAvatar: false,
})

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
