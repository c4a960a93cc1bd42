import { expect, it } from 'vitest'
import { createTexts } from '#renderer/texts/texts.ts'
import { Account } from '#shared/domain/account.ts'
import { Connection } from '#shared/domain/connection.ts'
import { accountFacts, apisOf } from './facts.ts'

const t = createTexts('en')
const id = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`
const account = (changes: Partial<Account> = {}): Account =>
  Account.parse({
    id: id(1),
    host: 'gitlab-self-managed',
    domain: 'https://git.acme.test/lab',
    hostUserId: '7',
    login: 'ada',
    name: null,
    organisation: null,
    signedInBy: 'token',
    scopes: ['api', 'write_repository'],
    expiresAt: '2027-01-02T03:04:05.000Z',
    state: { kind: 'ready' },
    addedAt: '2026-11-01T00:00:00.000Z',
    hasAvatar: false,
    ...changes,
  })
const facts = (changes: Partial<Account>, used: string[] = []) =>
  Object.fromEntries(accountFacts(t, account(changes), used).map(({ name, value }) => [name, value]))

it('says where, how, with which rights, by what and how long an account is used', () => {
  expect(facts({}, ['Pets', 'Orders'])).toMatchObject({
    Host: 'GitLab Self-Managed · git.acme.test',
    'Signed in by': 'access token',
    Rights: 'api, write_repository',
    'Used by': 'Pets and Orders',
  })
  expect(facts({ organisation: 'acme' })).toMatchObject({ Organization: 'acme', 'Used by': 'nothing yet' })
})

it('tells rights that are not known from rights that are none, and an end from none', () => {
  expect(facts({ scopes: null, expiresAt: null })).toMatchObject({
    Rights: 'not told by the host',
    Expires: 'renews itself, or has no end that the host tells',
  })
  expect(facts({ scopes: [] })).toMatchObject({ Rights: 'none' })
})

it('finds the APIs whose connections use the account', () => {
  const connection = (number: number, signIn: Connection['signIn']) =>
    Connection.parse({
      id: id(100 + number),
      apiId: id(number),
      host: 'gitlab-self-managed',
      domain: 'https://git.acme.test/lab',
      repository: null,
      remote: { name: 'origin', url: 'https://git.acme.test/lab/acme/pets.git' },
      clone: { kind: 'managed' },
      branch: 'main',
      directories: { schema: 's', collection: 'c' },
      signIn,
      otherFiles: 'ask',
      definitionRoot: null,
      createdAt: '2026-11-01T00:00:00.000Z',
    })
  const mine = connection(2, { kind: 'account', accountId: account().id })
  const others = connection(3, { kind: 'token' })
  const byApi = new Map([mine, others].map((one) => [one.apiId, one]))
  expect(apisOf(account(), { kind: 'ready', byApi })).toEqual([mine.apiId])
  expect(apisOf(account(), { kind: 'loading' })).toEqual([])
})
