import { readdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ConnectEvent } from '#shared/contract/connections.ts'
import type { Api } from '#shared/domain/api.ts'
import { commitFiles, commitToBare, git } from '../../e2e/sandbox/git-command.ts'
import { openFolder, type ServicesUnderTest, startServices, TOKEN } from '../testing/services-under-test.ts'

let under: ServicesUnderTest
let api: Api

beforeEach(async () => {
  under = await startServices()
  api = await under.client.apis.create({ name: 'Pets', summary: '', starter: 'openapi' })
})
afterEach(() => under.remove())

const HOST = 'gitlab-self-managed' as const
async function connectInput(changes: { directories?: { schema: string; collection: string } } = {}) {
  return {
    apiId: api.id,
    host: HOST,
    domain: under.server.url,
    folder: await openFolder(under.client, 'pets'),
    remote: 'origin',
    directories: { schema: '', collection: '' },
    signIn: { kind: 'token' as const },
    ...changes,
  }
}
async function connect(changes: Parameters<typeof connectInput>[0] = {}): Promise<ConnectEvent[]> {
  const events: ConnectEvent[] = []
  for await (const event of await under.client.connections.connect(await connectInput(changes))) events.push(event)
  return events
}
const keepToken = (token = TOKEN) => under.client.tokens.keep({ domain: under.server.url, username: null, token })
const status = () => git(under.clone, 'status', '--porcelain', '--untracked-files=all')

async function nothingIsLeft(): Promise<void> {
  expect(status()).toBe('')
  expect((await readdir(under.clone)).sort()).toEqual(['.git', 'README.md'])
  expect(await under.client.connections.list()).toEqual([])
  expect(await readdir(join(under.platform.dataFolder, 'connections'))).toEqual([])
}

describe('connecting', () => {
  it('goes through its stages, writes the API and its index as uncommitted changes, and nothing else', async () => {
    await keepToken()
    const events = await connect()
    const stages = [...new Set(events.flatMap((event) => (event.kind === 'stage' ? [event.stage] : [])))]
    expect(stages).toEqual(expect.arrayContaining(['check', 'sign-in', 'read', 'write']))
    const last = events.at(-1)
    expect(last).toMatchObject({
      kind: 'connected',
      connection: {
        apiId: api.id,
        domain: under.server.url,
        branch: 'main',
        directories: { schema: 'postman/schemas', collection: 'postman/collections' },
        definitionRoot: 'index.yaml',
        clone: { kind: 'local', folderLabel: '~/pets' },
      },
    })
    expect(status().split('\n').sort()).toEqual([
      '?? .postman/api',
      `?? .postman/api_${api.id}`,
      '?? postman/schemas/index.yaml',
    ])
    expect(await under.client.apis.content({ apiId: api.id })).toMatchObject({
      source: 'connected',
      definitionRoot: 'index.yaml',
    })
    expect(await under.client.connections.domains()).toEqual([{ host: HOST, domain: under.server.url }])
  })

  it('leaves the definitions of the repository alone and asks which one is meant', async () => {
    commitFiles(
      under.clone,
      { 'postman/schemas/a.yaml': 'openapi: 3.0.0\n', 'postman/schemas/b.yaml': 'openapi: 3.1.0\n' },
      'Two definitions',
    )
    await keepToken()
    const last = (await connect()).at(-1)
    expect(last).toMatchObject({ kind: 'connected', connection: { definitionRoot: null } })
    expect(await readdir(join(under.clone, 'postman/schemas'))).toEqual(['a.yaml', 'b.yaml'])
    const content = await under.client.apis.chooseDefinition({ apiId: api.id, path: 'b.yaml' })
    expect(content.definitionRoot).toBe('b.yaml')
    await expect(under.client.apis.chooseDefinition({ apiId: api.id, path: 'c.yaml' })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
    await under.restart()
    expect((await under.client.apis.content({ apiId: api.id })).definitionRoot).toBe('b.yaml')
  })

  it('takes the only definition there is without asking', async () => {
    commitFiles(under.clone, { 'postman/schemas/pets.yaml': 'openapi: 3.0.0\n' }, 'One definition')
    await keepToken()
    expect((await connect()).at(-1)).toMatchObject({ kind: 'connected', connection: { definitionRoot: 'pets.yaml' } })
  })

  it('stops at the sign-in without a token, with a wrong one, and leaves nothing behind', async () => {
    await expect(connect()).rejects.toMatchObject({ code: 'SIGN_IN_NEEDED', defined: true, data: { reason: 'missing' } })
    await keepToken('wrong')
    await expect(connect()).rejects.toMatchObject({ code: 'SIGN_IN_NEEDED', data: { reason: 'rejected' } })
    await nothingIsLeft()
  })

  it.each(['check', 'sign-in', 'read', 'write'] as const)('leaves nothing behind when it is cancelled at %s', async (stage) => {
    await keepToken()
    const stop = new AbortController()
    const run = async () => {
      for await (const event of await under.client.connections.connect(await connectInput(), { signal: stop.signal })) {
        if (event.kind === 'stage' && event.stage === stage) stop.abort()
      }
    }
    await expect(run()).rejects.toMatchObject({ name: 'AbortError' })
    await nothingIsLeft()
  })

  it('gives a repository to one of two APIs that ask at once', async () => {
    await keepToken()
    const other = await under.client.apis.create({ name: 'Other', summary: '', starter: 'openapi' })
    const input = await connectInput()
    const outcomes = await Promise.all(
      [api.id, other.id].map(async (apiId) => {
        let last: ConnectEvent | null = null
        for await (const event of await under.client.connections.connect({ ...input, apiId })) last = event
        return last
      }),
    )
    expect(outcomes.map((outcome) => outcome?.kind).sort()).toEqual(['connected', 'refused'])
    expect(await under.client.connections.list()).toHaveLength(1)
    expect((await readdir(join(under.clone, '.postman'))).length).toBe(2)
  })

  it('goes back to the directories where they are refused', async () => {
    await keepToken()
    expect((await connect({ directories: { schema: 'README.md', collection: '' } })).at(-1)).toMatchObject({
      kind: 'directories-refused',
      schema: { kind: 'refused', problem: { kind: 'is-a-file' } },
    })
    await nothingIsLeft()
  })
})

describe('a connection', () => {
  beforeEach(async () => {
    await keepToken()
    await connect()
  })

  const connectionId = async () => {
    const [connection] = await under.client.connections.list()
    if (!connection) throw new Error('not connected')
    return connection.id
  }

  it('keeps the API from a second repository and the repository from a second API', async () => {
    const folder = await openFolder(under.client, 'pets')
    const check = (apiId: Api['id']) =>
      under.client.connections.checkClone({ apiId, host: HOST, domain: under.server.url, folder, remote: null })
    expect(await check(api.id)).toEqual({ kind: 'already-connected', apiId: api.id, apiName: 'Pets' })
    const other = await under.client.apis.create({ name: 'Other', summary: '', starter: 'empty' })
    expect(await check(other.id)).toEqual({ kind: 'already-connected', apiId: api.id, apiName: 'Pets' })
    git(under.platform.homeFolder, 'clone', '-q', under.bare, 'second')
    git(join(under.platform.homeFolder, 'second'), 'remote', 'set-url', 'origin', under.server.urlOf('acme/pets.git'))
    const second = await openFolder(under.client, 'second')
    expect(
      await under.client.connections.checkClone({
        apiId: other.id,
        host: HOST,
        domain: under.server.url,
        folder: second,
        remote: null,
      }),
    ).toMatchObject({ kind: 'already-connected', apiName: 'Pets' })
  })

  it('commits, pushes and pulls, and says so in events', async () => {
    const id = await connectionId()
    const before = await under.client.sourceControl.status({ connectionId: id })
    const paths = before.changes.map((change) => change.path)
    expect(paths).toHaveLength(3)
    const committed = await under.client.sourceControl.commit({
      connectionId: id,
      paths,
      summary: 'Connect',
      description: '',
      author: null,
    })
    expect(committed.kind).toBe('committed')
    const pushed: unknown[] = []
    for await (const event of await under.client.sourceControl.push({ connectionId: id })) pushed.push(event)
    expect(pushed.at(-1)).toMatchObject({ kind: 'done', outcome: { kind: 'pushed', branch: 'main' } })
    expect(git(under.bare, 'rev-parse', 'main')).toBe(git(under.clone, 'rev-parse', 'HEAD'))

    commitToBare(under.bare, { 'postman/schemas/index.yaml': 'openapi: 3.1.0\ninfo: {}\n' }, 'Theirs')
    const pulled: unknown[] = []
    for await (const event of await under.client.sourceControl.pull({ connectionId: id, otherFiles: 'ask', author: null }))
      pulled.push(event)
    expect(pulled.at(-1)).toMatchObject({ kind: 'done', outcome: { kind: 'fast-forwarded' } })
    expect(await readFile(join(under.clone, 'postman/schemas/index.yaml'), 'utf8')).toBe('openapi: 3.1.0\ninfo: {}\n')
    expect(status()).toBe('')
    git(under.clone, 'fsck', '--strict')
  })

  it('clears away what a killed process left half written, before anything else', async () => {
    const leftover = join(under.clone, 'postman/schemas/.graft-0123456789ab.tmp')
    await writeFile(leftover, 'half')
    await under.restart()
    await under.client.apis.content({ apiId: api.id })
    expect(status()).not.toContain('.tmp')
  })

  it('knows that a token was lost with the restart', async () => {
    await under.restart()
    const id = await connectionId()
    const push = async () => {
      for await (const _ of await under.client.sourceControl.push({ connectionId: id }));
    }
    await expect(push()).rejects.toMatchObject({ code: 'SIGN_IN_NEEDED', data: { reason: 'lost-at-restart' } })
    await under.client.tokens.keep({ domain: under.server.url, username: null, token: TOKEN })
    await under.client.tokens.remove({ domain: under.server.url })
    await expect(push()).rejects.toMatchObject({ code: 'SIGN_IN_NEEDED', data: { reason: 'missing' } })
    await under.client.tokens.keep({ domain: under.server.url, username: null, token: TOKEN })
  })

  it('tells what another program changes', async () => {
    const events = await under.client.events.subscribe()
    const seen = new Set<string>()
    const listening = (async () => {
      for await (const event of events) {
        seen.add(event.kind)
        if (event.kind === 'content-changed' && event.apiId === api.id) return
      }
    })()
    // The watcher needs a moment that nobody announces; a change is made until one is seen.
    let count = 0
    const changing = setInterval(() => {
      count += 1
      void writeFile(join(under.clone, 'postman/schemas/index.yaml'), `openapi: 3.1.0 # ${count}\n`)
    }, 100)
    await listening
    clearInterval(changing)
    expect(seen).toContain('repository-changed')
    await events.return?.()
  })

  it('is ended only by the name, keeps edits in a restore point, and the API goes on with its files', async () => {
    const id = await connectionId()
    await writeFile(join(under.clone, 'postman/schemas/index.yaml'), 'openapi: 3.1.0 # edited\n')
    const before = status()
    expect(await under.client.connections.disconnect({ connectionId: id, confirmName: 'pets' })).toEqual({
      kind: 'name-differs',
    })
    expect(await under.client.apis.remove({ apiId: api.id, confirmName: 'Pets' })).toEqual({ kind: 'still-connected' })
    expect(await under.client.connections.disconnect({ connectionId: id, confirmName: 'Pets' })).toEqual({
      kind: 'disconnected',
    })
    expect(status()).toBe(before)
    expect(git(under.clone, 'for-each-ref', 'refs/graft/restore/')).toContain('refs/graft/restore/')
    const content = await under.client.apis.content({ apiId: api.id })
    expect(content).toMatchObject({ source: 'draft', definitionRoot: 'index.yaml' })
    const file = await under.client.apis.readFile({ apiId: api.id, file: { area: 'schema', path: 'index.yaml' } })
    expect(file).toMatchObject({ text: 'openapi: 3.1.0 # edited\n' })
    expect(await under.client.connections.list()).toEqual([])
  })

  it('can be ended when its clone is gone', async () => {
    const id = await connectionId()
    await rename(under.clone, join(under.platform.homeFolder, 'moved'))
    await expect(under.client.sourceControl.status({ connectionId: id })).rejects.toMatchObject({
      code: 'CLONE_MISSING',
      data: { folder: '~/pets' },
    })
    expect(await under.client.connections.disconnect({ connectionId: id, confirmName: 'Pets' })).toEqual({
      kind: 'disconnected',
    })
    expect((await under.client.apis.content({ apiId: api.id })).definitions).toHaveLength(1)
  })

  it('never shows the token on disk or in the log', async () => {
    for await (const _ of await under.client.sourceControl.fetch({ connectionId: await connectionId() }));
    await keepToken(`${TOKEN}-wrong`)
    const push = async () => {
      for await (const _ of await under.client.sourceControl.push({ connectionId: await connectionId() }));
    }
    const refused = await push().catch((error: unknown) => error)
    expect(refused).toMatchObject({ code: 'SIGN_IN_NEEDED', data: { reason: 'rejected' } })
    expect(JSON.stringify(refused)).not.toContain(TOKEN)
    let files = 0
    for (const folder of [under.platform.dataFolder, under.platform.homeFolder]) {
      for (const file of await readdir(folder, { recursive: true, withFileTypes: true })) {
        if (!file.isFile()) continue
        files += 1
        expect(await readFile(join(file.parentPath, file.name), 'latin1')).not.toContain(TOKEN)
      }
    }
    expect(files).toBeGreaterThan(20)
    expect(under.server.requests.some((request) => request.token === TOKEN)).toBe(true)
    expect(under.platform.logged.join('\n')).not.toContain(TOKEN)
    expect(JSON.stringify(await under.client.tokens.describe({ domain: under.server.url }))).not.toContain(TOKEN)
  })
})
