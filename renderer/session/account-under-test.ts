import { Account } from '#shared/domain/account.ts'

/** An account for tests: a person at GitHub, with whatever a test wants otherwise. */
export function accountUnderTest(changes: Partial<Account> = {}): Account {
  return Account.parse({
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
    ...changes,
  })
}
