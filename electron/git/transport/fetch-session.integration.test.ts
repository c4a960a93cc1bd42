import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openHttp } from '#electron/http/http.ts'
import type { ObjectId } from '#shared/domain/ids.ts'
import {
  commitFiles,
  commitToBare,
  createBareRepository,
  git,
  isolatedGitEnvironment,
} from '../../../e2e/sandbox/git-command.ts'
import { type GitServer, startGitServer } from '../../../e2e/sandbox/git-server.ts'
import { openRepo, type Repo } from '../repository/repo.ts'
import { isolatedDeps } from '../testing/remote-scene.ts'
import { credentialSource } from './credentials.ts'
import { type FetchSession, openFetchSession } from './fetch-session.ts'
import { updateShallow } from './shallow-file.ts'
import { openSmartHttp } from './smart-http.ts'

const MAIN = 'refs/heads/main'
let folder: string
let bare: string
let server: GitServer
let closing: (() => Promise<unknown>)[]
let commits: string[]

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'graft-fetch-session-'))
  bare = createBareRepository(folder, 'a.git')
  git(bare, 'config', 'uploadpack.allowFilter', 'true')
  commits = ['1', '2', '3', '4', '5'].map((n) =>
    commitToBare(bare, { 'top.txt': `${n}\n`, 'deep/er/file.txt': `deep ${n}\n`, [`only/${n}.txt`]: 'x\n' }, `Change ${n}`),
  )
  server = await startGitServer({ repositories: folder })
  closing = [() => server.stop()]
})
afterEach(async () => {
  for (const close of closing.reverse()) await close()
  rmSync(folder, { recursive: true, force: true })
})

/** A repository without any commit, at `name`, as a clone begins. */
async function emptyRepo(name = 'here'): Promise<Repo> {
  mkdirSync(join(folder, name))
  git(join(folder, name), 'init', '-q', '-b', 'main')
  return openRepo(join(folder, name), isolatedDeps())
}
async function open(options: { signal?: AbortSignal; repository?: string } = {}): Promise<FetchSession> {
  const url = server.urlOf(options.repository ?? 'a.git')
  const domain = server.url
  const http = openHttp({ proxy: null, certificateAuthorities: [], userAgent: 'git/graft-test' })
  const signIn = { kind: 'token', username: null, token: 'unused-token' } as const
  const credentials = credentialSource(signIn, { root: folder, variables: {}, url, domain })
  const session = openSmartHttp({
    url,
    domain,
    viaProxy: false,
    http,
    credentials,
    now: () => new Date(),
    signal: options.signal,
  })
  closing.push(() => session.close())
  return openFetchSession(session)
}
async function openVersion(version: 0 | 2): Promise<FetchSession> {
  server.faults.protocol = version === 2 ? 'as-asked' : 'header-lost'
  const session = await open()
  expect(session.version).toBe(version)
  return session
}
const tip = () => commits.at(-1) ?? ''
const idOf = (name: string) => git(bare, 'rev-parse', name)
const pointAt = (repo: Repo, oid: ObjectId) => git(repo.root, 'update-ref', MAIN, oid)
const fsck = (repo: Repo) => {
  const run = spawnSync('git', ['fsck', '--strict', '--no-dangling', '--no-progress'], {
    cwd: repo.root,
    env: isolatedGitEnvironment(),
    encoding: 'utf8',
  })
  return { status: run.status, said: `${run.stdout}${run.stderr}` }
}
const CLEAN = { status: 0, said: '' }
const shallowFile = (repo: Repo) => {
  const file = join(repo.commondir, 'shallow')
  return existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n').sort() : null
}
const packFiles = (repo: Repo) => readdirSync(join(repo.commondir, 'objects', 'pack')).sort()
const postsSince = (before: number) => server.requests.slice(before).filter((request) => request.method === 'POST').length
/** Objects that are really here, without Git asking a server for more. */
const objectsHere = (repo: Repo) => {
  const lines = git(repo.root, 'cat-file', '--batch-all-objects', '--batch-check=%(objecttype)').split('\n')
  return Object.fromEntries(['commit', 'tree', 'blob'].map((type) => [type, lines.filter((line) => line === type).length]))
}
const FULL = { haves: 'negotiate', filter: null, depth: { kind: 'full' } } as const

describe.each([0, 2] as const)('protocol %i', (version) => {
  it('lists the refs that are wanted, and the default branch', async () => {
    commitToBare(bare, { x: '1' }, 'Side', 'side')
    const session = await openVersion(version)
    expect(await session.listRefs(['refs/heads/ma'])).toEqual({
      refs: new Map([[MAIN, tip()]]),
      head: { target: MAIN, commit: tip() },
    })
  })

  it('fetches everything, and then only what is new', async () => {
    const repo = await emptyRepo()
    const session = await openVersion(version)
    const first = await session.fetchPack(repo, { ...FULL, wants: [tip()] })
    expect(first).toMatchObject({ receivedBytes: expect.any(Number), shallow: { added: [], removed: [] } })
    pointAt(repo, tip())
    expect(fsck(repo)).toEqual(CLEAN)
    expect(git(repo.root, 'rev-list', '--count', 'main')).toBe('5')

    const next = commitToBare(bare, { 'top.txt': '6\n' }, 'Change 6')
    const second = await (await openVersion(version)).fetchPack(repo, { ...FULL, wants: [next] })
    pointAt(repo, next)
    expect(fsck(repo)).toEqual(CLEAN)
    // A commit, its tree and one file.
    expect(git(repo.root, 'count-objects', '-v')).toContain('packs: 2')
    expect(second.receivedBytes).toBeLessThan(first.receivedBytes)
    expect(packFiles(repo).some((name) => name.endsWith('.promisor'))).toBe(false)
  })

  it('finds what both have below many commits that the server does not know', async () => {
    const repo = await emptyRepo()
    await (await openVersion(version)).fetchPack(repo, { ...FULL, wants: [tip()] })
    pointAt(repo, tip())
    git(repo.root, 'reset', '-q', '--hard')
    let stream = ''
    for (let at = 0; at < 150; at++) {
      const from = at === 0 ? `from ${tip()}\n` : ''
      stream += `commit ${MAIN}\ncommitter Ada <ada@example.test> ${2000000000 + at} +0000\ndata 2\nx\n${from}\n`
    }
    const imported = spawnSync('git', ['fast-import', '--quiet', '--force'], {
      cwd: repo.root,
      env: isolatedGitEnvironment(),
      input: stream,
    })
    expect(imported.status).toBe(0)
    repo.objects.refresh()
    const next = commitToBare(bare, { 'top.txt': '6\n' }, 'Change 6')
    const before = server.requests.length
    await (await openVersion(version)).fetchPack(repo, { ...FULL, wants: [next] })
    expect(postsSince(before)).toBeGreaterThan(1)
    git(repo.root, 'update-ref', 'refs/remotes/origin/main', next)
    expect(fsck(repo)).toEqual(CLEAN)
    const newest = git(
      repo.root,
      'verify-pack',
      '-v',
      ...packFiles(repo)
        .filter((name) => name.endsWith('.idx'))
        .map((name) => `.git/objects/pack/${name}`),
    )
    expect(newest.split('\n').filter((line) => line.startsWith(tip()))).toHaveLength(1)
  })

  it('cuts history off, deepens it, and makes it whole', async () => {
    const repo = await emptyRepo()
    const session = await openVersion(version)
    const first = await session.fetchPack(repo, { ...FULL, wants: [tip()], depth: { kind: 'depth', commits: 1 } })
    expect(first.shallow).toEqual({ added: [tip()], removed: [] })
    pointAt(repo, tip())
    expect(shallowFile(repo)).toEqual([tip()])
    expect(fsck(repo)).toEqual(CLEAN)
    expect(git(repo.root, 'rev-list', '--count', 'main')).toBe('1')

    const deepened = await session.fetchPack(repo, { ...FULL, wants: [tip()], depth: { kind: 'deepen', by: 2 } })
    expect(deepened.shallow).toEqual({ added: [commits[2]], removed: [tip()] })
    expect(fsck(repo)).toEqual(CLEAN)
    expect(git(repo.root, 'rev-list', '--count', 'main')).toBe('3')

    const next = commitToBare(bare, { 'top.txt': '6\n' }, 'Change 6')
    await (await openVersion(version)).fetchPack(repo, { ...FULL, wants: [next] })
    pointAt(repo, next)
    expect(git(repo.root, 'rev-list', '--count', 'main')).toBe('4')
    expect(fsck(repo)).toEqual(CLEAN)

    const whole = await (await openVersion(version)).fetchPack(repo, { ...FULL, wants: [next], depth: { kind: 'whole' } })
    expect(whole.shallow).toEqual({ added: [], removed: [commits[2]] })
    expect(shallowFile(repo)).toBeNull()
    expect(git(repo.root, 'rev-list', '--count', 'main')).toBe('6')
    expect(fsck(repo)).toEqual(CLEAN)
  })

  it.each([
    ['files', { kind: 'blob-none' }, { commit: 1, tree: 4, blob: 0 }],
    ['trees and files', { kind: 'tree-depth', depth: 0 }, { commit: 1, tree: 0, blob: 0 }],
    ['what lies deep', { kind: 'tree-depth', depth: 1 }, { commit: 1, tree: 1, blob: 0 }],
  ] as const)('leaves out %s, and gets them by id later', async (_what, filter, counts) => {
    git(bare, 'config', 'uploadpack.allowAnySHA1InWant', 'true')
    const repo = await emptyRepo()
    const session = await openVersion(version)
    expect(session.supports).toEqual({ filter: true, shallow: true, anyObject: true })
    await session.fetchPack(repo, { wants: [tip()], haves: 'none', filter, depth: { kind: 'depth', commits: 1 } })
    pointAt(repo, tip())
    expect(objectsHere(repo)).toEqual(counts)
    expect(packFiles(repo).map((name) => name.replace(/.*\./, ''))).toEqual(['idx', 'pack', 'promisor'])
    git(repo.root, 'config', 'extensions.partialClone', 'origin')
    git(repo.root, 'config', 'remote.origin.promisor', 'true')
    expect(fsck(repo)).toEqual(CLEAN)

    const wants = [idOf('main^{tree}'), idOf('main:deep/er'), idOf('main:deep/er/file.txt'), idOf('main:top.txt')]
    const by = { wants, haves: 'none', filter: { kind: 'tree-depth', depth: 0 }, depth: { kind: 'full' } } as const
    await session.fetchPack(repo, by)
    for (const oid of wants) expect(repo.objects.has(oid)).toBe(true)
    expect(repo.objects.readBlob(idOf('main:deep/er/file.txt')).toString()).toBe('deep 5\n')
    expect(repo.objects.has(idOf('main:only/1.txt'))).toBe(false)
    expect(shallowFile(repo)).toEqual([tip()])
    expect(fsck(repo)).toEqual(CLEAN)
  })

  it('tells a refused filter from other trouble, and stores nothing', async () => {
    git(bare, 'config', 'uploadpackfilter.tree.allow', 'false')
    const repo = await emptyRepo()
    const session = await openVersion(version)
    const request = { wants: [tip()], haves: 'none', depth: { kind: 'depth', commits: 1 } } as const
    await expect(session.fetchPack(repo, { ...request, filter: { kind: 'tree-depth', depth: 0 } })).rejects.toMatchObject({
      refused: 'filter',
      code: 'REMOTE_FAILED',
      data: { hostWords: expect.stringContaining("'tree' not supported") },
    })
    expect(objectsHere(repo)).toEqual({ commit: 0, tree: 0, blob: 0 })
    expect(shallowFile(repo)).toBeNull()
    await session.fetchPack(repo, { ...request, filter: { kind: 'blob-none' } })
    expect(objectsHere(repo)).toEqual({ commit: 1, tree: 4, blob: 0 })
  })

  it('asks for no filter where none is offered', async () => {
    git(bare, 'config', 'uploadpack.allowFilter', 'false')
    const session = await openVersion(version)
    expect(session.supports.filter).toBe(false)
    const before = server.requests.length
    const asking = session.fetchPack(await emptyRepo(), { ...FULL, wants: [tip()], filter: { kind: 'blob-none' } })
    await expect(asking).rejects.toMatchObject({ refused: 'filter' })
    expect(server.requests).toHaveLength(before)
  })

  it('tells an object that the server does not give', async () => {
    const session = await openVersion(version)
    const asking = session.fetchPack(await emptyRepo(), { ...FULL, wants: ['1'.repeat(40)], haves: 'none' })
    await expect(asking).rejects.toMatchObject({ refused: 'object' })
  })

  it('keeps nothing of a pack that is cut short', async () => {
    commitToBare(
      bare,
      { 'large.bin': Uint8Array.from({ length: 200_000 }, (_, at) => (at * 7919 + (at >> 8) * 31) % 251) },
      'Large',
    )
    const repo = await emptyRepo()
    const session = await openVersion(version)
    const { refs } = await session.listRefs([MAIN])
    server.faults.cutAfter = 2000
    const asking = session.fetchPack(repo, { ...FULL, wants: [...refs.values()], depth: { kind: 'depth', commits: 1 } })
    await expect(asking).rejects.toMatchObject({ code: 'UNREACHABLE', data: { reason: 'connection-lost' } })
    expect(readdirSync(join(repo.commondir, 'objects')).sort()).toEqual(['info', 'pack'])
    expect(packFiles(repo)).toEqual([])
    expect(shallowFile(repo)).toBeNull()
  })

  it('ends when it is aborted', async () => {
    const controller = new AbortController()
    const repo = await emptyRepo()
    const session = await openVersion(version)
    let release = () => {}
    server.faults.gate = new Promise((resolve) => {
      release = resolve
    })
    const asking = session.fetchPack(repo, { ...FULL, wants: [tip()], signal: controller.signal })
    controller.abort()
    release()
    await expect(asking).rejects.toMatchObject({ name: 'AbortError' })
    expect(packFiles(repo)).toEqual([])
  })
})

describe('a server of protocol 2', () => {
  it('sends no refs but those that are wanted', async () => {
    const refs = Array.from({ length: 10_000 }, (_, at) => `create refs/heads/many/${at} ${tip()}\n`).join('')
    const made = spawnSync('git', ['update-ref', '--stdin'], { cwd: bare, env: isolatedGitEnvironment(), input: refs })
    expect(made.status).toBe(0)
    git(bare, 'pack-refs', '--all')
    const session = await open()
    server.faults.cutAfter = 400
    expect((await session.listRefs([MAIN])).refs).toEqual(new Map([[MAIN, tip()]]))
  })

  it('names the branch that a repository without commits begins with', async () => {
    git(createBareRepository(folder, 'empty.git'), 'symbolic-ref', 'HEAD', 'refs/heads/trunk')
    const session = await open({ repository: 'empty.git' })
    expect(await session.listRefs(['refs/heads/'])).toEqual({
      refs: new Map(),
      head: { target: 'refs/heads/trunk', commit: null },
    })
  })

  it('that speaks nonsense is the server’s failure', async () => {
    const session = await open()
    const canned = { service: 'git-upload-pack', status: 200, contentType: 'application/x-git-upload-pack-result' } as const
    for (const body of ['0011what is this', '000epackfile\n000dno band', '0010shallow-info0000', 'PACK']) {
      server.faults.answer = { ...canned, body }
      const asking = session.fetchPack(await emptyRepo(`nonsense-${body.length}-${body.slice(0, 4)}`), {
        ...FULL,
        wants: [tip()],
      })
      await expect(asking).rejects.toMatchObject({ code: expect.stringMatching(/^(REMOTE_FAILED|UNREACHABLE)$/) })
    }
  })
})

describe('a server that cannot cut history off', () => {
  const advertise = (capabilities: string) => {
    const line = `${tip()} ${MAIN}\0${capabilities}\n`
    const body = `001e# service=git-upload-pack\n0000${(line.length + 4).toString(16).padStart(4, '0')}${line}0000`
    const contentType = 'application/x-git-upload-pack-advertisement'
    server.faults.answer = { service: 'git-upload-pack', status: 200, contentType, body }
  }

  it('is not asked to, nor for any more below', async () => {
    advertise('side-band-64k ofs-delta')
    const session = await open()
    expect(session).toMatchObject({ version: 0, supports: { filter: false, shallow: false, anyObject: false } })
    const asking = session.fetchPack(await emptyRepo(), { ...FULL, wants: [tip()], depth: { kind: 'depth', commits: 1 } })
    await expect(asking).rejects.toMatchObject({ refused: 'shallow' })
    expect(server.requests).toHaveLength(1)
  })

  it('is told apart from one that cannot go on from there', async () => {
    const repo = await emptyRepo()
    await (await open()).fetchPack(repo, { ...FULL, wants: [tip()], depth: { kind: 'depth', commits: 1 } })
    advertise('side-band-64k ofs-delta shallow multi_ack_detailed')
    const session = await open()
    server.faults.answer = null
    const asking = session.fetchPack(repo, { ...FULL, wants: [tip()], depth: { kind: 'deepen', by: 1 } })
    await expect(asking).rejects.toMatchObject({ refused: 'shallow' })
    server.faults.protocol = 'header-lost'
    await session.fetchPack(repo, { ...FULL, wants: [tip()], depth: { kind: 'whole' } })
    pointAt(repo, tip())
    expect(git(repo.root, 'rev-list', '--count', 'main')).toBe('5')
    expect(fsck(repo)).toEqual(CLEAN)
  })
})

describe('the boundary of history', () => {
  it('stays where the server says otherwise and the pack does not hold what it takes', async () => {
    const repo = await emptyRepo()
    const session = await open()
    await session.fetchPack(repo, { ...FULL, wants: [tip()], depth: { kind: 'depth', commits: 1 } })
    pointAt(repo, tip())
    const absent = '2'.repeat(40)
    expect(await updateShallow(repo, { shallow: [absent], unshallow: [tip()] })).toEqual({ added: [], removed: [] })
    expect(shallowFile(repo)).toEqual([tip()])
    expect(fsck(repo)).toEqual(CLEAN)
  })

  it('is not written while another Git holds it, and the pack does no harm', async () => {
    const repo = await emptyRepo()
    const session = await open()
    await session.fetchPack(repo, { ...FULL, wants: [tip()], depth: { kind: 'depth', commits: 1 } })
    pointAt(repo, tip())
    writeFileSync(join(repo.commondir, 'shallow.lock'), '')
    const asking = session.fetchPack(repo, { ...FULL, wants: [tip()], depth: { kind: 'deepen', by: 2 } })
    await expect(asking).rejects.toMatchObject({ code: 'REPOSITORY_BUSY' })
    rmSync(join(repo.commondir, 'shallow.lock'))
    expect(shallowFile(repo)).toEqual([tip()])
    expect(fsck(repo)).toEqual(CLEAN)
    expect(commitFiles(repo.root, { 'new.txt': '1' }, 'Goes on')).toMatch(/^[0-9a-f]{40}$/)
  })
})
