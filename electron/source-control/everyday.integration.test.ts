import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import type { ConnectEvent } from '#shared/contract/connections.ts'
import type { Connection } from '#shared/domain/connection.ts'
import { commitToBare } from '../../e2e/sandbox/git-command.ts'
import { startHostedServices } from '../testing/hosted-services.ts'
import { openFolder, startServices, TOKEN } from '../testing/services-under-test.ts'

const cleanups: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const clean of cleanups.splice(0)) await clean()
})

const FOLDERS = { schema: '', collection: '' }
const EDIT = 'postman/schemas/index.yaml'

async function connected(stream: AsyncIterable<ConnectEvent>): Promise<Connection> {
  for await (const event of stream) if (event.kind === 'connected') return event.connection
  throw new Error('not connected')
}
async function outcomeOf<O>(stream: AsyncIterable<{ kind: 'progress' } | { kind: 'done'; outcome: O }>): Promise<O> {
  for await (const event of stream) if (event.kind === 'done') return event.outcome
  throw new Error('no outcome')
}

it('a connection follows the branch that is checked out, made or renamed, and asks its server only for what it lacks', async () => {
  const under = await startHostedServices('gitlab')
  cleanups.push(() => under.remove())
  const { client, world, host } = under
  commitToBare(world.pets.bare, { [EDIT]: 'openapi: 3.1.0\n' }, 'On develop', 'develop')
  const account = await under.signIn()
  const { id: apiId } = await client.apis.create({ name: 'Pets', summary: '', starter: 'empty' })
  const place = { accountId: account.id, repository: world.pets.path, branch: 'main', directories: FOLDERS }
  const { id: connectionId } = await connected(await client.connections.connectHosted({ ...place, apiId }))
  const { root } = under.services.connections.get(connectionId)
  const branch = async () => (await client.connections.list())[0]?.branch
  const text = () => readFile(join(root, EDIT), 'utf8')

  const { local, remote } = await client.branches.ask({ connectionId })
  expect(local.map(({ name }) => name)).toEqual(['main'])
  expect(remote.map(({ name }) => name)).toEqual(expect.arrayContaining(['develop', 'main']))
  await writeFile(join(root, EDIT), 'mine: true\n')
  const toDevelop = { connectionId, to: { kind: 'remote' as const, name: 'develop' } }
  expect(await outcomeOf(await client.branches.switch({ ...toDevelop, edits: 'ask' }))).toMatchObject({ kind: 'has-edits' })
  expect(await branch()).toBe('main')
  expect(await outcomeOf(await client.branches.switch({ ...toDevelop, edits: 'leave' }))).toMatchObject({
    kind: 'switched',
    branch: 'develop',
    created: true,
  })
  expect(await branch()).toBe('develop')
  expect(await text()).toBe('openapi: 3.1.0\n')

  // From here on the server is not needed.
  const { requests } = host
  const asked = requests.length
  const create = { connectionId, name: 'topic', from: { kind: 'head' as const }, edits: 'ask' as const }
  expect(await outcomeOf(await client.branches.create(create))).toMatchObject({ kind: 'switched', branch: 'topic' })
  expect(await client.branches.rename({ connectionId, name: 'topic', newName: 'feature/pets' })).toEqual({ kind: 'renamed' })
  expect(await branch()).toBe('feature/pets')
  const back = { connectionId, to: { kind: 'local' as const, name: 'main' }, edits: 'leave' as const }
  expect(await outcomeOf(await client.branches.switch(back))).toMatchObject({
    kind: 'switched',
    returned: { kind: 'brought-back', paths: expect.arrayContaining([EDIT]) },
  })
  expect(await text()).toBe('mine: true\n')

  const points = await client.sourceControl.restorePoints({ connectionId })
  const commit = {
    connectionId,
    paths: [EDIT],
    summary: 'Mine',
    description: '',
    author: { name: 'Ada', email: 'ada@acme.test' },
  }
  expect(await client.sourceControl.commit({ ...commit, keepFirst: 'restore-point' })).toMatchObject({ kind: 'committed' })
  const [newest, ...older] = await client.sourceControl.restorePoints({ connectionId })
  expect(newest).toMatchObject({ reason: 'switch', paths: expect.arrayContaining([EDIT]) })
  expect(older).toEqual(points)
  expect(requests.length).toBe(asked)
})

it('a connection without an account leads to the host’s own page for a pull request', async () => {
  const under = await startServices()
  cleanups.push(() => under.remove())
  const { client, server } = under
  await client.tokens.keep({ domain: server.url, username: null, token: TOKEN })
  const { id: apiId } = await client.apis.create({ name: 'Pets', summary: '', starter: 'empty' })
  const place = { host: 'gitlab-self-managed' as const, domain: server.url, folder: await openFolder(client, 'pets') }
  const input = { ...place, apiId, remote: 'origin', directories: FOLDERS, signIn: { kind: 'token' as const } }
  const { id: connectionId } = await connected(await client.connections.connect(input))
  const listed = await client.pullRequests.list({ connectionId })
  expect(listed).toMatchObject({ kind: 'page-only' })
  await client.branches.ask({ connectionId })
  const create = { connectionId, name: 'topic', from: { kind: 'head' as const }, edits: 'bring' as const }
  expect(await outcomeOf(await client.branches.create(create))).toMatchObject({ kind: 'switched' })
  const { newPage } = await client.pullRequests.list({ connectionId })
  expect(new URL(newPage ?? '').pathname).toBe('/acme/pets/-/merge_requests/new')
  expect(new URL(newPage ?? '').searchParams.get('merge_request[source_branch]')).toBe('topic')
  expect(await client.branches.protection({ connectionId, names: ['main'] })).toEqual([{ name: 'main', protected: 'unknown' }])
})
