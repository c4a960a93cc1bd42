import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, describe, expect, it, onTestFinished } from 'vitest'
import { commitFiles, git, isolatedGitEnvironment } from '../../e2e/sandbox/git-command.ts'
import { commit } from './commit.ts'
import { fetchRemote } from './fetch.ts'
import { type PullInput, pullBranch } from './pull.ts'
import { status } from './status.ts'
import { DEFINITION, FIRST_FILES, type RemoteScene, setRemoteScene, TOKEN } from './testing/remote-scene.ts'
import { recover } from './transaction/recover.ts'

const scenes: RemoteScene[] = []
afterEach(async () => {
  for (const scene of scenes.splice(0)) await scene.dispose()
})
async function newScene(files: Record<string, string> = {}): Promise<RemoteScene> {
  const scene = await setRemoteScene({ files: { ...FIRST_FILES, ...files } })
  scenes.push(scene)
  return scene
}
async function pull(
  scene: RemoteScene,
  { otherFiles = 'update', author = null }: Partial<Pick<PullInput, 'otherFiles' | 'author'>> = {},
) {
  return pullBranch(await scene.open(), { workspace: scene.workspace, access: scene.access, otherFiles, author })
}
const state = (scene: RemoteScene) => [
  scene.git('rev-parse', 'HEAD'),
  scene.git('status', '--porcelain=v2', '--untracked-files=all'),
  scene.git('ls-files', '-s'),
  scene.git('for-each-ref', 'refs/heads', 'refs/graft'),
]

describe('a sparse checkout', () => {
  it('leaves out what it left out before, and the index follows', async () => {
    const scene = await newScene({ 'big/a.txt': '1\n', 'big/gone.txt': '1\n' })
    scene.git('sparse-checkout', 'set', '--no-cone', '/postman/', '/README.md')
    const tip = scene.colleague({ 'big/a.txt': '2\n', 'big/gone.txt': null, [DEFINITION]: 'openapi: 3.1.1\n' })
    expect(await pull(scene)).toMatchObject({ kind: 'fast-forwarded' })
    expect(scene.git('rev-parse', 'HEAD')).toBe(tip)
    expect(scene.git('status', '--porcelain=v2')).toBe('')
    expect(existsSync(join(scene.clone, 'big'))).toBe(false)
    expect(scene.git('ls-files', '-v', 'big')).toBe('S big/a.txt')
    expect(scene.git('fsck', '--strict')).toBe('')
  })

  it('stops at a left-out file that was put there and edited', async () => {
    const scene = await newScene({ 'big/a.txt': '1\n' })
    scene.git('sparse-checkout', 'set', '--no-cone', '/postman/')
    mkdirSync(join(scene.clone, 'big'))
    writeFileSync(join(scene.clone, 'big/a.txt'), 'mine\n')
    scene.colleague({ 'big/a.txt': '2\n' })
    expect(await pull(scene)).toEqual({
      kind: 'collides',
      files: [{ path: 'big/a.txt', reason: 'uncommitted', owned: false }],
    })
    expect(readFileSync(join(scene.clone, 'big/a.txt'), 'utf8')).toBe('mine\n')
  })
})

describe('filters such as Git LFS', () => {
  const LFS = { '.gitattributes': '*.bin filter=lfs -text\n', 'media/a.bin': 'version https://git-lfs.github.com/spec/v1\n' }

  it('hinder no pull that brings other files', async () => {
    const scene = await newScene(LFS)
    scene.colleague({ [DEFINITION]: 'openapi: 3.1.1\n' })
    expect(await pull(scene, { otherFiles: 'ask' })).toMatchObject({ kind: 'fast-forwarded', paths: [DEFINITION] })
  })

  it('stop one that brings theirs, before anything changes', async () => {
    const scene = await newScene(LFS)
    const before = state(scene)
    scene.colleague({ [DEFINITION]: 'openapi: 3.1.1\n', 'media/a.bin': 'version 2\n' })
    await expect(pull(scene)).rejects.toMatchObject({ code: 'FILTERED_FILE', data: { path: 'media/a.bin', filter: 'lfs' } })
    expect(state(scene)).toEqual(before)
  })

  it('that came with a pull do not keep its recovery from finishing', async () => {
    const scene = await newScene()
    const tip = scene.colleague({ '.gitattributes': '*.yaml filter=lfs\n', [DEFINITION]: 'openapi: 3.1.1\n' })
    await diesDuringPull(scene, 'pull:files-written')
    expect(await recover(await scene.open())).toEqual({ kind: 'finished' })
    expect(scene.git('rev-parse', 'HEAD')).toBe(tip)
    expect(scene.git('status', '--porcelain=v2')).toBe('')
  })
})

describe('what a killed Graft left', () => {
  it('is settled before the next pull is planned', async () => {
    const scene = await newScene()
    scene.colleague({ [DEFINITION]: 'openapi: 3.1.1\n' })
    await diesDuringPull(scene, 'pull:first-file-written')
    const tip = scene.colleague({ [DEFINITION]: 'openapi: 3.1.2\n' })
    expect(await pull(scene, { otherFiles: 'ask' })).toMatchObject({ kind: 'fast-forwarded', commits: 1 })
    expect(scene.git('rev-parse', 'HEAD')).toBe(tip)
    expect(scene.git('status', '--porcelain=v2')).toBe('')
  })
})

/** Pulls in a process of its own that kills itself at the named moment. */
async function diesDuringPull(scene: RemoteScene, moment: string): Promise<void> {
  const script = fileURLToPath(new URL('./testing/killed-process.ts', import.meta.url))
  const child = spawn(process.execPath, ['--import', 'tsx', script, scene.clone, 'pull', moment], {
    env: { ...isolatedGitEnvironment(), SERVER: scene.server.url, TOKEN },
    stdio: 'ignore',
  })
  const [, signal] = await once(child, 'exit')
  expect(signal).toBe('SIGKILL')
}

describe('names', () => {
  it('that are not UTF-8 hinder nobody as long as they stay as they are', async () => {
    const scene = await newScene()
    const odd = Buffer.from(`${scene.clone}/postman/schemas/gr\xfcn.txt`, 'latin1')
    writeFileSync(odd, 'odd\n')
    scene.git('add', '-A')
    scene.git('commit', '-q', '-m', 'odd')
    scene.git('push', '-q', scene.bare, 'HEAD:main')
    scene.git('fetch', '-q', scene.bare, '+main:refs/remotes/origin/main')
    scene.colleague({ [DEFINITION]: 'openapi: 3.1.1\n', 'README.md': '# New\n' })
    expect(await pull(scene)).toMatchObject({ kind: 'fast-forwarded' })
    const { changes } = await status(await scene.open(), scene.workspace)
    expect(changes).toEqual([])
    expect(scene.git('status', '--porcelain=v2')).toBe('')
  })

  it('of a folder stay as they are in what the index knows of folders', async () => {
    const scene = await newScene()
    const folder = Buffer.from(`${scene.clone}/gr\xfcn`, 'latin1')
    mkdirSync(folder)
    writeFileSync(Buffer.concat([folder, Buffer.from('/a.txt')]), 'odd\n')
    scene.git('add', '-A')
    scene.git('commit', '-q', '-m', 'odd')
    scene.git('read-tree', 'HEAD')
    writeFileSync(join(scene.clone, DEFINITION), 'openapi: 3.1.1\n')
    const author = { name: 'Ada Lin', email: 'ada@example.test' }
    const repo = await scene.open()
    await commit(repo, { workspace: scene.workspace, paths: [DEFINITION], message: 'mine\n', author })
    expect(readFileSync(join(scene.clone, '.git/index')).includes(Buffer.from('gr\xfcn\0', 'latin1'))).toBe(true)
    expect(readFileSync(join(scene.clone, '.git/index')).includes(Buffer.from('\ufffd'))).toBe(false)
    expect(scene.git('status', '--porcelain=v2')).toBe('')
  })
})

describe('a commit message', () => {
  it('is read in the encoding it names', async () => {
    const scene = await newScene()
    const message = join(scene.folder, 'message')
    writeFileSync(message, Buffer.from('gr\xfcn\r\n\r\nbody\r\n', 'latin1'))
    scene.git('-c', 'i18n.commitEncoding=ISO-8859-1', 'commit', '-q', '--allow-empty', '--cleanup=verbatim', '-F', message)
    const { lastCommit } = await status(await scene.open(), scene.workspace)
    expect(lastCommit?.subject).toBe('grün')
  })
})

describe('a fetch', () => {
  it('takes the place of a branch that is gone on the server and whose name stands in the way', async () => {
    const scene = await newScene()
    git(scene.bare, 'branch', 'feature', 'main')
    scene.git('fetch', '-q', scene.bare, '+refs/heads/*:refs/remotes/origin/*')
    scene.git('update-ref', '--create-reflog', '-m', 'seen', 'refs/remotes/origin/feature', 'HEAD')
    git(scene.bare, 'branch', '-D', 'feature')
    git(scene.bare, 'branch', 'feature/x', 'main')
    scene.git('checkout', '-q', '-b', 'feature/x')
    await fetchRemote(await scene.open(), scene.access)
    expect(scene.git('for-each-ref', '--format=%(refname)', 'refs/remotes/origin/feature')).toBe(
      'refs/remotes/origin/feature/x',
    )
    expect(scene.git('fsck', '--strict')).toBe('')
  })

  it('moves no ref where the server left an object out of an otherwise sound pack', async () => {
    const scene = await newScene()
    const tip = scene.colleague({ [DEFINITION]: 'openapi: 3.1.1\n' })
    const known = scene.git('rev-parse', 'origin/main')
    const listed = git(scene.bare, 'rev-list', '--objects', '--no-object-names', tip, `^${known}`).split('\n')
    const blob = git(scene.bare, 'rev-parse', `${tip}:${DEFINITION}`)
    const pack = execFileSync('git', ['pack-objects', '--stdout', '-q'], {
      cwd: scene.bare,
      env: isolatedGitEnvironment(),
      input: listed.filter((oid) => oid !== blob).join('\n'),
    })
    const length = (pack.length + 5).toString(16).padStart(4, '0')
    const body = Buffer.concat([Buffer.from(`0008NAK\n${length}\x01`), pack, Buffer.from('0000')])
    const liar = createServer(async (request, response) => {
      if (request.method === 'POST') {
        request.resume()
        response.setHeader('content-type', 'application/x-git-upload-pack-result').end(body)
        return
      }
      const { authorization = '' } = request.headers
      const answer = await fetch(`${scene.server.url}${request.url}`, { headers: { authorization } })
      response.setHeader('content-type', answer.headers.get('content-type') ?? '').end(Buffer.from(await answer.arrayBuffer()))
    }).listen(0, '127.0.0.1')
    onTestFinished(() => {
      liar.close()
    })
    await once(liar, 'listening')
    const address = liar.address()
    const domain = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
    scene.git('remote', 'set-url', 'origin', `${domain}/team/pets.git`)
    const lied = fetchRemote(await scene.open(), { ...scene.access, domain })
    await expect(lied).rejects.toMatchObject({ code: 'REMOTE_FAILED' })
    expect(scene.git('rev-parse', 'origin/main')).toBe(known)

    scene.git('remote', 'set-url', 'origin', scene.server.urlOf('team/pets.git'))
    await fetchRemote(await scene.open(), scene.access)
    expect(scene.git('rev-parse', 'origin/main')).toBe(tip)
    expect(scene.git('fsck', '--strict')).toBe('')
  })

  it('asks the first of several addresses, as Git does', async () => {
    const scene = await newScene()
    scene.git('remote', 'set-url', '--add', 'origin', 'http://127.0.0.1:1/mirror.git')
    expect(await fetchRemote(await scene.open(), scene.access)).toMatchObject({ kind: 'fetched' })
  })
})

describe('submodules', () => {
  it('come as empty folders, also in a file’s place, and go without taking what lies in them', async () => {
    const scene = await newScene({ lib: 'a file\n' })
    const commit = scene.git('rev-parse', 'HEAD')
    const scratch = `${scene.clone}-scratch`
    git(scene.folder, 'clone', '-q', scene.bare, scratch)
    const link = (...paths: string[]) => {
      git(scratch, 'rm', '-q', '--cached', '--ignore-unmatch', 'lib', 'vendor/other')
      for (const path of paths) git(scratch, 'update-index', '--add', '--cacheinfo', `160000,${commit},${path}`)
      git(scratch, 'commit', '-q', '-m', 'links')
      git(scratch, 'push', '-q', 'origin', 'main')
    }
    link('lib', 'vendor/other')
    expect(await pull(scene)).toMatchObject({ kind: 'fast-forwarded' })
    expect(scene.git('status', '--porcelain=v2')).toBe('')
    expect(readdirSync(join(scene.clone, 'lib'))).toEqual([])

    writeFileSync(join(scene.clone, 'lib/kept.txt'), 'kept\n')
    link('vendor/other')
    expect(await pull(scene)).toMatchObject({ kind: 'fast-forwarded', paths: ['lib'] })
    expect(readFileSync(join(scene.clone, 'lib/kept.txt'), 'utf8')).toBe('kept\n')
  })
})

describe('a merge', () => {
  it('needs a person and takes nobody else: of the configuration, or who said so', async () => {
    const scene = await newScene()
    commitFiles(scene.clone, { 'postman/schemas/mine.yaml': 'mine: 1\n' }, 'mine')
    scene.git('config', '--unset-all', 'user.name')
    const before = state(scene)
    scene.colleague({ [DEFINITION]: 'openapi: 3.1.1\n' })
    expect(await pull(scene)).toEqual({ kind: 'author-needed' })
    expect(state(scene)).toEqual(before)

    const lin = { name: 'Lin', email: 'lin@acme.test' }
    expect(await pull(scene, { author: lin })).toMatchObject({ kind: 'merged', commit: { author: 'Lin' } })
    expect(scene.git('log', '-1', '--format=%an <%ae> %cn <%ce>').trim()).toBe('Lin <lin@acme.test> Lin <lin@acme.test>')
  })
})
