import { expect, it, vi } from 'vitest'
import type { Account } from '#shared/domain/account.ts'
import type { Connection } from '#shared/domain/connection.ts'
import { AccountId, ApiId, ConnectionId } from '#shared/domain/ids.ts'
import { accountUnderTest } from './account-under-test.ts'
import { accountOf, createAccountsStore, signInStanding } from './accounts.ts'
import { sessionUnderTest } from './session-under-test.ts'

const ADA = AccountId.parse('00000000-0000-4000-8000-000000000001')
const GONE = AccountId.parse('00000000-0000-4000-8000-000000000002')

function account(changes: Partial<Account> = {}): Account {
  return accountUnderTest({ id: ADA, login: 'ada', hasAvatar: true, ...changes })
}

function connection(signIn: Connection['signIn']): Connection {
  return {
    id: ConnectionId.parse('00000000-0000-4000-8000-000000000003'),
    apiId: ApiId.parse('00000000-0000-4000-8000-000000000004'),
    host: 'github',
    domain: 'https://github.com',
    repository: { organisation: 'acme', project: null, name: 'pets' },
    remote: { name: 'origin', url: 'https://github.com/acme/pets.git' },
    clone: { kind: 'managed' },
    branch: 'main',
    directories: { schema: 'postman/schemas', collection: 'postman/collections' },
    signIn,
    otherFiles: 'ask',
    definitionRoot: null,
    createdAt: '2026-11-01T00:00:00.000Z',
  }
}

it('loads again when the host says that accounts changed, and keeps what is known while it is away', async () => {
  const list = vi.fn(async () => [account()])
  const session = sessionUnderTest({ accounts: { list } })
  const store = createAccountsStore(session)
  session.events.dispatch({ kind: 'accounts-changed', sequence: 1 })
  await vi.waitFor(() => expect(store.getState().accounts).toEqual({ kind: 'ready', accounts: [account()] }))
  list.mockRejectedValueOnce(new Error('away'))
  await store.getState().load()
  expect(store.getState().accounts).toEqual({ kind: 'ready', accounts: [account()] })
})

it('asks for a picture once, and again only after it failed', async () => {
  const avatar = vi.fn(async () => ({ image: 'data:image/png;base64,AA==' as string | null }))
  const store = createAccountsStore(sessionUnderTest({ accounts: { avatar } }))
  avatar.mockRejectedValueOnce(new Error('away'))
  store.getState().ensureAvatar(account())
  await vi.waitFor(() => expect(avatar).toHaveBeenCalledTimes(1))
  await vi.waitFor(() => {
    store.getState().ensureAvatar(account())
    expect(store.getState().avatars.get(ADA)).toBe('data:image/png;base64,AA==')
  })
  store.getState().ensureAvatar(account())
  store.getState().ensureAvatar(account({ id: GONE, hasAvatar: false }))
  expect(avatar).toHaveBeenCalledTimes(2)
})

it('tells whether a connection’s sign-in has to be renewed', () => {
  const known = (state: Account['state']) => ({ accounts: { kind: 'ready', accounts: [account({ state })] } }) as const
  const revoked: Account['state'] = { kind: 'needs-renewal', reason: 'revoked', missingScopes: [] }
  const withAccount = connection({ kind: 'account', accountId: ADA })
  expect(signInStanding(known({ kind: 'ready' }), withAccount)).toEqual({ kind: 'fine' })
  expect(signInStanding(known(revoked), withAccount)).toEqual({ kind: 'renew', account: account({ state: revoked }) })
  expect(signInStanding(known(revoked), connection({ kind: 'account', accountId: GONE }))).toEqual({ kind: 'gone' })
  expect(signInStanding(known(revoked), connection({ kind: 'token' }))).toEqual({ kind: 'fine' })
  expect(signInStanding({ accounts: { kind: 'loading' } }, withAccount)).toEqual({ kind: 'fine' })
  expect(accountOf(known(revoked), null)).toBeNull()
})
