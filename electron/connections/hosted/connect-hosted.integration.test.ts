import { existsSync } from 'node:fs'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ConnectEvent } from '#shared/contract/connections.ts'
import type { Account } from '#shared/domain/account.ts'
import type { Api } from '#shared/domain/api.ts'
import type { Connection } from '#shared/domain/connection.ts'
import { git } from '../../../e2e/sandbox/git-command.ts'
import type { SandboxRepository } from '../../../e2e/sandbox/hosts/model.ts'
import { contentsOf, type HostedServices, startHostedServices } from '../../testing/hosted-services.ts'

let under: HostedServices
let api: Api
let account: Account

beforeEach(async () => {
  under = await startHostedServices()
  api = await under.client.apis.create({ name: 'Pets', summary: '', starter: 'openapi' })
  account = await under.signIn()
})
afterEach(() => under.remove())

const input = (repository: SandboxRepository, branch = 'main', directories = { schema: '', collection: '' }) => ({
  apiId: api.id,
  accountId: account.id,
  repository: repository.path,
  branch,
  directories,
})
async function connect(wanted: ReturnType<typeof input>, signal?: AbortSignal): Promise<ConnectEvent[]> {
  const events: ConnectEvent[] = []
  const stream = await under.client.connections.connectHosted(wanted, signal ? { signal } : {})
  for await (const event of stream) events.push(event)
  return events
}
async function connected(wanted = input(under.world.pets)): Promise<Connection> {
  const last = (await connect(wanted)).at(-1)
  if (last?.kind !== 'connected') throw new Error(JSON.stringify(last))
  return last.connection
}
const cloneOf = ({ id }: Connection) => join(under.platform.dataFolder, 'clones', id)
/** What a failed attempt must leave as it was: everything but what accounts write by themselves. */
const kept = () => contentsOf(under.platform.dataFolder, ['avatars', 'accounts', 'account-secrets.json', 'clones'])
const clones = async () => {
  const folder = join(under.platform.dataFolder, 'clones')
  return existsSync(folder) ? readdir(folder) : []
}
async function pushEverything({ id }: Connection): Promise<unknown> {
  const { changes } = await under.client.sourceControl.status({ connectionId: id })
  const paths = changes.map(({ path }) => path)
  const author = { name: 'Ada', email: 'ada@example.test' }
  const commit = { connectionId: id, paths, summary: 'Graft', description: '', author }
  expect((await under.client.sourceControl.commit(commit)).kind).toBe('committed')
  let last: unknown
  for await (const event of await under.client.sourceControl.push({ connectionId: id })) last = event
  return last
}

describe('connecting to a repository at its host', () => {
  it('goes through its stages and makes a small clone in which work is committed and pushed', async () => {
    const events = await connect(input(under.world.pets))
    const stages = events.flatMap((event) => (event.kind === 'stage' ? [event.stage] : []))
    expect([...new Set(stages)]).toEqual(['check', 'sign-in', 'fetch', 'read', 'write'])
    const last = events.at(-1)
    if (last?.kind !== 'connected') throw new Error(JSON.stringify(last))
    const { connection } = last
    expect(connection).toMatchObject({
      host: under.host.host.kind,
      domain: under.host.origin,
      remote: { name: 'origin', url: under.host.cloneUrl(under.world.pets) },
      repository: under.world.pets.path,
      clone: { kind: 'managed' },
      branch: 'main',
      signIn: { kind: 'account', accountId: account.id },
      otherFiles: 'update',
      definitionRoot: 'index.yaml',
    })
    expect((await readdir(cloneOf(connection))).sort()).toEqual(['.git', '.postman', 'postman'])
    expect(await clones()).toEqual([connection.id])
    const content = await under.client.apis.content({ apiId: api.id })
    expect(content).toMatchObject({ source: 'connected', definitionRoot: 'index.yaml', collections: [{ path: 'Pets.json' }] })
    await writeFile(join(cloneOf(connection), 'postman/schemas/index.yaml'), 'openapi: 3.1.0\n')
    expect(await pushEverything(connection)).toMatchObject({ kind: 'done', outcome: { kind: 'pushed', branch: 'main' } })
    expect(git(under.world.pets.bare, 'show', 'main:postman/schemas/index.yaml')).toBe('openapi: 3.1.0')
    expect(git(under.world.pets.bare, 'show', 'main:README.md')).toBe('# Pets')
    git(under.world.pets.bare, 'fsck', '--strict')
  })

  it('keeps nothing secret in what it wrote, and nothing that was not asked for', async () => {
    const connection = await connected()
    await pushEverything(connection)
    const everything = await readdir(under.platform.dataFolder, { recursive: true, withFileTypes: true })
    const files = everything.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
    const written = [...under.platform.logged, ...(await Promise.all(files.map((file) => readFile(file, 'latin1'))))]
    expect(under.host.secrets.size).toBeGreaterThan(0)
    for (const secret of under.host.secrets) expect(written.some((text) => text.includes(secret))).toBe(false)
  })

  it('begins an empty repository with the API’s own files, on the branch that was given', async () => {
    const connection = await connected(input(under.world.empty, 'trunk'))
    expect(connection).toMatchObject({ branch: 'trunk', definitionRoot: 'index.yaml' })
    const { head, changes } = await under.client.sourceControl.status({ connectionId: connection.id })
    expect(head).toEqual({ kind: 'unborn', branch: 'trunk' })
    expect(changes.map(({ path }) => path)).toContain('postman/schemas/index.yaml')
    expect(await pushEverything(connection)).toMatchObject({ outcome: { kind: 'pushed', branch: 'trunk' } })
    expect(git(under.world.empty.bare, 'show', 'trunk:postman/schemas/index.yaml')).toMatch(/^openapi: /)
  })

  it('asks which definition is meant where there are several', async () => {
    const several = input(under.world.several, 'trunk', { schema: 'api/definitions', collection: 'api/collections' })
    expect(await connected(several)).toMatchObject({ definitionRoot: null })
    expect((await under.client.apis.content({ apiId: api.id })).definitions.map(({ path }) => path)).toEqual([
      'orders.yaml',
      'returns.yaml',
    ])
  })

  it.each(['check', 'sign-in', 'fetch', 'read', 'write'] as const)(
    'leaves nothing behind when it is cancelled at %s',
    async (stage) => {
      const before = await kept()
      const stop = new AbortController()
      const run = async () => {
        const stream = await under.client.connections.connectHosted(input(under.world.pets), { signal: stop.signal })
        for await (const event of stream) if (event.kind === 'stage' && event.stage === stage) stop.abort()
      }
      await expect(run()).rejects.toMatchObject({ name: 'AbortError' })
      expect(await kept()).toEqual(before)
      expect(await clones()).toEqual([])
      expect(await under.client.connections.list()).toEqual([])
      expect(await connected()).toMatchObject({ clone: { kind: 'managed' } })
    },
  )

  it('says which branch is not there, which directory is refused, which repository is unknown, and leaves nothing', async () => {
    const before = await kept()
    const { pets } = under.world
    expect((await connect(input(pets, 'gone'))).at(-1)).toEqual({ kind: 'branch-missing', branch: 'gone' })
    expect((await connect(input(pets, 'main', { schema: 'README.md', collection: '' }))).at(-1)).toMatchObject({
      kind: 'directories-refused',
      schema: { problem: { kind: 'is-a-file' } },
    })
    const unknown = { ...input(pets), repository: { ...pets.path, name: 'nowhere' } }
    expect((await connect(unknown)).at(-1)).toEqual({ kind: 'repository-refused', check: { kind: 'not-found' } })
    expect(await kept()).toEqual(before)
    expect(await clones()).toEqual([])
  })

  it('turns the account amber where the sign-in was taken back, and leaves nothing', async () => {
    const before = await kept()
    under.host.revokeSignIns('ada')
    await expect(connect(input(under.world.pets))).rejects.toMatchObject({ code: 'SIGN_IN_NEEDED', defined: true })
    expect(await kept()).toEqual(before)
    expect(await clones()).toEqual([])
    expect((await under.client.accounts.list())[0]).toMatchObject({ id: account.id, state: { kind: 'needs-renewal' } })
  })

  it('sweeps away at the next start what a killed attempt left, and nothing else', async () => {
    const connection = await connected()
    const left = '5ad2f5a8-58ae-4a5c-8d4b-8a9a3a2b7c11'
    const folder = join(under.platform.dataFolder, 'clones')
    git(under.platform.dataFolder, 'init', '-q', join(folder, left))
    await writeFile(join(folder, `${left}.attempt`), '')
    await writeFile(join(folder, `${connection.id}.attempt`), '')
    await under.restart()
    expect(await clones()).toEqual([connection.id])
    expect(await under.client.apis.content({ apiId: api.id })).toMatchObject({ source: 'connected' })
  })
})

describe('one repository, one API', () => {
  it('lets one of two win that ask at once, and the other leaves nothing', async () => {
    const other = await under.client.apis.create({ name: 'Other', summary: '', starter: 'empty' })
    const [one, two] = await Promise.all([
      connect(input(under.world.pets)),
      connect({ ...input(under.world.pets), apiId: other.id }),
    ])
    const kinds = [one.at(-1)?.kind, two.at(-1)?.kind].sort()
    expect(kinds).toEqual(['connected', 'repository-refused'])
    expect(await clones()).toHaveLength(1)
    expect(await under.client.connections.list()).toHaveLength(1)
  })

  it('names the API that a repository is connected to, and the repository of an API', async () => {
    const other = await under.client.apis.create({ name: 'Other', summary: '', starter: 'empty' })
    await connected()
    const check = { accountId: account.id, repository: under.world.pets.path }
    expect(await under.client.connections.checkRepository({ ...check, apiId: other.id })).toEqual({
      kind: 'already-connected',
      apiId: api.id,
      apiName: 'Pets',
    })
    const again = { ...check, apiId: api.id, repository: under.world.several.path }
    expect(await under.client.connections.checkRepository(again)).toMatchObject({ kind: 'already-connected', apiId: api.id })
  })
})

describe('disconnecting', () => {
  it('copies the files, and removes a clone that holds nothing of its own', async () => {
    const connection = await connected()
    await pushEverything(connection)
    await under.client.connections.disconnect({ connectionId: connection.id, confirmName: 'Pets' })
    expect(await under.client.apis.content({ apiId: api.id })).toMatchObject({ source: 'draft', definitionRoot: 'index.yaml' })
    expect(await clones()).toEqual([])
  })

  it('leaves a clone where it is that holds a file which Git ignores', async () => {
    const connection = await connected()
    await pushEverything(connection)
    await writeFile(join(cloneOf(connection), '.git/info/exclude'), '*.log\n')
    await writeFile(join(cloneOf(connection), 'postman/schemas/run.log'), 'mine\n')
    await under.client.connections.disconnect({ connectionId: connection.id, confirmName: 'Pets' })
    expect(await clones()).toEqual([connection.id])
  })

  it('leaves a clone where it is that holds a restore point, over a restart too', async () => {
    const connection = await connected()
    await writeFile(join(cloneOf(connection), 'postman/schemas/index.yaml'), 'openapi: 3.1.0\n')
    await under.client.connections.disconnect({ connectionId: connection.id, confirmName: 'Pets' })
    await under.restart()
    expect(await clones()).toEqual([connection.id])
    const [restore] = git(cloneOf(connection), 'for-each-ref', '--format=%(refname)', 'refs/graft/restore/').split('\n')
    expect(git(cloneOf(connection), 'show', `${restore}:postman/schemas/index.yaml`)).toBe('openapi: 3.1.0')
    const file = { area: 'schema' as const, path: 'index.yaml' }
    expect(await under.client.apis.readFile({ apiId: api.id, file })).toMatchObject({ text: 'openapi: 3.1.0\n' })
    // Tokens were kept in memory alone: the same account is signed in to again.
    expect(await under.signIn(account.id)).toMatchObject({ id: account.id, state: { kind: 'ready' } })
    expect(await connected()).toMatchObject({ clone: { kind: 'managed' } })
  })
})
