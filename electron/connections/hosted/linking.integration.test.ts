import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Api } from '#shared/domain/api.ts'
import type { Connection } from '#shared/domain/connection.ts'
import { commitFiles, commitToBare, git } from '../../../e2e/sandbox/git-command.ts'
import { clonedByHand, contentsOf, type HostedServices, startHostedServices } from '../../testing/hosted-services.ts'
import { openFolder } from '../../testing/services-under-test.ts'

let under: HostedServices
let api: Api
let connection: Connection

beforeEach(async () => {
  under = await startHostedServices()
  api = await under.client.apis.create({ name: 'Pets', summary: '', starter: 'empty' })
  const account = await under.signIn()
  connection = await connect(account.id)
  await commitAll('Begin')
  await push()
})
afterEach(() => under.remove())

async function connect(accountId: Awaited<ReturnType<typeof under.signIn>>['id']): Promise<Connection> {
  const stream = await under.client.connections.connectHosted({
    apiId: api.id,
    accountId,
    repository: under.world.pets.path,
    branch: 'main',
    directories: { schema: '', collection: '' },
  })
  for await (const event of stream) if (event.kind === 'connected') return event.connection
  throw new Error('not connected')
}
async function commitAll(summary: string): Promise<void> {
  const { changes } = await under.client.sourceControl.status({ connectionId: connection.id })
  const author = { name: 'Ada', email: 'ada@example.test' }
  const paths = changes.map(({ path }) => path)
  await under.client.sourceControl.commit({ connectionId: connection.id, paths, summary, description: '', author })
}
async function push(): Promise<unknown> {
  let last: unknown
  for await (const event of await under.client.sourceControl.push({ connectionId: connection.id })) last = event
  return last
}
const own = (...path: string[]) => join(under.platform.dataFolder, 'clones', connection.id, ...path)
const mine = (url = under.host.cloneUrl(under.world.pets), name = 'pets') =>
  clonedByHand(under, under.world.pets.bare, name, url)
const link = async (name = 'pets', work: 'ask' | 'leave' = 'ask') =>
  under.client.connections.linkFolder({ connectionId: connection.id, folder: await openFolder(under.client, name), work })
const unlink = () => under.client.connections.unlinkFolder({ connectionId: connection.id })
const INDEX = 'postman/schemas/index.yaml'
const definition = async () => {
  const file = await under.client.apis.readFile({ apiId: api.id, file: { area: 'schema', path: 'index.yaml' } })
  return file.kind === 'text' ? file.text : file
}

describe('a linked folder', () => {
  it('is worked in from then on, pushes with the account, and is left as it is when it is unlinked', async () => {
    const folder = mine()
    expect(await link()).toMatchObject({
      kind: 'linked',
      connection: {
        id: connection.id,
        clone: { kind: 'linked', folderLabel: '~/pets' },
        signIn: connection.signIn,
        otherFiles: 'ask',
      },
    })
    await writeFile(join(folder, INDEX), 'openapi: 3.1.0\n')
    expect(await definition()).toBe('openapi: 3.1.0\n')
    await commitAll('From my clone')
    expect(git(folder, 'log', '-1', '--format=%s')).toBe('From my clone')
    expect(await push()).toMatchObject({ outcome: { kind: 'pushed' } })
    expect(git(under.world.pets.bare, 'show', `main:${INDEX}`)).toBe('openapi: 3.1.0')
    const before = await contentsOf(folder)
    expect(await unlink()).toMatchObject({ clone: { kind: 'managed' }, otherFiles: 'update', remote: connection.remote })
    expect(await contentsOf(folder)).toEqual(before)
    expect(await definition()).not.toBe('openapi: 3.1.0\n')
  })

  it('is asked about where work is in Graft’s own clone alone, and that work waits there', async () => {
    mine()
    await writeFile(own(INDEX), 'openapi: 3.0.9\n')
    expect(await link()).toEqual({ kind: 'work-left', changes: 1, commits: 0 })
    await commitAll('Not on the server')
    expect(await link()).toEqual({ kind: 'work-left', changes: 0, commits: 1 })
    await writeFile(own(INDEX), 'openapi: 3.0.10\n')
    expect(await link('pets', 'leave')).toMatchObject({ kind: 'linked' })
    expect(await readFile(own(INDEX), 'utf8')).toBe('openapi: 3.0.10\n')
    await under.restart()
    await unlink()
    expect(await definition()).toBe('openapi: 3.0.10\n')
    expect(git(own(), 'log', '-1', '--format=%s')).toBe('Not on the server')
  })

  it('announces changes in the folder that is linked', async () => {
    const folder = mine()
    await link()
    const stop = new AbortController()
    const events = await under.client.events.subscribe(undefined, { signal: stop.signal })
    const seen = (async () => {
      for await (const event of events) if (event.kind === 'content-changed' && event.apiId === api.id) return event.kind
      return null
    })()
    // The watcher begins by looking around; what is written before it has is not told.
    const writing = setInterval(() => void writeFile(join(folder, INDEX), `openapi: ${Date.now()}\n`), 50)
    expect(await seen).toBe('content-changed')
    clearInterval(writing)
    stop.abort()
  })

  it.each([
    ['another repository', 'orders'],
    ['another server', null],
  ] as const)('is refused where it is a clone of %s', async (_what, other) => {
    const url = other === null ? 'https://git.example.test/acme/pets.git' : under.host.cloneUrl(under.world.several)
    mine(url)
    expect(await link()).toEqual({ kind: 'other-repository', url })
    expect(await under.client.connections.list()).toEqual([connection])
  })

  it('is refused where it is no clone that can be worked in', async () => {
    const folder = mine()
    commitFiles(folder, { 'docs/a.md': 'a\n' }, 'Docs')
    git(folder, 'checkout', '-q', '--detach')
    expect(await link()).toMatchObject({ kind: 'refused', check: { kind: 'detached' } })
    git(folder, 'checkout', '-q', 'main')
    const docs = await openFolder(under.client, 'pets', 'docs')
    expect(await under.client.connections.linkFolder({ connectionId: connection.id, folder: docs, work: 'ask' })).toMatchObject(
      { kind: 'refused', check: { kind: 'subfolder', root: { label: '~/pets' } } },
    )
    git(folder, 'remote', 'remove', 'origin')
    expect(await link()).toMatchObject({ kind: 'refused', check: { kind: 'no-remote' } })
  })

  it('may be one whose other remote is the repository', async () => {
    const folder = mine('https://git.example.test/fork/pets.git')
    git(folder, 'remote', 'add', 'upstream', under.host.cloneUrl(under.world.pets))
    expect(await link()).toMatchObject({ kind: 'linked', connection: { remote: { name: 'upstream' } } })
  })

  it('says that Graft’s own clone is gone, and stays linked, rather than lead nowhere', async () => {
    mine()
    await link()
    await rm(own(), { recursive: true })
    await expect(unlink()).rejects.toMatchObject({ code: 'CLONE_MISSING', data: { reason: 'missing' } })
    expect((await under.client.connections.list())[0]).toMatchObject({ clone: { kind: 'linked' } })
  })
})

describe('a managed clone', () => {
  it('takes what others pushed, in files that are not the connection’s own too', async () => {
    commitToBare(under.world.pets.bare, { 'README.md': '# New\n', [INDEX]: 'openapi: 3.1.1\n' }, 'By others')
    let last: unknown
    const pull = { connectionId: connection.id, otherFiles: 'ask' as const, author: null }
    for await (const event of await under.client.sourceControl.pull(pull)) last = event
    expect(last).toMatchObject({ outcome: { kind: 'fast-forwarded' } })
    expect(await definition()).toBe('openapi: 3.1.1\n')
    expect(git(own(), 'status', '--porcelain')).toBe('')
  })
})
