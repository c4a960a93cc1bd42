import { execFile, execFileSync, spawnSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { commitFiles, git, isolatedGitEnvironment } from '../../e2e/sandbox/git-command.ts'
import { fetchRemote } from './fetch.ts'
import { pullBranch } from './pull.ts'
import { pushBranch } from './push.ts'
import { openRepo, type Repo } from './repository/repo.ts'
import { DEFINITION, isolatedDeps, type RemoteScene, setRemoteScene, TOKEN } from './testing/remote-scene.ts'

/** Clones that hold less than all: history cut off, or objects left out, by command-line Git. */
let scene: RemoteScene
let root: string
beforeEach(async () => {
  scene = await setRemoteScene()
  git(scene.bare, 'config', 'uploadpack.allowFilter', 'true')
})
afterEach(() => scene.dispose())

async function clone(...how: string[]): Promise<void> {
  root = join(scene.folder, 'cut-off')
  const url = scene.server.urlOf('team/pets.git')
  const from = url.replace('http://', `http://x:${TOKEN}@`)
  await promisify(execFile)('git', ['clone', '-q', ...how, from, root], { env: isolatedGitEnvironment() })
  git(root, 'remote', 'set-url', 'origin', url)
  // From here on command-line Git gets nothing that is missing.
  git(root, 'config', 'protocol.allow', 'never')
  git(root, 'config', 'user.name', 'Grace Example')
  git(root, 'config', 'user.email', 'grace@example.test')
}
const open = (): Promise<Repo> => openRepo(root, isolatedDeps())
const fetch = async () => fetchRemote(await open(), scene.access)
const push = async () => pushBranch(await open(), scene.access)
const pull = async () => {
  const workspace = { root, directories: scene.workspace.directories }
  return pullBranch(await open(), { workspace, access: scene.access, otherFiles: 'update', author: null })
}
const fsck = (folder: string) => {
  const run = spawnSync('git', ['fsck', '--strict', '--no-dangling', '--no-progress'], {
    cwd: folder,
    env: isolatedGitEnvironment(),
    encoding: 'utf8',
  })
  return { status: run.status, said: `${run.stdout}${run.stderr}` }
}
const CLEAN = { status: 0, said: '' }
const objectCount = (folder: string) => git(folder, 'cat-file', '--batch-all-objects', '--batch-check').split('\n').length
const shallow = () => {
  const file = join(root, '.git', 'shallow')
  return existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : []
}
const missing = () =>
  git(root, 'rev-list', '--objects', '--all', '--missing=print')
    .split('\n')
    .filter((line) => line.startsWith('?')).length
/** So many commits on a branch of the server, each with a file of its own, made in one go. Returns the last one. */
function manyCommits(count: number, from: string, name: string): string {
  let stream = ''
  for (let at = 0; at < count; at++) {
    stream += `commit refs/heads/${name}\ncommitter Ada <ada@example.test> ${1800000000 + at} +0000\ndata 2\nx\n`
    if (at === 0) stream += `from ${from}\n`
    stream += `M 100644 inline many/${name}.txt\ndata ${String(at).length}\n${at}\n\n`
  }
  execFileSync('git', ['fast-import', '--quiet', '--force'], { cwd: scene.bare, env: isolatedGitEnvironment(), input: stream })
  return git(scene.bare, 'rev-parse', name)
}

describe('a shallow clone', () => {
  it('pulls what is new and stays as shallow as it was', async () => {
    scene.colleague({ 'README.md': '2\n' })
    await clone('--depth=1')
    const before = shallow()
    scene.colleague({ 'README.md': '3\n' })
    const tip = scene.colleague({ [DEFINITION]: 'openapi: 3.1.1\n' })
    expect(await pull()).toMatchObject({ kind: 'fast-forwarded', commits: 2 })
    expect(git(root, 'rev-parse', 'HEAD')).toBe(tip)
    expect(shallow()).toEqual(before)
    expect(git(root, 'rev-list', '--count', 'HEAD')).toBe('3')
    expect(git(root, 'status', '--porcelain')).toBe('')
    expect(fsck(root)).toEqual(CLEAN)
  })

  it('merges with what others committed', async () => {
    scene.colleague({ 'README.md': '2\n' })
    await clone('--depth=1')
    commitFiles(root, { [DEFINITION]: 'openapi: 3.1.1\n' }, 'Mine')
    scene.colleague({ 'README.md': '3\n' })
    expect(await pull()).toMatchObject({ kind: 'merged', commits: 1 })
    expect(fsck(root)).toEqual(CLEAN)
    expect(await push()).toMatchObject({ kind: 'pushed' })
    expect(fsck(scene.bare)).toEqual(CLEAN)
  })

  it.each([
    ['is left on another branch', 'kept', { posts: 3, commits: 50 + 1 + 1 }],
    // Servers go on only from what a ref of theirs reaches: the step brings nothing, and all of it comes.
    ['is on no branch any more', 'dropped', { posts: 4, commits: 201 + 1 }],
  ])('gets the history it takes to see where two branches part, when what was forced away %s', async (_what, old, is) => {
    const tip = manyCommits(200, git(scene.bare, 'rev-parse', 'main'), 'main')
    await clone('--depth=1')
    const mine = commitFiles(root, { [DEFINITION]: 'openapi: 3.1.1\n' }, 'Mine')
    const base = git(scene.bare, 'rev-parse', `${tip}~20`)
    const theirs = manyCommits(3, base, 'other')
    git(scene.bare, 'update-ref', 'refs/heads/main', theirs)
    git(scene.bare, 'update-ref', '-d', 'refs/heads/other')
    if (old === 'kept') git(scene.bare, 'update-ref', 'refs/heads/old', tip)
    const before = scene.server.requests.length
    expect(await pull()).toMatchObject({ kind: 'merged', commits: 3 })
    expect(git(root, 'merge-base', mine, theirs)).toBe(base)
    expect(git(root, 'rev-parse', 'HEAD^1', 'HEAD^2').split('\n')).toEqual([mine, theirs])
    expect(scene.server.requests.slice(before).filter(({ method }) => method === 'POST')).toHaveLength(is.posts)
    expect(git(root, 'rev-list', '--count', mine)).toBe(String(is.commits))
    expect(fsck(root)).toEqual(CLEAN)
  })

  it('says that two branches have nothing in common only when it has seen all of both', async () => {
    scene.colleague({ 'README.md': '2\n' })
    await clone('--depth=1')
    commitFiles(root, { [DEFINITION]: 'openapi: 3.1.1\n' }, 'Mine')
    const tree = git(scene.bare, 'rev-parse', 'main^{tree}')
    git(scene.bare, 'update-ref', 'refs/heads/main', git(scene.bare, 'commit-tree', '-m', 'Anew', tree))
    expect(await pull()).toEqual({ kind: 'unrelated-histories' })
    expect(shallow()).toEqual([])
    expect(fsck(root)).toEqual(CLEAN)
  })

  it('pushes a new branch without what the server has already, though nothing there ends where its history does', async () => {
    scene.colleague({ 'README.md': '2\n' })
    await clone('--depth=1')
    git(root, 'checkout', '-q', '-b', 'feature')
    commitFiles(root, { 'new.txt': 'new\n' }, 'Mine')
    scene.colleague({ 'README.md': '3\n' })
    const before = objectCount(scene.bare)
    expect(await push()).toEqual({ kind: 'pushed', commits: 1, branch: 'feature', createdBranch: true })
    // A commit, a tree and a file.
    expect(objectCount(scene.bare) - before).toBe(3)
    expect(fsck(scene.bare)).toEqual(CLEAN)
  })
})

describe('a partial clone', () => {
  const PARTIAL = ['--filter=blob:none', '--depth=1', '--sparse']

  it('fetches with its own filter, and nothing that it left out on purpose', async () => {
    await clone(...PARTIAL)
    const before = missing()
    const tip = scene.colleague({ 'src/new.ts': 'export const x = 1\n', 'README.md': '2\n' })
    expect(await fetch()).toMatchObject({ upstream: { kind: 'tracked', behind: 1 } })
    expect(git(root, 'rev-parse', 'origin/main')).toBe(tip)
    expect(missing()).toBe(before + 2)
    expect(fsck(root)).toEqual(CLEAN)
  })

  it('gets everything where the server lets it leave nothing out any more', async () => {
    await clone(...PARTIAL)
    const before = missing()
    git(scene.bare, 'config', 'uploadpackfilter.blob:none.allow', 'false')
    scene.colleague({ 'src/new.ts': 'export const x = 1\n' })
    expect(await fetch()).toMatchObject({ upstream: { kind: 'tracked', behind: 1 } })
    expect(missing()).toBe(before)
    expect(fsck(root)).toEqual(CLEAN)
  })

  it('pushes commits whose unchanged files are not here', async () => {
    await clone(...PARTIAL)
    expect(missing()).toBeGreaterThan(0)
    commitFiles(root, { 'README.md': 'mine\n' }, 'Mine')
    expect(await push()).toMatchObject({ kind: 'pushed', commits: 1 })
    expect(git(scene.bare, 'rev-parse', 'main')).toBe(git(root, 'rev-parse', 'HEAD'))
    expect(fsck(scene.bare)).toEqual(CLEAN)
  })

  it('pushes commits where not even the trees beside theirs are here', async () => {
    await clone('--filter=tree:0', '--depth=1', '--no-checkout')
    writeFileSync(join(root, 'mine.txt'), 'mine\n')
    const blob = git(root, 'hash-object', '-w', 'mine.txt')
    // The root tree as the server has it, one file more: its folders are not here.
    const entries = git(scene.bare, 'ls-tree', 'main')
    const tree = execFileSync('git', ['mktree', '--missing'], {
      cwd: root,
      env: isolatedGitEnvironment(),
      input: `${entries}\n100644 blob ${blob}\tmine.txt\n`,
      encoding: 'utf8',
    }).trim()
    const commit = git(root, 'commit-tree', '-p', 'HEAD', '-m', 'Mine', tree)
    git(root, 'update-ref', 'refs/heads/main', commit)
    expect(await push()).toMatchObject({ kind: 'pushed', commits: 1 })
    expect(git(scene.bare, 'rev-parse', 'main')).toBe(commit)
    expect(fsck(scene.bare)).toEqual(CLEAN)
  })
})
