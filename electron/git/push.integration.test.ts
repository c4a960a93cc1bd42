import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { commitFiles, git, protectBranch, refusePushes } from '../../e2e/sandbox/git-command.ts'
import { fetchRemote } from './fetch.ts'
import { pushBranch } from './push.ts'
import { DEFINITION, type RemoteScene, setRemoteScene, TOKEN } from './testing/remote-scene.ts'

let scene: RemoteScene
beforeEach(async () => {
  scene = await setRemoteScene()
})
afterEach(() => scene.dispose())

const edit = (text: string) => commitFiles(scene.clone, { [DEFINITION]: text }, 'Edit the definition')
const push = async () => pushBranch(await scene.open(), scene.access)

describe('push', () => {
  it('sends new commits, and both sides agree by command-line Git', async () => {
    edit('openapi: 3.1.0\n# one\n')
    const tip = edit('openapi: 3.1.0\n# two\n')

    expect(await push()).toEqual({ kind: 'pushed', commits: 2, branch: 'main', createdBranch: false })

    expect(git(scene.bare, 'rev-parse', 'main')).toBe(tip)
    expect(git(scene.bare, 'fsck', '--strict')).toBe('')
    expect(scene.git('rev-parse', 'origin/main')).toBe(tip)
    expect(scene.git('status', '--porcelain=v2', '--branch')).toContain('# branch.ab +0 -0')
    expect(await push()).toEqual({ kind: 'up-to-date' })
  })

  it('sends only what the server lacks', async () => {
    edit('openapi: 3.1.0\n# one\n')
    const before = objectCount(scene.bare)
    await push()
    // One commit, one blob, and the trees from the root to `postman/schemas`.
    expect(objectCount(scene.bare) - before).toBe(5)
  })

  it('sends large packs as a stream', async () => {
    const noise = Array.from({ length: 400_000 }, (_, i) => (i * 2654435761) % 4294967296).join('\n')
    const tip = edit(noise)
    const sent: number[] = []
    const outcome = await pushBranch(await scene.open(), scene.access, {
      onProgress: ({ stage, done }) => {
        if (stage === 'sending') sent.push(done)
      },
    })
    expect(outcome.kind).toBe('pushed')
    expect(sent.at(-1)).toBeGreaterThan(1024 * 1024)
    expect(git(scene.bare, 'rev-parse', 'main')).toBe(tip)
    expect(git(scene.bare, 'fsck', '--strict')).toBe('')
  })

  it('makes a new branch and notes what it follows, leaving every other byte of the configuration', async () => {
    scene.git('checkout', '-q', '-b', 'feature/"odd"')
    edit('openapi: 3.1.0\n# branch\n')
    const config = join(scene.clone, '.git', 'config')
    const before = readFileSync(config, 'utf8')

    expect(await push()).toEqual({ kind: 'pushed', commits: 1, branch: 'feature/"odd"', createdBranch: true })

    expect(readFileSync(config, 'utf8').startsWith(before)).toBe(true)
    expect(scene.git('rev-parse', '--abbrev-ref', '@{upstream}')).toBe('origin/feature/"odd"')
    expect(await push()).toEqual({ kind: 'up-to-date' })
  })

  it('fills an empty repository', async () => {
    await scene.dispose()
    scene = await setRemoteScene({ files: null })
    expect(await push()).toEqual({ kind: 'up-to-date' })
    const tip = commitFiles(scene.clone, { [DEFINITION]: 'openapi: 3.1.0\n' }, 'Begin')
    expect(await push()).toMatchObject({ kind: 'pushed', commits: 1, createdBranch: true })
    expect(git(scene.bare, 'rev-parse', 'main')).toBe(tip)
  })

  it('never forces: where the remote moved it says so and changes nothing', async () => {
    const theirs = scene.colleague({ 'README.md': 'theirs\n' })
    edit('openapi: 3.1.0\n# mine\n')
    expect(await push()).toEqual({ kind: 'remote-moved' })
    await fetchRemote(await scene.open(), scene.access)
    expect(await push()).toEqual({ kind: 'remote-moved' })
    expect(git(scene.bare, 'rev-parse', 'main')).toBe(theirs)
  })

  it('hands on the words of a hook that refuses', async () => {
    refusePushes(scene.bare, `Ticket number missing.\nSee https://robot:${TOKEN}@docs.example/rules`)
    edit('openapi: 3.1.0\n# one\n')
    const outcome = await push()
    expect(outcome).toMatchObject({ kind: 'rejected', reason: 'other' })
    const words = outcome.kind === 'rejected' ? outcome.hostWords : ''
    expect(words).toContain('Ticket number missing.')
    expect(words).toContain('pre-receive hook declined')
    expect(words).not.toContain(TOKEN)
    expect(scene.git('rev-parse', 'origin/main')).not.toBe(scene.git('rev-parse', 'HEAD'))
  })

  it('hands on the words of a protected branch', async () => {
    const words = 'GitLab: You are not allowed to push code to protected branches on this project.'
    protectBranch(scene.bare, 'main', words)
    edit('openapi: 3.1.0\n# one\n')
    expect(await push()).toMatchObject({
      kind: 'rejected',
      reason: 'protected-branch',
      hostWords: expect.stringContaining(words),
    })
  })

  it('refuses on a detached HEAD', async () => {
    scene.git('checkout', '-q', '--detach')
    await expect(push()).rejects.toMatchObject({ code: 'DETACHED_HEAD' })
  })

  it('leaves no lock and no helper file behind', async () => {
    edit('openapi: 3.1.0\n# one\n')
    await push()
    const left = readdirSync(join(scene.clone, '.git'), { recursive: true, encoding: 'utf8' })
    expect(left.filter((name) => name.endsWith('.lock') || name.includes('lock-') || name.includes('tmp_'))).toEqual([])
  })
})

describe('sign-in', () => {
  it('sends the token in its header and never in a URL', async () => {
    edit('openapi: 3.1.0\n# one\n')
    await push()
    expect(scene.server.requests.length).toBeGreaterThan(1)
    for (const request of scene.server.requests) {
      expect(request).toMatchObject({ username: 'x-access-token', token: TOKEN })
      expect(request.url).not.toContain(TOKEN)
      expect(request.headers['user-agent']).toMatch(/^git\/graft-/)
    }
  })

  it('says that a revoked token was rejected, after one try', async () => {
    edit('openapi: 3.1.0\n# one\n')
    scene.server.credentials = [{ username: null, token: 'another' }]
    await expect(push()).rejects.toMatchObject({
      code: 'SIGN_IN_NEEDED',
      data: { reason: 'rejected', hostWords: expect.stringContaining('Access denied') },
    })
    expect(scene.server.requests).toHaveLength(1)
  })

  it('sends no token to a server that is not the domain', async () => {
    edit('openapi: 3.1.0\n# one\n')
    const repo = await scene.open()
    const access = { ...scene.access, domain: 'https://git.example.test' }
    await expect(pushBranch(repo, access)).rejects.toMatchObject({ code: 'SIGN_IN_NEEDED', data: { reason: 'missing' } })
    expect(scene.server.requests.map((request) => request.token)).toEqual([null])
  })

  it.each([
    [403, 'Not for you.', 'ACCESS_DENIED', { hostWords: 'Not for you.' }],
    [403, 'SAML SSO is required.', 'SSO_REQUIRED', { hostWords: 'SAML SSO is required.' }],
    [404, 'Not here.', 'REMOTE_REPOSITORY_NOT_FOUND', { hostWords: 'Not here.' }],
    [503, 'Later.', 'REMOTE_FAILED', { status: 503 }],
  ])('reads the status %i with the words “%s” as %s', async (status, message, code, data) => {
    edit('openapi: 3.1.0\n# one\n')
    const body = JSON.stringify({ message })
    scene.server.faults.answer = { service: null, status, contentType: 'application/json', body }
    await expect(push()).rejects.toMatchObject({ code, data })
  })

  it('asks the clone’s credential helper, and tells it what came of it', async () => {
    const store = join(scene.folder, 'credentials')
    scene.git('config', 'credential.helper', `store --file=${store}`)
    const access = { ...scene.access, signIn: { kind: 'credential-helper' as const } }
    const host = new URL(scene.server.url).host
    writeFileSync(store, `http://ada:${TOKEN}@${host}\n`)
    edit('openapi: 3.1.0\n# one\n')
    expect(await pushBranch(await scene.open(), access)).toMatchObject({ kind: 'pushed' })
    expect(scene.server.requests[0]).toMatchObject({ token: null })
    expect(scene.server.requests.at(-1)).toMatchObject({ username: 'ada', token: TOKEN })

    scene.server.credentials = [{ username: null, token: 'another' }]
    edit('openapi: 3.1.0\n# two\n')
    await expect(pushBranch(await scene.open(), access)).rejects.toMatchObject({
      code: 'SIGN_IN_NEEDED',
      data: { reason: 'rejected' },
    })
    expect(readFileSync(store, 'utf8')).not.toContain(TOKEN)
    await expect(pushBranch(await scene.open(), access)).rejects.toMatchObject({ data: { reason: 'missing' } })
  })
})

function objectCount(bare: string): number {
  return git(bare, 'cat-file', '--batch-all-objects', '--batch-check').split('\n').length
}
