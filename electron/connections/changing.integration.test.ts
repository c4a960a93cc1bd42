import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import type { ConnectEvent } from '#shared/contract/connections.ts'
import type { Api } from '#shared/domain/api.ts'
import type { Connection } from '#shared/domain/connection.ts'
import { commitToBare, createBareRepository, git } from '../../e2e/sandbox/git-command.ts'
import { clonedByHand, type HostedServices, startHostedServices } from '../testing/hosted-services.ts'
import { openFolder, type ServicesUnderTest, startServices, TOKEN } from '../testing/services-under-test.ts'

type Under = Pick<HostedServices, 'client' | 'services' | 'remove'>

const cleanups: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const clean of cleanups.splice(0)) await clean()
})

async function connected(stream: AsyncIterable<ConnectEvent>): Promise<Connection> {
  for await (const event of stream) if (event.kind === 'connected') return event.connection
  throw new Error('not connected')
}
const newApi = ({ client }: Under, name: string): Promise<Api> => client.apis.create({ name, summary: '', starter: 'empty' })
const USUAL = { schema: '', collection: '' }
const EDIT = 'postman/schemas/index.yaml'

async function hosted(): Promise<{ under: HostedServices; connection: Connection; root: string }> {
  const under = await startHostedServices('gitlab')
  cleanups.push(() => under.remove())
  commitToBare(under.world.pets.bare, { 'api/v2/index.yaml': 'openapi: 3.1.0\n', 'api/note.txt': 'x\n' }, 'Another API')
  const account = await under.signIn()
  const place = { accountId: account.id, repository: under.world.pets.path, branch: 'main', directories: USUAL }
  const { id: apiId } = await newApi(under, 'Pets')
  const connection = await connected(await under.client.connections.connectHosted({ ...place, apiId }))
  return { under, connection, root: under.services.connections.get(connection.id).root }
}

async function local(): Promise<{ under: ServicesUnderTest; connection: Connection }> {
  const under = await startServices()
  cleanups.push(() => under.remove())
  const { url: domain } = under.server
  await under.client.tokens.keep({ domain, username: null, token: TOKEN })
  const { id: apiId } = await newApi(under, 'Pets')
  const place = { host: 'gitlab-self-managed' as const, domain, folder: await openFolder(under.client, 'pets') }
  const input = { ...place, apiId, remote: 'origin', directories: USUAL, signIn: { kind: 'token' as const } }
  return { under, connection: await connected(await under.client.connections.connect(input)) }
}

describe('other folders', () => {
  it('come to a managed clone, edits in the old ones stay in a restore point, and all that follows the folders follows', async () => {
    const { under, connection, root } = await hosted()
    const { client } = under
    const { id: connectionId, apiId } = connection
    const change = (schema: string, edits: 'ask' | 'keep-in-restore-point' = 'ask') =>
      client.connections.changeDirectories({ connectionId, directories: { schema, collection: '' }, edits })
    expect(await client.connections.browseNewDirectories({ connectionId, path: 'api' })).toEqual([
      { name: 'v2', path: 'api/v2', hasChildren: false, definitions: 1, collections: 0 },
    ])
    const checked = await client.connections.checkNewDirectories({
      connectionId,
      directories: { schema: 'api/v2', collection: '' },
    })
    expect(checked.schema).toMatchObject({ kind: 'usable', exists: true, definitions: 1 })
    expect(await change('api/note.txt')).toMatchObject({ kind: 'refused', schema: { problem: { kind: 'is-a-file' } } })
    expect(await change('../x')).toMatchObject({ kind: 'refused', schema: { problem: { kind: 'leaves-repository' } } })

    await writeFile(join(root, EDIT), 'mine: true\n')
    expect(await change('api/v2')).toEqual({ kind: 'has-edits', paths: [EDIT] })
    expect(await readFile(join(root, EDIT), 'utf8')).toBe('mine: true\n')
    expect(await change('api/v2', 'keep-in-restore-point')).toMatchObject({
      kind: 'changed',
      connection: { directories: { schema: 'api/v2', collection: 'postman/collections' }, definitionRoot: 'index.yaml' },
    })
    const file = await client.apis.readFile({ apiId, file: { area: 'schema', path: 'index.yaml' } })
    expect(file).toMatchObject({ kind: 'text', text: 'openapi: 3.1.0\n' })
    expect(git(root, 'status', '--porcelain', '--', 'postman', 'api')).toBe('')
    expect(await readFile(join(root, `.postman/api_${apiId}`), 'utf8')).toContain('rootDirectory = api/v2')
    const [point] = await client.sourceControl.restorePoints({ connectionId })
    expect(point).toMatchObject({ reason: 'folders-changed', paths: [EDIT] })

    // What is there is watched from now on.
    const stop = new AbortController()
    const events = await client.events.subscribe(undefined, { signal: stop.signal })
    // Who does not read yet is told nothing: the reading begins before the writing.
    const told = (async () => {
      for await (const event of events) if (event.kind === 'content-changed') return
    })()
    await writeFile(join(root, 'api/v2/index.yaml'), 'openapi: 3.1.1\n')
    await told
    stop.abort()
    await writeFile(join(root, 'api/v2/index.yaml'), 'openapi: 3.1.0\n')

    // And back, where the edit can be put back.
    expect(await change('')).toMatchObject({ kind: 'changed' })
    if (point) await client.sourceControl.restore({ connectionId, id: point.id, paths: null })
    expect(await readFile(join(root, EDIT), 'utf8')).toBe('mine: true\n')
  })

  it('of a clone of the user’s are the connection’s alone: every file stays as it is', async () => {
    const { under, connection } = await local()
    const { client, clone } = under
    const { id: connectionId } = connection
    await writeFile(join(clone, 'notes.txt'), 'of mine\n')
    const before = git(clone, 'status', '--porcelain', '--untracked-files=all', '--', 'postman', 'notes.txt')
    const input = { connectionId, directories: { schema: 'api', collection: 'api-tests' } }
    const asked = await client.connections.changeDirectories({ ...input, edits: 'ask' })
    if (asked.kind !== 'changed') {
      expect(asked).toMatchObject({ kind: 'has-edits' })
      expect(await client.connections.changeDirectories({ ...input, edits: 'keep-in-restore-point' })).toMatchObject({
        kind: 'changed',
        connection: { directories: { schema: 'api', collection: 'api-tests' } },
      })
    }
    expect(git(clone, 'status', '--porcelain', '--untracked-files=all', '--', 'postman', 'notes.txt')).toBe(before)
  })
})

describe('another address', () => {
  it('of the same repository at its host is taken, in every clone of the connection, and nothing else is', async () => {
    const { under, connection, root } = await hosted()
    const { client, world, host } = under
    const { id: connectionId } = connection
    const moved = { ...world.pets, path: { ...world.pets.path, name: 'pets-renamed' } }
    host.host.repositories.push(moved)
    const change = (url: string) => client.connections.changeRemote({ connectionId, url })
    expect(await change('not an address')).toEqual({ kind: 'not-an-address' })
    expect(await change('https://elsewhere.test/acme/pets.git')).toEqual({
      kind: 'other-domain',
      domain: 'https://elsewhere.test',
    })
    expect(await change(host.cloneUrl(world.pets).replace('pets', 'nowhere'))).toEqual({ kind: 'not-found' })
    expect(await change(host.cloneUrl(world.several))).toEqual({ kind: 'other-repository' })
    expect(git(root, 'remote', 'get-url', 'origin')).toBe(connection.remote.url)

    const folder = clonedByHand(under, world.pets.bare, 'mine', host.cloneUrl(world.pets))
    const linked = { connectionId, folder: await openFolder(client, 'mine'), work: 'leave' as const }
    expect(await client.connections.linkFolder(linked)).toMatchObject({ kind: 'linked' })
    const url = host.cloneUrl(moved)
    expect(await change(url.replace('://', '://ada:secret@'))).toMatchObject({
      kind: 'changed',
      connection: { remote: { name: 'origin', url }, repository: moved.path },
    })
    expect(git(folder, 'remote', 'get-url', 'origin')).toBe(url)
    expect(await client.connections.unlinkFolder({ connectionId })).toMatchObject({ remote: { url } })
    for await (const _event of await client.sourceControl.fetch({ connectionId }));
    const second = await newApi(under, 'Second')
    const account = connection.signIn.kind === 'account' ? connection.signIn.accountId : null
    if (account === null) throw new Error('no account')
    const again = { apiId: second.id, accountId: account, repository: moved.path }
    expect(await client.connections.checkRepository(again)).toMatchObject({ kind: 'already-connected', apiName: 'Pets' })
  })

  it('of an own server is held against the clone’s history, also where the server has moved on', async () => {
    const { under, connection } = await local()
    const { client, clone, bare, server } = under
    const { id: connectionId } = connection
    const repositories = join(bare, '..', '..')
    git(repositories, 'clone', '-q', '--bare', bare, join(repositories, 'acme/moved.git'))
    commitToBare(join(repositories, 'acme/moved.git'), { 'README.md': '# Moved\n' }, 'Go on')
    commitToBare(createBareRepository(repositories, 'acme/other.git'), { 'README.md': '# Other\n' }, 'Begin')
    const change = (name: string) => client.connections.changeRemote({ connectionId, url: server.urlOf(`acme/${name}.git`) })
    git(clone, 'config', 'remote.origin.note', 'kept')
    const before = git(clone, 'config', '--list', '--local')
    expect(await change('other')).toEqual({ kind: 'other-repository' })
    expect(await change('nowhere')).toEqual({ kind: 'not-found' })
    expect(git(clone, 'config', '--list', '--local')).toBe(before)
    const url = server.urlOf('acme/moved.git')
    expect(await change('moved')).toMatchObject({ kind: 'changed', connection: { remote: { url }, repository: null } })
    expect(git(clone, 'config', '--list', '--local')).toBe(before.replace(connection.remote.url, url))
    for await (const _event of await client.sourceControl.fetch({ connectionId }));
    expect((await client.sourceControl.status({ connectionId })).upstream).toMatchObject({ kind: 'tracked', behind: 1 })
  })
})
