import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { commitFiles, git, protectBranch } from '../../../e2e/sandbox/git-command.ts'
import { restore } from '../restore.ts'
import { listRestorePoints, makeRestorePoint } from '../restore-points.ts'
import { DEFINITION, type RemoteScene, setRemoteScene } from '../testing/remote-scene.ts'
import { askBranches } from './ask-branches.ts'
import { createBranch } from './create-branch.ts'
import { deleteBranch } from './delete-branch.ts'
import { deleteRemoteBranch } from './delete-remote-branch.ts'
import { bringBackEdits, findLeftEdits } from './left-edits.ts'
import { listBranches } from './list-branches.ts'
import { renameBranch } from './rename-branch.ts'
import { switchBranch } from './switch-branch.ts'

let scene: RemoteScene
beforeEach(async () => {
  scene = await setRemoteScene()
})
afterEach(() => scene.dispose())

const read = (path: string) => readFileSync(join(scene.clone, path), 'utf8')
function write(path: string, text: string) {
  mkdirSync(dirname(join(scene.clone, path)), { recursive: true })
  writeFileSync(join(scene.clone, path), text)
}
const rename = async (name: string, newName: string) => renameBranch(await scene.open(), { name, newName })
const remove = async (name: string, unmerged: 'ask' | 'delete' = 'ask') =>
  deleteBranch(await scene.open(), { remote: 'origin', name, unmerged })
const removeThere = async (name: string, tip: string) =>
  deleteRemoteBranch(await scene.open(), { access: scene.access, name, tip })
const local = () => scene.git('for-each-ref', '--format=%(refname:lstrip=2)', 'refs/heads').split('\n')
const switchTo = async (name: string, edits: 'ask' | 'leave' = 'ask') =>
  switchBranch(await scene.open(), {
    workspace: scene.workspace,
    remote: 'origin',
    access: null,
    to: { kind: 'local', name },
    edits,
  })

describe('a branch renamed', () => {
  it('takes HEAD, reflog, configuration and left edits along, as git branch -m does', async () => {
    scene.git('checkout', '-q', '-b', 'old', 'origin/main')
    const tip = commitFiles(scene.clone, { 'a.txt': 'a\n' }, 'One')
    scene.git('config', 'branch.old.description', 'Mine')
    write(DEFINITION, 'left behind\r\n')
    await switchTo('main', 'leave')
    write('staged.txt', 'staged\n')
    scene.git('add', 'staged.txt')
    expect(await rename('old', 'feature/new')).toEqual({ kind: 'renamed' })
    expect(local()).toEqual(['feature/new', 'main'])
    expect(scene.git('rev-parse', 'feature/new')).toBe(tip)
    expect(scene.git('config', '--get-regexp', '^branch\\.(old|feature)')).toBe(
      'branch.feature/new.remote origin\nbranch.feature/new.merge refs/heads/main\nbranch.feature/new.description Mine',
    )
    const log = scene.git('log', '-g', '--format=%gs', 'feature/new').split('\n')
    expect(log).toEqual(['Branch: renamed refs/heads/old to refs/heads/feature/new', 'commit: One', expect.any(String)])
    expect(findLeftEdits(await scene.open(), 'old')).toBeNull()

    await switchTo('feature/new')
    expect(read(DEFINITION)).toBe('left behind\r\n')
    expect(await rename('feature/new', 'active')).toEqual({ kind: 'renamed' })
    expect(scene.git('symbolic-ref', 'HEAD')).toBe('refs/heads/active')
    expect(scene.git('reflog', '-1', '--format=%gs')).toBe('Branch: renamed refs/heads/feature/new to refs/heads/active')
    expect(local()).toEqual(['active', 'main'])
    expect(read(DEFINITION)).toBe('left behind\r\n')
    expect(scene.git('diff', '--cached', '--name-only')).toBe('staged.txt')
    expect(scene.git('fsck', '--strict', '--no-dangling')).toBe('')
  })

  it('takes no place of edits that wait under its new name, and these outlast the branch they were left on', async () => {
    scene.git('branch', 'old', 'origin/main')
    scene.git('branch', 'gone', 'origin/main')
    const beside = `${DEFINITION}.more`
    for (const [branch, text] of [
      ['gone', 'of gone\r\n'],
      ['old', 'of old\n'],
    ] as const) {
      await switchTo(branch)
      write(DEFINITION, text)
      if (branch === 'gone') write(beside, 'beside\n')
      await switchTo('main', 'leave')
    }
    scene.git('branch', '-q', '-D', 'gone')
    const inAYear = new Date(Date.now() + 365 * 24 * 60 * 60 * 1000)
    const later = { ...(await scene.open()), now: () => inAYear }
    write(DEFINITION, 'mine\n')
    await makeRestorePoint(later, { workspace: scene.workspace, reason: 'discard' })
    const left = (await listRestorePoints(later)).filter(({ reason }) => reason === 'switch')
    expect(left.map(({ branch, paths }) => ({ branch, paths }))).toEqual([{ branch: 'gone', paths: [DEFINITION, beside] }])

    expect(await rename('old', 'gone')).toEqual({ kind: 'renamed' })
    const [point] = await listRestorePoints(later)
    expect(point).toMatchObject({ reason: 'left-edits-dropped', branch: 'gone', paths: [DEFINITION] })
    scene.git('checkout', '-q', '--', DEFINITION)
    await switchTo('gone')
    expect([read(DEFINITION), read(beside)]).toEqual(['of old\n', 'beside\n'])
    if (point) await restore(later, { workspace: scene.workspace, id: point.id, paths: null })
    expect(read(DEFINITION)).toBe('of gone\r\n')
  })

  it('takes names that are in its own way: another case, its own folder, above itself', async () => {
    scene.git('pack-refs', '--all')
    const tip = scene.git('rev-parse', 'main')
    for (const [from, to] of [
      ['main', 'Main'],
      ['Main', 'Main/deep'],
      ['Main/deep', 'main'],
    ] as const) {
      expect(await rename(from, to)).toEqual({ kind: 'renamed' })
      expect(local()).toEqual([to])
      expect(scene.git('rev-parse', 'HEAD', `refs/heads/${to}`)).toBe(`${tip}\n${tip}`)
    }
    expect(scene.git('rev-parse', '--abbrev-ref', 'main@{upstream}')).toBe('origin/main')
    expect(scene.git('log', '-g', '--format=%gs', 'main').split('\n')).toHaveLength(7)
    expect(scene.git('fsck', '--strict', '--no-dangling')).toBe('')
  })

  it('is refused with the reason: taken, clashing, missing, checked out elsewhere', async () => {
    scene.git('branch', 'one')
    scene.git('branch', 'two/deep')
    expect(await rename('one', 'main')).toEqual({ kind: 'exists', name: 'main' })
    expect(await rename('one', 'two')).toEqual({ kind: 'clashes', name: 'two', other: 'two/deep' })
    expect(await rename('nothing', 'else')).toEqual({ kind: 'missing' })
    scene.git('worktree', 'add', '-q', join(scene.folder, 'other'), 'one')
    expect(await rename('one', 'else')).toEqual({ kind: 'in-other-worktree' })
    expect(local()).toEqual(['main', 'one', 'two/deep'])
    scene.git('checkout', '-q', '--orphan', 'fresh')
    expect(await rename('fresh', 'named')).toEqual({ kind: 'renamed' })
    expect(scene.git('symbolic-ref', 'HEAD')).toBe('refs/heads/named')
  })
})

describe('a branch deleted', () => {
  it('goes when something else holds its commits: another branch, a remote one, an annotated tag', async () => {
    const tip = scene.git('rev-parse', 'main')
    scene.git('branch', 'same')
    expect(await remove('same')).toMatchObject({ kind: 'deleted', restorePoint: { commit: tip, branch: 'same' } })
    scene.git('checkout', '-q', '-b', 'tagged', 'origin/main')
    commitFiles(scene.clone, { 'a.txt': 'a\n' }, 'One')
    scene.git('tag', '-a', '-m', 'v1', 'v1')
    scene.git('checkout', '-q', 'main')
    expect(await remove('tagged')).toMatchObject({ kind: 'deleted' })
    expect(local()).toEqual(['main'])
    expect(() => scene.git('config', '--get-regexp', '^branch\\.tagged')).toThrow()
  })

  it('says what would be lost, and gives commits, files and left edits back from its restore point', async () => {
    scene.git('checkout', '-q', '-b', 'work')
    commitFiles(scene.clone, { 'a.txt': 'a\n' }, 'One')
    const tip = commitFiles(scene.clone, { 'b.txt': 'b\n' }, 'Two')
    write(DEFINITION, 'left\n')
    await switchTo('main', 'leave')
    expect(await remove('work')).toMatchObject({
      kind: 'would-lose',
      commits: 2,
      lastCommit: { id: tip, subject: 'Two' },
      leftEdits: { branch: 'work', paths: [DEFINITION] },
    })
    expect(local()).toEqual(['main', 'work'])
    const outcome = await remove('work', 'delete')
    if (outcome.kind !== 'deleted') throw new Error(outcome.kind)
    expect(local()).toEqual(['main'])
    expect(findLeftEdits(await scene.open(), 'work')).toBeNull()
    scene.git('reflog', 'expire', '--expire=now', '--all')
    scene.git('gc', '-q', '--prune=now')
    const { id } = outcome.restorePoint
    expect(await restore(await scene.open(), { workspace: scene.workspace, id, paths: null })).toMatchObject({
      branch: 'work',
    })
    expect(scene.git('rev-parse', 'work')).toBe(tip)
    expect(findLeftEdits(await scene.open(), 'work')).toMatchObject({ paths: [DEFINITION] })
    await switchTo('work')
    expect(read(DEFINITION)).toBe('left\n')
    expect(scene.git('fsck', '--strict', '--no-dangling')).toBe('')
  })

  it('stays where it must: active, default, elsewhere, missing', async () => {
    scene.git('branch', 'busy')
    scene.git('worktree', 'add', '-q', join(scene.folder, 'other'), 'busy')
    expect(await remove('main')).toEqual({ kind: 'is-active' })
    expect(await remove('busy')).toEqual({ kind: 'in-other-worktree' })
    expect(await remove('nothing')).toEqual({ kind: 'missing' })
    scene.git('checkout', '-q', '-b', 'other')
    expect(await remove('main')).toEqual({ kind: 'is-default' })
    expect(local()).toEqual(['busy', 'main', 'other'])
  })
})

describe('a branch deleted on the server', () => {
  it.each(['http', 'ssh'])('goes if it is where it was seen, over %s', async (way) => {
    const tip = git(scene.bare, 'rev-parse', 'main')
    for (const name of ['done', 'guarded', 'busy']) git(scene.bare, 'branch', name, 'main')
    scene.git('fetch', '-q', scene.bare, '+refs/heads/*:refs/remotes/origin/*')
    if (way === 'ssh') {
      const command = join(scene.folder, 'ssh.sh')
      writeFileSync(command, '#!/bin/sh\nshift $(($# - 1)); exec sh -c "$1"\n', { mode: 0o755 })
      scene.git('config', 'core.sshCommand', command)
      scene.git('config', 'ssh.variant', 'simple')
      scene.git('remote', 'set-url', 'origin', `ssh://git@git.example${scene.bare}`)
    }
    await askBranches(await scene.open(), { access: scene.access })
    protectBranch(scene.bare, 'guarded', 'Branch guarded is protected.')
    const moved = scene.colleague({ 'x.txt': 'x\n' }, 'busy')

    expect(await removeThere('done', tip)).toEqual({ kind: 'deleted' })
    expect(await removeThere('done', tip)).toEqual({ kind: 'missing' })
    expect(await removeThere('main', tip)).toEqual({ kind: 'is-default' })
    expect(await removeThere('busy', tip)).toEqual({ kind: 'moved', tip: moved })
    expect(await removeThere('guarded', tip)).toMatchObject({
      kind: 'rejected',
      hostWords: expect.stringContaining('Branch guarded is protected.'),
    })
    expect(git(scene.bare, 'for-each-ref', '--format=%(refname:lstrip=2)', 'refs/heads')).toBe('busy\nguarded\nmain')
    const { remote } = await listBranches(await scene.open(), { remote: 'origin' })
    expect(remote.map(({ name }) => name)).toEqual(['busy', 'guarded', 'main'])
    expect(() => scene.git('rev-parse', '--verify', '-q', 'refs/remotes/origin/done')).toThrow()
  })
})

describe('left edits of a renamed branch', () => {
  it('still wait where the branch moved on meanwhile', async () => {
    await createBranch(await scene.open(), {
      workspace: scene.workspace,
      remote: 'origin',
      access: null,
      name: 'work',
      from: { kind: 'head' },
      edits: 'ask',
    })
    write(DEFINITION, 'left\n')
    await switchTo('main', 'leave')
    await rename('work', 'renamed')
    await rename('main', 'work')
    await switchTo('renamed')
    expect(read(DEFINITION)).toBe('left\n')
    expect(await bringBackEdits(await scene.open(), scene.workspace)).toEqual({ kind: 'nothing-left' })
  })
})
