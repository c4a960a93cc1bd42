import { mkdir, readdir, readFile, rmdir, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { FolderHandle } from '#shared/domain/ids.ts'
import { PUBLIC_ADDRESSES } from './hosts/addresses.ts'
import type { SecretBox } from './platform/platform.ts'
import { openFolder, type ServicesUnderTest, startServices } from './testing/services-under-test.ts'

let under: ServicesUnderTest
beforeEach(async () => {
  under = await startServices()
})
afterEach(() => under.remove())

const data = (path: string) => join(under.platform.dataFolder, path)

describe('APIs', () => {
  it('are made with a starter document, changed, kept over a restart', async () => {
    const api = await under.client.apis.create({ name: ' Pets: "best" ', summary: '', starter: 'openapi' })
    expect(await under.client.apis.content({ apiId: api.id })).toMatchObject({
      source: 'draft',
      definitions: [{ path: 'index.yaml', kind: 'openapi:3_1', root: true }],
      definitionRoot: 'index.yaml',
    })
    await under.client.apis.update({ apiId: api.id, status: 'testing' })
    await under.restart()
    expect(await under.client.apis.list()).toEqual([{ ...api, name: 'Pets: "best"', status: 'testing' }])
  })

  it('are removed only by their name, and their files are moved, not destroyed', async () => {
    const api = await under.client.apis.create({ name: 'Pets', summary: '', starter: 'openapi' })
    expect(await under.client.apis.remove({ apiId: api.id, confirmName: 'Pet' })).toEqual({ kind: 'name-differs' })
    expect(await under.client.apis.remove({ apiId: api.id, confirmName: 'Pets' })).toEqual({ kind: 'removed' })
    expect(await under.client.apis.list()).toEqual([])
    const removed = await readdir(data('removed'), { recursive: true })
    expect(removed.some((path) => path.endsWith(join('schemas', 'index.yaml')))).toBe(true)
    await expect(under.client.apis.content({ apiId: api.id })).rejects.toMatchObject({
      code: 'NOT_FOUND',
      data: { what: 'api' },
    })
  })

  it('take imported files for what they are', async () => {
    const { id: apiId } = await under.client.apis.create({ name: 'Pets', summary: '', starter: 'empty' })
    const openapi = { apiId, fileName: 'C:\\Users\\me\\api.json', text: '{"openapi":"3.0.0"}' }
    expect(await under.client.apis.importFile(openapi)).toEqual({
      kind: 'imported',
      file: { area: 'schema', path: 'api.json' },
    })
    expect((await under.client.apis.importFile(openapi)).kind).toBe('exists')
    const text = JSON.stringify({ info: { name: 'C' }, item: [] })
    expect(await under.client.apis.importFile({ apiId, fileName: 'C.json', text })).toMatchObject({
      file: { area: 'collection' },
    })
    expect(await under.client.apis.importFile({ apiId, fileName: 'x.txt', text: 'hello' })).toEqual({ kind: 'not-recognised' })
  })

  it('keep what is typed but not saved', async () => {
    const { id: apiId } = await under.client.apis.create({ name: 'Pets', summary: '', starter: 'openapi' })
    const file = { area: 'schema' as const, path: 'index.yaml' }
    await Promise.all(['a', 'ab', 'abc'].map((text) => under.client.drafts.keep({ apiId, file, text, base: null })))
    await under.restart()
    expect(await under.client.drafts.list({ apiId })).toMatchObject([{ file, text: 'abc', base: null }])
    await under.client.drafts.drop({ apiId, file })
    expect(await under.client.drafts.list({ apiId })).toEqual([])
  })
})

describe('the app', () => {
  it('keeps settings, answers pings, opens only known addresses', async () => {
    expect(await under.client.app.ping()).toBe('pong')
    expect(await under.client.app.changeSettings({ theme: 'dark' })).toMatchObject({ theme: 'dark' })
    await under.restart()
    expect(await under.client.app.settings()).toMatchObject({ theme: 'dark' })
    expect(await under.client.app.openExternal({ url: 'https://docs.github.com/x' })).toEqual({ kind: 'opened' })
    expect(await under.client.app.openExternal({ url: 'https://evil.example/' })).toEqual({ kind: 'refused' })
  })

  it('opens the addresses that it was started with, and says so where there is no browser', async () => {
    const cloudAddresses = { ...PUBLIC_ADDRESSES, gitlab: { web: 'http://127.0.0.1:4002' } }
    await under.restart({ cloudAddresses })
    expect((await under.client.app.info()).cloudDomains.gitlab).toBe('http://127.0.0.1:4002')
    const open = (url: string) => under.client.app.openExternal({ url })
    expect(await open('http://127.0.0.1:4002/oauth/authorize')).toEqual({ kind: 'opened' })
    expect(await open('http://127.0.0.1:4003/oauth/authorize')).toEqual({ kind: 'refused' })
    await under.restart({ cloudAddresses, openInBrowser: async () => ({ opened: false }) })
    expect(await open('http://127.0.0.1:4002/oauth/authorize')).toEqual({ kind: 'refused' })
  })

  it('names documents that could not be read, in its facts and as an event', async () => {
    await writeFile(data('settings.json'), '{')
    await under.restart()
    expect((await under.client.app.info()).storageProblems).toMatchObject([{ document: 'settings.json', reason: 'not-json' }])
  })

  it('refuses a second Graft on the same data', async () => {
    await expect(startServices({ dataFolder: under.platform.dataFolder })).rejects.toMatchObject({ name: 'DataFolderInUse' })
  })

  it('shows nothing of a bug but an id, under which it is logged once', async () => {
    await under.remove()
    under = await startServices({
      resolveProxy: async () => {
        throw new Error('private words')
      },
    })
    const failed = await under.client.connections
      .checkDomain({ host: 'gitlab-self-managed', domain: 'git.corp.test' })
      .catch((error: unknown) => error)
    expect(failed).toMatchObject({ code: 'INTERNAL_SERVER_ERROR', data: { id: expect.any(String) } })
    expect(JSON.stringify(failed)).not.toContain('private words')
    const lines = under.platform.logged.filter((line) => line.includes('private words'))
    expect(lines).toHaveLength(1)
    if (!(failed instanceof Error) || !('data' in failed)) throw new Error('no error')
    expect(lines[0]).toContain(JSON.stringify(failed.data).slice(1, -1))
  })

  it('says no more of a bug in the middle of a stream', async () => {
    await under.remove()
    under = await startServices({
      resolveProxy: async () => {
        throw new Error('private words')
      },
    })
    const api = await under.client.apis.create({ name: 'Pets', summary: '', starter: 'empty' })
    await under.client.tokens.keep({ domain: under.server.url, username: null, token: 'x' })
    const run = async () => {
      for await (const _ of await under.client.connections.connect({
        apiId: api.id,
        host: 'gitlab-self-managed',
        domain: under.server.url,
        folder: await openFolder(under.client, 'pets'),
        remote: 'origin',
        directories: { schema: '', collection: '' },
        signIn: { kind: 'token' },
      }));
    }
    const failed = await run().catch((error: unknown) => error)
    expect(failed).toMatchObject({ code: 'INTERNAL_SERVER_ERROR', data: { id: expect.any(String) } })
    expect(JSON.stringify(failed)).not.toContain('private words')
    expect(under.platform.logged.filter((line) => line.includes('private words'))).toHaveLength(1)
  })

  it('numbers its events in order', async () => {
    const events = await under.client.events.subscribe()
    const first = events.next()
    await under.client.apis.create({ name: 'A', summary: '', starter: 'empty' })
    await under.client.apis.create({ name: 'B', summary: '', starter: 'empty' })
    const [one, two] = [await first, await events.next()]
    if (one.done || two.done) throw new Error('ended')
    expect(one.value.kind).toBe('apis-changed')
    expect(two.value.sequence).toBeGreaterThan(one.value.sequence)
    await events.return?.()
  })
})

describe('tokens', () => {
  it('are sealed where the system protects them, and survive a restart', async () => {
    const turned = (bytes: Uint8Array): Uint8Array => bytes.map((byte) => byte ^ 0x5a)
    const secrets: SecretBox = {
      kind: 'protected',
      seal: async (secret) => turned(Buffer.from(secret)),
      open: async (sealed) => Buffer.from(turned(sealed)).toString('utf8'),
    }
    await under.restart({ secrets })
    expect(await under.client.tokens.keep({ domain: 'https://GIT.corp/', username: 'ada', token: 's3cret-token' })).toEqual({
      storage: 'protected',
    })
    expect(await readFile(data('tokens.json'), 'utf8')).not.toMatch(/s3cret-token|ada/)
    await under.restart({ secrets })
    expect(await under.client.tokens.describe({ domain: 'https://git.corp' })).toEqual({
      kept: true,
      storage: 'protected',
      username: 'ada',
    })
    await under.client.tokens.remove({ domain: 'https://git.corp' })
    expect((await under.client.tokens.describe({ domain: 'https://git.corp' })).kept).toBe(false)
  })

  it('stay in memory where it does not', async () => {
    await under.client.tokens.keep({ domain: 'https://git.corp', username: null, token: 's3cret-token' })
    expect((await under.client.tokens.describe({ domain: 'https://git.corp' })).kept).toBe(true)
    expect(await readdir(under.platform.dataFolder)).not.toContain('tokens.json')
    await under.restart()
    expect((await under.client.tokens.describe({ domain: 'https://git.corp' })).kept).toBe(false)
  })
})

describe('folders in the browser host', () => {
  it('are listed below the home folder only, hidden ones last, without links', async () => {
    const home = under.platform.homeFolder
    await mkdir(join(home, '.hidden'))
    await mkdir(join(home, 'apples'))
    await symlink('/', join(home, 'way-out'))
    const listing = await under.client.folders.browse({ folder: null })
    if (listing.kind !== 'listed') throw new Error(listing.kind)
    expect(listing.children.map(({ name, isRepository }) => [name, isRepository])).toEqual([
      ['apples', false],
      ['pets', true],
      ['.hidden', false],
    ])
    expect(listing.parent).toBeNull()
    expect(listing.here.label).toBe('~')
  })

  it('can not be left by swapping a listed folder for a link, nor with an invented handle', async () => {
    const home = under.platform.homeFolder
    await mkdir(join(home, 'apples'))
    const folder = await openFolder(under.client, 'apples')
    await rmdir(join(home, 'apples'))
    await symlink('/', join(home, 'apples'))
    await expect(under.client.folders.browse({ folder })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    const invented = FolderHandle.parse('5ad2f5a8-58ae-4a5c-8d4b-8a9a3a2b7c11')
    await expect(under.client.folders.browse({ folder: invented })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})
