import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ConnectEvent } from '#shared/contract/connections.ts'
import type { Account } from '#shared/domain/account.ts'
import type { Api } from '#shared/domain/api.ts'
import type { Connection } from '#shared/domain/connection.ts'
import type { OnPremisesHost } from '#shared/domain/host.ts'
import { git } from '../../../e2e/sandbox/git-command.ts'
import { clonedByHand, type HostedServices, startHostedServices } from '../../testing/hosted-services.ts'
import { openFolder } from '../../testing/services-under-test.ts'

let under: HostedServices
let api: Api
let account: Account

async function start(kind?: Parameters<typeof startHostedServices>[0]): Promise<void> {
  under = await startHostedServices(kind)
  api = await under.client.apis.create({ name: 'Pets', summary: '', starter: 'empty' })
  account = await under.signIn()
}
afterEach(() => under.remove())

async function connect(): Promise<Connection> {
  const stream = await under.client.connections.connectHosted({
    apiId: api.id,
    accountId: account.id,
    repository: under.world.pets.path,
    branch: 'main',
    directories: { schema: '', collection: '' },
  })
  for await (const event of stream) if (event.kind === 'connected') return event.connection
  throw new Error('not connected')
}
async function commitAndPush({ id }: Connection, text: string): Promise<unknown> {
  const { root, connection } = under.services.connections.get(id)
  await writeFile(join(root, connection.directories.schema, 'index.yaml'), text)
  const { changes } = await under.client.sourceControl.status({ connectionId: id })
  const commit = { connectionId: id, paths: changes.map(({ path }) => path), summary: 'Edit', description: '' }
  await under.client.sourceControl.commit({ ...commit, author: { name: 'Ada', email: 'ada@example.test' } })
  return push(id)
}
async function push(id: Connection['id']): Promise<unknown> {
  let last: unknown
  for await (const event of await under.client.sourceControl.push({ connectionId: id })) last = event
  return last
}
/** The access tokens that the host gave so far have ended; what renews them has not. */
function endAccessTokens(): void {
  for (const token of under.host.host.tokens) token.state = 'expired'
}
const state = async () => (await under.client.accounts.list()).find(({ id }) => id === account.id)?.state
const onServer = () => git(under.world.pets.bare, 'show', 'main:postman/schemas/index.yaml')
/** Sign-ins that Git over HTTP refused: what hosts count before they shut somebody out. */
const refusedByGit = () =>
  under.host.requests.filter(({ part, status, credential }) => part === 'git' && status === 401 && credential !== null)

describe('an account of a connection', () => {
  beforeEach(() => start())

  it('is renewed by itself where Git refuses its token, and the push goes through', async () => {
    const connection = await connect()
    endAccessTokens()
    const push = await commitAndPush(connection, 'openapi: 3.1.0\n')
    expect(push).toMatchObject({ kind: 'done', outcome: { kind: 'pushed' } })
    expect(onServer()).toBe('openapi: 3.1.0')
    expect(await state()).toEqual({ kind: 'ready' })
    expect(refusedByGit()).toHaveLength(1)
  })

  it('is renewed by itself where REST refuses its token', async () => {
    endAccessTokens()
    const listing = { accountId: account.id, search: '', cursor: null }
    const { organisation, project } = under.world.pets.path
    const { items } = await under.client.hosting.repositories({ ...listing, organisation, project })
    expect(items.map(({ path }) => path)).toContainEqual(under.world.pets.path)
    expect(await state()).toEqual({ kind: 'ready' })
  })

  it('turns amber once it was revoked, and works again after a renewal in place, with edits and commits as they were', async () => {
    const connection = await connect()
    under.host.revokeSignIns('ada')
    endAccessTokens()
    const announced: string[] = []
    under.services.events.follow(({ kind }) => announced.push(kind))
    await expect(commitAndPush(connection, 'openapi: 3.1.0\n')).rejects.toMatchObject({ code: 'SIGN_IN_NEEDED', defined: true })
    expect(await state()).toMatchObject({ kind: 'needs-renewal' })
    expect(announced).toContain('accounts-changed')
    expect(refusedByGit().length).toBeLessThanOrEqual(1)
    const { root } = under.services.connections.get(connection.id)
    await writeFile(join(root, 'postman/schemas/index.yaml'), 'openapi: 3.1.1\n')

    expect(await under.signIn(account.id)).toMatchObject({ id: account.id, state: { kind: 'ready' } })
    expect(await push(connection.id)).toMatchObject({ outcome: { kind: 'pushed' } })
    expect(onServer()).toBe('openapi: 3.1.0')
    const { changes, head } = await under.client.sourceControl.status({ connectionId: connection.id })
    expect(changes).toEqual([{ path: 'postman/schemas/index.yaml', kind: 'modified' }])
    expect(head).toMatchObject({ kind: 'branch', branch: 'main' })
  })

  it('may be removed; its connections ask for a sign-in then, and take another account of the host', async () => {
    const connection = await connect()
    await under.client.accounts.remove({ accountId: account.id })
    await expect(push(connection.id)).rejects.toMatchObject({ code: 'SIGN_IN_NEEDED', data: { reason: 'missing' } })
    under.host.host.oauth.browserPerson = 'bob'
    const bob = await under.signIn()
    const change = { connectionId: connection.id, accountId: bob.id }
    expect(await under.client.connections.changeAccount(change)).toMatchObject({
      kind: 'changed',
      connection: { signIn: { kind: 'account', accountId: bob.id } },
    })
    expect(await commitAndPush(connection, 'openapi: 3.0.9\n')).toMatchObject({ outcome: { kind: 'pushed' } })
  })

  it('is not changed to one that does not reach the repository', async () => {
    const connection = await connect()
    const carol = { id: 3, login: 'carol', name: 'Carol', email: 'carol@example.test', organisations: ['elsewhere'] }
    under.host.host.people.push(carol)
    under.host.host.oauth.browserPerson = 'carol'
    const other = await under.signIn()
    expect(other.id).not.toBe(account.id)
    const change = { connectionId: connection.id, accountId: other.id }
    expect(await under.client.connections.changeAccount(change)).toEqual({ kind: 'no-access' })
    expect(await under.client.connections.list()).toEqual([connection])
  })
})

describe('an own server with an account', () => {
  const HOST: OnPremisesHost = 'bitbucket-data-center'
  beforeEach(() => start(HOST))

  const input = async () => ({
    apiId: api.id,
    host: HOST,
    domain: under.host.origin,
    folder: await openFolder(under.client, 'pets'),
    remote: 'origin',
  })
  async function connectClone(signIn: { kind: 'account'; accountId: Account['id'] }): Promise<ConnectEvent | undefined> {
    const directories = { schema: '', collection: '' }
    const stream = await under.client.connections.connect({ ...(await input()), directories, signIn })
    let last: ConnectEvent | undefined
    for await (const event of stream) last = event
    return last
  }

  it('is connected by a local clone, pushed to, and known to be the same repository when it is chosen there', async () => {
    const clone = clonedByHand(under, under.world.pets.bare, 'pets', under.host.cloneUrl(under.world.pets))
    const check = await under.client.connections.checkClone(await input())
    expect(check).toMatchObject({ kind: 'accepted', signIn: ['token', 'credential-helper', 'account'] })
    const last = await connectClone({ kind: 'account', accountId: account.id })
    if (last?.kind !== 'connected') throw new Error(JSON.stringify(last))
    expect(last.connection).toMatchObject({ clone: { kind: 'local' }, signIn: { kind: 'account', accountId: account.id } })
    expect(await commitAndPush(last.connection, 'openapi: 3.1.0\n')).toMatchObject({ outcome: { kind: 'pushed' } })
    expect(onServer()).toBe('openapi: 3.1.0')
    expect(git(clone, 'status', '--porcelain')).toBe('')

    const other = await under.client.apis.create({ name: 'Other', summary: '', starter: 'empty' })
    const chosen = { apiId: other.id, accountId: account.id, repository: under.world.pets.path }
    expect(await under.client.connections.checkRepository(chosen)).toMatchObject({ kind: 'already-connected', apiId: api.id })
  })

  it('is not signed in to with an account of another server', async () => {
    clonedByHand(under, under.world.pets.bare, 'pets', under.host.cloneUrl(under.world.pets))
    const elsewhere = { ...(await input()), host: 'gitlab-self-managed' as const, directories: { schema: '', collection: '' } }
    const signIn = { kind: 'account' as const, accountId: account.id }
    const stream = await under.client.connections.connect({ ...elsewhere, signIn })
    const run = async () => {
      for await (const _event of stream);
    }
    await expect(run()).rejects.toMatchObject({ code: 'NOT_FOUND', data: { what: 'account' } })
  })
})
