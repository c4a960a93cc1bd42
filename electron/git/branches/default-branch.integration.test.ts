import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { commitFiles, git, isolatedGitEnvironment, protectBranch } from '../../../e2e/sandbox/git-command.ts'
import { commit } from '../commit.ts'
import { fetchRemote } from '../fetch.ts'
import { listRestorePoints } from '../restore-points.ts'
import { status } from '../status.ts'
import { type ManagedScene, setManagedScene } from '../testing/managed-scene.ts'
import { COLLECTION, DEFINITION, type RemoteScene, setRemoteScene } from '../testing/remote-scene.ts'
import { askBranches } from './ask-branches.ts'
import { mergeIntoDefault } from './merge-into-default.ts'
import { updateFromDefault } from './update-from-default.ts'

const THEIRS = '{ "info": { "name": "Theirs" } }\n'
const AUTHOR = { name: 'Grace Example', email: 'grace@example.test' }

describe('in a user’s clone', () => {
  let scene: RemoteScene
  beforeEach(async () => {
    scene = await setRemoteScene()
    scene.git('checkout', '-q', '-b', 'feature')
  })
  afterEach(() => scene.dispose())

  const read = (path: string) => readFileSync(join(scene.clone, path), 'utf8')
  function write(path: string, text: string) {
    mkdirSync(dirname(join(scene.clone, path)), { recursive: true })
    writeFileSync(join(scene.clone, path), text)
  }
  const input = () => ({ workspace: scene.workspace, access: scene.access, author: null })
  const update = async () => updateFromDefault(await scene.open(), { ...input(), otherFiles: 'ask' })
  const merge = async () => mergeIntoDefault(await scene.open(), input())
  const standing = async () => {
    const { defaultBranch, onDefaultBranch, lastCommitPushed } = await status(await scene.open(), scene.workspace)
    return { defaultBranch, onDefaultBranch, lastCommitPushed }
  }
  const work = () => scene.git('status', '--porcelain=v2', '--untracked-files=all')

  it('the status says how the branch stands to the default one, and whether the last commit is on the server', async () => {
    expect(await standing()).toEqual({
      defaultBranch: { name: 'main', ahead: 0, behind: 0 },
      onDefaultBranch: false,
      lastCommitPushed: true,
    })
    commitFiles(scene.clone, { 'a.txt': 'a\n' }, 'One')
    scene.colleague({ [COLLECTION]: THEIRS })
    await fetchRemote(await scene.open(), scene.access)
    expect(await standing()).toMatchObject({ defaultBranch: { ahead: 1, behind: 1 }, lastCommitPushed: false })
    scene.git('push', '-q', scene.bare, 'HEAD:refs/heads/elsewhere')
    await fetchRemote(await scene.open(), scene.access)
    expect(await standing()).toMatchObject({ lastCommitPushed: true })
    scene.git('checkout', '-q', 'main')
    expect(await standing()).toEqual({ defaultBranch: null, onDefaultBranch: true, lastCommitPushed: true })
    scene.git('remote', 'set-head', 'origin', '-d')
    git(scene.bare, 'symbolic-ref', 'HEAD', 'refs/heads/elsewhere')
    await fetchRemote(await scene.open(), scene.access)
    expect(await standing()).toMatchObject({ defaultBranch: { name: 'elsewhere' }, onDefaultBranch: false })
    scene.git('config', 'remote.origin.url', `${scene.server.url}/team/other.git`)
    expect(await standing()).toEqual({ defaultBranch: null, onDefaultBranch: null, lastCommitPushed: true })
  })

  it('takes the default branch in, forward or by a merge in Git’s words, around edits that are kept', async () => {
    expect(await update()).toEqual({ kind: 'up-to-date' })
    const first = scene.colleague({ [COLLECTION]: THEIRS })
    expect(await update()).toEqual({ kind: 'fast-forwarded', commits: 1, paths: [COLLECTION] })
    expect(scene.git('rev-parse', 'feature')).toBe(first)
    expect(scene.git('log', '-g', '-1', '--format=%gs', 'feature')).toBe('merge origin/main: Fast-forward')

    const mine = commitFiles(scene.clone, { 'postman/schemas/mine.yaml': 'm\n' }, 'Mine')
    const theirs = scene.colleague({ [COLLECTION]: '{}\n' })
    write(DEFINITION, 'edited\r\n')
    expect(await update()).toMatchObject({ kind: 'merged', commits: 1, paths: [COLLECTION] })
    expect(scene.git('log', '-1', '--format=%P|%s')).toBe(
      `${mine} ${theirs}|Merge remote-tracking branch 'origin/main' into feature`,
    )
    expect(scene.git('rev-parse', 'HEAD^{tree}')).toBe(scene.git('merge-tree', '--write-tree', mine, theirs))
    expect(read(DEFINITION)).toBe('edited\r\n')
    expect(await listRestorePoints(await scene.open())).toMatchObject([{ reason: 'merge', paths: [DEFINITION] }])
    expect(scene.git('config', '--get-regexp', '^branch\\.')).not.toContain('feature')

    scene.colleague({ [DEFINITION]: 'theirs\n' })
    const before = [scene.git('rev-parse', 'HEAD'), work()]
    expect(await update()).toEqual({ kind: 'collides', files: [{ path: DEFINITION, reason: 'uncommitted', owned: true }] })
    expect([scene.git('rev-parse', 'HEAD'), work()]).toEqual(before)
    expect(scene.git('fsck', '--strict', '--no-dangling')).toBe('')
  })

  it('asks the server for its default branch where what was known is true no more, or says that there is none', async () => {
    git(scene.bare, 'branch', '-m', 'main', 'trunk')
    scene.colleague({ [COLLECTION]: THEIRS }, 'trunk')
    expect(await update()).toMatchObject({ kind: 'fast-forwarded', paths: [COLLECTION] })
    git(scene.bare, 'branch', '-m', 'trunk', 'stray')
    git(scene.bare, 'symbolic-ref', 'HEAD', 'refs/heads/none')
    expect(await update()).toEqual({ kind: 'no-default' })
    expect(await merge()).toEqual({ kind: 'no-default' })
  })

  it('merges into the default branch on the server, by a merge commit only where one is needed, and touches no file', async () => {
    expect(await merge()).toEqual({ kind: 'up-to-date', into: 'main' })
    const mine = commitFiles(scene.clone, { [DEFINITION]: 'mine\n' }, 'Mine')
    write(DEFINITION, 'edited\n')
    write('staged.txt', 'staged\n')
    scene.git('add', 'staged.txt')
    const before = work()
    expect(await merge()).toMatchObject({ kind: 'merged', into: 'main', commits: 1, commit: { id: mine } })
    const tips = () => ['refs/heads/main', 'refs/remotes/origin/main'].map((ref) => scene.git('rev-parse', ref))
    expect([git(scene.bare, 'rev-parse', 'main'), ...tips()]).toEqual([mine, mine, mine])

    const theirs = scene.colleague({ [COLLECTION]: THEIRS })
    const next = commitFiles(scene.clone, { 'postman/schemas/more.yaml': 'm\n' }, 'More')
    const outcome = await merge()
    expect(outcome).toMatchObject({ kind: 'merged', commits: 1, commit: { subject: "Merge branch 'feature' into main" } })
    const merged = git(scene.bare, 'rev-parse', 'main')
    expect(git(scene.bare, 'log', '-1', '--format=%P|%an|%s', 'main')).toBe(
      `${theirs} ${next}|Grace Example|Merge branch 'feature' into main`,
    )
    expect(git(scene.bare, 'rev-parse', 'main^{tree}')).toBe(scene.git('merge-tree', '--write-tree', theirs, next))
    expect(tips()).toEqual([merged, merged])
    expect(scene.git('symbolic-ref', 'HEAD')).toBe('refs/heads/feature')
    expect([work().includes('staged.txt'), before.includes('staged.txt')]).toEqual([false, true])
    expect(git(scene.bare, 'fsck', '--strict')).toBe('')
    expect(await merge()).toEqual({ kind: 'up-to-date', into: 'main' })
  })

  it('changes and sends nothing where it collides, is refused, or may not', async () => {
    commitFiles(scene.clone, { [DEFINITION]: 'mine\n' }, 'Mine')
    protectBranch(scene.bare, 'main', 'GH006: Protected branch update failed.')
    expect(await merge()).toMatchObject({
      kind: 'rejected',
      into: 'main',
      reason: 'protected-branch',
      hostWords: expect.stringContaining('GH006: Protected branch update failed.'),
    })
    protectBranch(scene.bare, 'no-such', '')
    const tip = scene.colleague({ [DEFINITION]: 'theirs\n' })
    expect(await merge()).toEqual({
      kind: 'collides',
      into: 'main',
      files: [{ path: DEFINITION, reason: 'both-committed', owned: true }],
    })
    const cutOff = { ...input(), access: { ...scene.access, proxy: 'http://127.0.0.1:9' } }
    await expect(mergeIntoDefault(await scene.open(), cutOff)).rejects.toMatchObject({ code: 'UNREACHABLE' })
    expect(git(scene.bare, 'rev-parse', 'main')).toBe(tip)
    scene.git('checkout', '-q', 'main')
    expect(await merge()).toEqual({ kind: 'is-default' })
    scene.git('checkout', '-q', '--orphan', 'alien')
    commitFiles(scene.clone, { 'alien.txt': 'x\n' }, 'Alien')
    expect(await merge()).toEqual({ kind: 'unrelated-histories' })
    expect(await update()).toEqual({ kind: 'unrelated-histories' })
  })
})

describe('in a managed clone', () => {
  let scene: ManagedScene
  beforeEach(async () => {
    scene = await setManagedScene()
    for (let n = 1; n <= 3; n++) scene.colleague({ 'src/feature.ts': `${n}\n` }, 'feature')
    goOn('main', 60)
  })
  afterEach(() => scene.dispose())

  /** Moves a branch of the server on by commits that change nothing, made in one go. */
  function goOn(branch: string, commits: number): void {
    const commit = (n: number) =>
      `commit refs/heads/${branch}\ncommitter Ada <ada@example.test> ${1_800_000_000 + n} +0000\ndata 0\n`
    const first = `${commit(0)}from refs/heads/${branch}^0\n`
    const input = [first, ...Array.from({ length: commits - 1 }, (_, n) => commit(n + 1))].join('\n')
    execFileSync('git', ['fast-import', '--quiet'], { cwd: scene.bare, env: isolatedGitEnvironment(), input })
  }
  const standing = async () => (await status(await scene.open(), scene.workspace)).defaultBranch
  const trees = (ref: string) =>
    scene
      .git('rev-list', '--objects', '--missing=print', '--no-object-names', ref)
      .split('\n')
      .filter((line) => line.startsWith('?')).length

  it('says how far behind it is once the commits alone are here, and merges both ways with what more is needed', async () => {
    await scene.clone({ branch: 'feature' })
    await askBranches(await scene.open(), { access: scene.access })
    expect(await standing()).toEqual({ name: 'main', ahead: null, behind: null })
    await fetchRemote(await scene.open(), scene.access)
    expect(await standing()).toEqual({ name: 'main', ahead: 3, behind: 60 })
    expect(scene.git('rev-list', '--count', '--left-right', 'feature...origin/main')).toBe('3\t60')
    expect(trees('origin/main')).toBeGreaterThan(0)
    scene.colleague({ 'postman/schemas/index.yaml': 'openapi: 3.1.0\ninfo:\n  title: Theirs\n' })
    await fetchRemote(await scene.open(), scene.access)
    expect(await standing()).toEqual({ name: 'main', ahead: 3, behind: 61 })

    const update = await updateFromDefault(await scene.open(), {
      workspace: scene.workspace,
      access: scene.access,
      otherFiles: 'ask',
      author: AUTHOR,
    })
    expect(update).toMatchObject({ kind: 'merged', commits: 61, paths: ['postman/schemas/index.yaml'] })
    expect(scene.git('status', '--porcelain')).toBe('')
    expect(git(scene.bare, 'for-each-ref', '--format=%(refname)', 'refs/heads')).toBe('refs/heads/feature\nrefs/heads/main')

    writeFileSync(join(scene.workspace.root, 'postman/collections/new.json'), '{}\n')
    await commit(await scene.open(), {
      workspace: scene.workspace,
      paths: ['postman/collections/new.json'],
      message: 'New\n',
      author: AUTHOR,
    })
    const theirs = scene.colleague({ 'docs/guide/intro.md': 'Hello again\n', 'src/app.ts': 'export const app = 2\n' })
    const merge = await mergeIntoDefault(await scene.open(), {
      workspace: scene.workspace,
      access: scene.access,
      author: AUTHOR,
    })
    expect(merge).toMatchObject({ kind: 'merged', into: 'main', commits: 5 })
    expect(git(scene.bare, 'rev-parse', 'main^1')).toBe(theirs)
    expect(git(scene.bare, 'show', 'main:docs/guide/intro.md', 'main:src/feature.ts')).toBe('Hello again\n3')
    expect(git(scene.bare, 'fsck', '--strict')).toBe('')
    expect(existsSync(join(scene.workspace.root, 'docs'))).toBe(false)
    expect(scene.git('status', '--porcelain')).toBe('')
  })

  it('says that it cannot tell where the server lets nothing be left out, and fetches nothing for it', async () => {
    git(scene.bare, 'config', 'uploadpack.allowFilter', 'false')
    await scene.clone({ branch: 'feature' })
    await fetchRemote(await scene.open(), scene.access)
    expect(await standing()).toEqual({ name: 'main', ahead: null, behind: null })
    expect(scene.git('for-each-ref', '--format=%(refname)', 'refs/remotes')).toBe('refs/remotes/origin/feature')
  })
})
