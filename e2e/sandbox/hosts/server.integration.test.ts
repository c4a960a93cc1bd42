import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { request as secureRequest } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { commitFiles, git, isolatedGitEnvironment } from '../git-command.ts'
import { plainAccent } from './plain-accent.ts'
import type { RunningSandboxHost } from './running.ts'
import { startHostSandbox } from './server.ts'
import { fillHost, type HostWorld } from './world.ts'

const run = promisify(execFile)
let folder: string
let running: RunningSandboxHost
let world: HostWorld

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'graft-sandbox-'))
  running = await startHostSandbox({ accent: plainAccent('github'), folder: join(folder, 'host') })
  world = fillHost(running)
})
afterEach(async () => {
  await running.close()
  await rm(folder, { recursive: true, force: true })
})

/** Runs command-line git beside the server, which lives in this process. Resolves with what it printed, whichever way it ended. */
async function runGit(where: string, ...args: string[]): Promise<{ ended: 'well' | 'badly'; said: string }> {
  const options = { cwd: where, env: isolatedGitEnvironment() }
  return run('git', args, options).then(
    ({ stdout, stderr }) => ({ ended: 'well', said: stdout + stderr }),
    (error: Error) => ({ ended: 'badly', said: error.message }),
  )
}

function address(repository: HostWorld['pets'], username: string, token: string): string {
  return running.cloneUrl(repository).replace('://', `://${username}:${token}@`)
}

const clone = (repository: HostWorld['pets'], token: string, username = 'any') =>
  runGit(folder, 'clone', '--quiet', address(repository, username, token), join(folder, `clone-${Math.random()}`))

describe('Git at a host of the sandbox', () => {
  it('serves partial clones and takes pushes of those who may write', async () => {
    const token = running.issueToken('ada')
    const at = join(folder, 'clone')
    const url = address(world.pets, 'any', token)
    expect(await runGit(folder, 'clone', '--quiet', '--filter=blob:none', '--depth=1', '--no-checkout', url, at)).toMatchObject(
      {
        ended: 'well',
      },
    )
    expect(git(at, 'rev-parse', '--is-shallow-repository')).toBe('true')
    expect(git(at, 'rev-list', '--objects', '--missing=print', 'HEAD')).toContain(
      `?${git(world.pets.bare, 'rev-parse', 'main:README.md')}`,
    )
    const full = join(folder, 'full')
    await runGit(folder, 'clone', '--quiet', url, full)
    const commit = commitFiles(full, { 'notes.txt': 'x\n' }, 'Note')
    expect((await runGit(full, 'push', '--quiet')).ended).toBe('well')
    expect(git(world.pets.bare, 'rev-parse', 'main')).toBe(commit)
  })

  it('lets in by token and user name only, and hides what is not for a person', async () => {
    const token = running.issueToken('ada')
    expect((await clone(world.pets, 'wrong')).said).toContain('Invalid username or token')
    expect((await clone(world.pets, token, 'nobody')).said).toContain('Invalid username or token')
    running.host.people.push({ id: 9, login: 'eve', name: 'Eve', email: 'eve@example.test', organisations: [] })
    expect((await clone(world.pets, running.issueToken('eve'))).said).toContain('Repository not found')
    expect((await clone(world.readOnly, running.issueToken('eve'))).ended).toBe('well')
    const kept = running.host.tokens.find((each) => each.token === token)
    if (kept) kept.state = 'expired'
    expect((await clone(world.pets, token)).ended).toBe('badly')
    expect(running.requests.filter(({ part }) => part === 'git').at(-1)).toMatchObject({ status: 401, credential: token })
  })

  it('refuses pushes in the host’s words: no right, archived, protected', async () => {
    const token = running.issueToken('ada')
    const push = async (repository: HostWorld['pets'], branch: string) => {
      const at = join(folder, `push-${Math.random()}`)
      await runGit(folder, 'clone', '--quiet', address(repository, 'any', token), at)
      commitFiles(at, { 'notes.txt': 'x\n' }, 'Note')
      return runGit(at, 'push', 'origin', `HEAD:refs/heads/${branch}`)
    }
    expect((await push(world.readOnly, 'main')).said).toContain('Permission to acme/platform-guides.git denied to ada.')
    expect((await push(world.archived, 'main')).said).toContain('archived')
    expect((await push(world.guarded, 'main')).said).toContain('GH006: Protected branch update failed for refs/heads/main.')
    expect((await push(world.guarded, 'topic')).ended).toBe('well')
  })

  it('passes on the troubles of Git', async () => {
    running.host.troubles.addressNotAllowed = true
    expect((await clone(world.pets, running.issueToken('ada'))).said).toContain('403')
  })

  it('has an empty repository, and many of everything where that is wanted', async () => {
    expect(git(world.empty.bare, 'for-each-ref')).toBe('')
    const large = await startHostSandbox({ accent: plainAccent('azure-devops'), folder: join(folder, 'large') })
    const filled = fillHost(large, 'large')
    expect(large.host.repositories.length).toBeGreaterThan(300)
    expect(git(filled.pets.bare, 'for-each-ref', '--format=%(refname)', 'refs/heads/topic').split('\n')).toHaveLength(3000)
    expect(large.cloneUrl(filled.long)).toContain('%E2%80%93')
    await large.close()
  })
})

describe('a host of the sandbox', () => {
  it('answers in its accent to those who sign in, and holds what a test wants held', async () => {
    const ask = (token: string) => fetch(`${running.api}/me`, { headers: { authorization: `Bearer ${token}` } })
    expect((await ask('wrong')).status).toBe(401)
    const token = running.issueToken('bob', ['repo'])
    expect(await (await ask(token)).json()).toEqual({ login: 'bob', scopes: ['repo'] })
    let release: () => void = () => undefined
    running.held.rest = new Promise((resolve) => {
      release = resolve
    })
    let answered = false
    const waiting = ask(token).then(() => {
      answered = true
    })
    await expect.poll(() => running.requests.at(-1)).toMatchObject({ part: 'rest', status: 0 })
    expect(answered).toBe(false)
    release()
    await waiting
    running.held = {}
    running.host.troubles.broken = true
    expect((await ask(token)).status).toBe(500)
    expect(running.secrets.has(token)).toBe(true)
  })

  it('speaks HTTPS with an authority of its own', async () => {
    const secure = await startHostSandbox({
      accent: plainAccent('gitlab-self-managed'),
      folder: join(folder, 'secure'),
      scheme: 'https',
    })
    const file = join(folder, 'authority.pem')
    await writeFile(file, secure.authority ?? '')
    const status = await new Promise((resolve, reject) => {
      readFile(file)
        .then((ca) =>
          secureRequest(secure.origin, { ca }, (answer) => resolve(answer.statusCode))
            .on('error', reject)
            .end(),
        )
        .catch(reject)
    })
    expect(status).toBe(200)
    await expect(fetch(secure.origin)).rejects.toThrow()
    await secure.close()
  })
})
