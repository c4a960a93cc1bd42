import { chmod, mkdir, rm, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Api } from '#shared/domain/api.ts'
import { cloneRepository, commitFiles, git } from '../../e2e/sandbox/git-command.ts'
import { openFolder, type ServicesUnderTest, startServices } from '../testing/services-under-test.ts'

let under: ServicesUnderTest
let api: Api
const home = () => under.platform.homeFolder

beforeEach(async () => {
  under = await startServices()
  api = await under.client.apis.create({ name: 'Pets', summary: '', starter: 'empty' })
})
afterEach(() => under.remove())

const check = async (names: string[], changes: { domain?: string; remote?: string } = {}) =>
  under.client.connections.checkClone({
    apiId: api.id,
    host: 'gitlab-self-managed',
    domain: changes.domain ?? under.server.url,
    folder: await openFolder(under.client, ...names),
    remote: changes.remote ?? null,
  })

/** The administrator may read everything: for the length of the work this process is nobody (seteuid(2)). */
async function withoutPrivileges<T>(work: () => Promise<T>): Promise<T> {
  if (process.geteuid?.() !== 0) return work()
  process.seteuid?.(65534)
  try {
    return await work()
  } finally {
    process.seteuid?.(0)
  }
}

describe('picking a folder (B6)', () => {
  it('accepts the root of a clone whose remote belongs to the domain', async () => {
    expect(await check(['pets'])).toMatchObject({
      kind: 'accepted',
      layout: 'clone',
      folder: { label: '~/pets' },
      remote: { name: 'origin', organisation: 'acme', repository: 'pets' },
      head: { kind: 'branch', branch: 'main' },
      lastCommit: { subject: 'Begin' },
      signIn: ['token', 'credential-helper', 'account'],
    })
  })

  it('accepts a linked worktree, and an empty repository', async () => {
    git(under.clone, 'worktree', 'add', '-q', '-b', 'side', join(home(), 'side'))
    expect(await check(['side'])).toMatchObject({ kind: 'accepted', layout: 'linked-worktree', head: { branch: 'side' } })
    git(home(), 'init', '-q', '-b', 'main', 'empty')
    git(join(home(), 'empty'), 'remote', 'add', 'origin', under.server.urlOf('acme/empty.git'))
    expect(await check(['empty'])).toMatchObject({ kind: 'accepted', head: { kind: 'unborn' }, lastCommit: null })
  })

  it('offers the root for a subfolder', async () => {
    await mkdir(join(under.clone, 'deep/er'), { recursive: true })
    const refusal = await check(['pets', 'deep', 'er'])
    expect(refusal).toMatchObject({ kind: 'subfolder', root: { label: '~/pets' } })
    if (refusal.kind !== 'subfolder') throw new Error(refusal.kind)
    const wayOut = await under.client.connections.checkClone({
      apiId: api.id,
      host: 'gitlab-self-managed',
      domain: under.server.url,
      folder: refusal.root.handle,
      remote: null,
    })
    expect(wayOut.kind).toBe('accepted')
  })

  it('offers the root for a folder inside .git', async () => {
    expect(await check(['pets', '.git', 'refs'])).toMatchObject({ kind: 'inside-git-folder', root: { label: '~/pets' } })
  })

  it('refuses a bare repository, a plain folder, and one that is gone', async () => {
    git(home(), 'init', '-q', '--bare', 'bare.git')
    expect(await check(['bare.git'])).toEqual({ kind: 'bare' })
    await mkdir(join(home(), 'plain'))
    expect(await check(['plain'])).toEqual({ kind: 'not-a-repository' })
    const folder = await openFolder(under.client, 'plain')
    await rm(join(home(), 'plain'), { recursive: true })
    const ask = () =>
      under.client.connections.checkClone({
        apiId: api.id,
        host: 'gitlab-self-managed',
        domain: under.server.url,
        folder,
        remote: null,
      })
    expect(await ask()).toEqual({ kind: 'missing' })
    await writeFile(join(home(), 'plain'), 'a file')
    expect(await ask()).toEqual({ kind: 'not-a-folder' })
  })

  it('refuses a folder that may not be read', async () => {
    const folder = await openFolder(under.client, 'pets')
    await chmod(under.clone, 0o000)
    const refusal = await withoutPrivileges(() =>
      under.client.connections.checkClone({
        apiId: api.id,
        host: 'gitlab-self-managed',
        domain: under.server.url,
        folder,
        remote: null,
      }),
    ).finally(() => chmod(under.clone, 0o755))
    expect(refusal).toEqual({ kind: 'no-permission' })
  })

  it('refuses what it can not read: SHA-256, and a damaged .git', async () => {
    git(home(), 'init', '-q', '--object-format=sha256', 'newer')
    expect(await check(['newer'])).toMatchObject({ kind: 'unsupported' })
    await mkdir(join(home(), 'damaged'))
    await writeFile(join(home(), 'damaged/.git'), 'gitdir: /nowhere/at/all\n')
    expect((await check(['damaged'])).kind).toBe('broken')
  })

  it('refuses a detached HEAD and a clone without remote', async () => {
    git(under.clone, 'checkout', '-q', '--detach')
    expect(await check(['pets'])).toEqual({ kind: 'detached', commit: git(under.clone, 'rev-parse', 'HEAD') })
    git(under.clone, 'remote', 'remove', 'origin')
    expect(await check(['pets'])).toEqual({ kind: 'no-remote' })
  })

  it('offers another remote that belongs to the domain', async () => {
    git(under.clone, 'remote', 'rename', 'origin', 'corp')
    git(under.clone, 'remote', 'add', 'origin', 'https://github.com/acme/pets.git')
    expect(await check(['pets'])).toMatchObject({
      kind: 'other-remote',
      origin: { name: 'origin' },
      candidates: [{ name: 'corp' }],
    })
    expect(await check(['pets'], { remote: 'corp' })).toMatchObject({ kind: 'accepted', remote: { name: 'corp' } })
  })

  it('suggests the domain that would fit', async () => {
    expect(await check(['pets'], { domain: 'https://git.else.test' })).toMatchObject({
      kind: 'other-domain',
      remotes: [{ name: 'origin' }],
      suggestion: { domain: under.server.url },
    })
  })

  it('keeps a password in a remote address to itself', async () => {
    git(under.clone, 'remote', 'set-url', 'origin', under.server.urlOf('acme/pets.git').replace('://', '://me:pa55word@'))
    const accepted = await check(['pets'])
    expect(accepted.kind).toBe('accepted')
    expect(JSON.stringify(accepted)).not.toContain('pa55word')
  })

  it('says when the repository belongs to an API already', async () => {
    const second = await under.client.apis.create({ name: 'Second', summary: '', starter: 'empty' })
    await under.client.tokens.keep({
      domain: under.server.url,
      username: null,
      token: under.server.credentials[0]?.token ?? '',
    })
    for await (const _ of await under.client.connections.connect({
      apiId: second.id,
      host: 'gitlab-self-managed',
      domain: under.server.url,
      folder: await openFolder(under.client, 'pets'),
      remote: 'origin',
      directories: { schema: '', collection: '' },
      signIn: { kind: 'token' },
    }));
    expect(await check(['pets'])).toEqual({ kind: 'already-connected', apiId: second.id, apiName: 'Second' })
    cloneRepository(under.bare, join(home(), 'again'), under.server.urlOf('acme/pets.git'))
    expect((await check(['again'])).kind).toBe('already-connected')
  })
})

describe('choosing the directories (B5)', () => {
  const directories = async (schema: string, collection = '') =>
    under.client.connections.checkDirectories({
      folder: await openFolder(under.client, 'pets'),
      directories: { schema, collection },
    })

  it('takes the defaults for blanks and counts what is there', async () => {
    commitFiles(under.clone, { 'postman/schemas/index.yaml': 'openapi: 3.0.0\n' }, 'Definition')
    expect(await directories('')).toEqual({
      schema: { kind: 'usable', directory: 'postman/schemas', exists: true, definitions: 1, collections: 0 },
      collection: { kind: 'usable', directory: 'postman/collections', exists: false, definitions: 0, collections: 0 },
    })
  })

  it.each([
    ['/api', 'absolute'],
    ['../api', 'leaves-repository'],
    ['.git/api', 'inside-git'],
    ['postman/collections', 'same-as-other'],
    ['postman', 'nested'],
    ['postman/collections/x', 'nested'],
    ['.', 'repository-root'],
    ['README.md', 'is-a-file'],
    ['out', 'through-link'],
    ['vendor/lib', 'submodule'],
    ['build', 'ignored'],
    ['a/nul', 'invalid-name'],
    ['.postman', 'reserved'],
  ])('refuses %s: %s', async (schema, kind) => {
    await symlink(home(), join(under.clone, 'out'))
    await writeFile(join(under.clone, '.gitignore'), 'build/\n')
    git(under.clone, '-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', under.bare, 'vendor/lib')
    expect((await directories(schema)).schema).toMatchObject({ kind: 'refused', problem: { kind } })
  })

  it('lists folders with what they hold', async () => {
    commitFiles(under.clone, { 'docs/api/index.yaml': 'openapi: 3.0.0\n' }, 'Definition')
    const folder = await openFolder(under.client, 'pets')
    expect(await under.client.connections.browseDirectories({ folder, path: '' })).toMatchObject([{ path: 'docs' }])
    expect(await under.client.connections.browseDirectories({ folder, path: 'docs' })).toMatchObject([
      { name: 'api', path: 'docs/api', definitions: 1 },
    ])
    await expect(under.client.connections.browseDirectories({ folder, path: '../..' })).rejects.toMatchObject({
      code: 'INVALID_PATH',
    })
  })
})
