import { chmodSync, existsSync, readdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { BranchRef, EditsChoice, SwitchOutcome } from '#shared/domain/branch.ts'
import { type CommitInput, commit } from '../commit.ts'
import type { NeedsServer } from '../contract.ts'
import { listRestorePoints, readRestorePoint } from '../restore-points.ts'
import { status } from '../status.ts'
import { DIRECTORIES, type TestClone } from '../testing/clone.ts'
import { snapshot as snapshotOf } from '../testing/snapshot.ts'
import { testClone } from '../testing/tests.ts'
import { createBranch } from './create-branch.ts'
import { bringBackEdits, dropLeftEdits, findLeftEdits } from './left-edits.ts'
import { switchBranch } from './switch-branch.ts'

const workspace = { directories: DIRECTORIES }
const DEFINITION = 'postman/schemas/index.yaml'
const COLLECTION = 'postman/collections/pets.json'

async function switchTo(clone: TestClone, name: string, edits: EditsChoice = 'ask'): Promise<SwitchOutcome | NeedsServer> {
  const to: BranchRef = { kind: 'local', name }
  return switchBranch(await clone.open(), { workspace, remote: 'origin', access: null, to, edits })
}

async function create(clone: TestClone, name: string, edits: EditsChoice = 'ask') {
  const input = { workspace, remote: 'origin', access: null, name, from: { kind: 'head' }, edits } as const
  return createBranch(await clone.open(), input)
}

function snapshot(clone: TestClone): Record<string, string> {
  return snapshotOf(clone.root)
}

/** Nothing stays behind of an operation, and Git finds nothing to complain of. */
function expectSound(clone: TestClone): void {
  expect(clone.fsck()).toBe('')
  expect(existsSync(clone.path('.git/graft')) ? readdirSync(clone.path('.git/graft')) : []).toEqual([])
  expect(clone.git('ls-files', '--others').includes('.graft-')).toBe(false)
}

/** Two branches that differ in and outside the connection's folders. */
function twoBranches(): TestClone {
  const clone = testClone()
  clone.commit({
    [DEFINITION]: 'version: 1\n',
    [COLLECTION]: '{}\n',
    'postman/collections/old.json': '{ "old": true }\n',
    'postman/schemas/parts/one.yaml': 'one\n',
    'postman/schemas/run.sh': '#!/bin/sh\n',
    'postman/schemas/shared.yaml': 'shared: 1\n',
    'src/app.ts': 'main\n',
    'src/same.ts': 'same\n',
    'src/to-folder': 'a file\n',
    '.gitignore': '*.log\n',
  })
  clone.git('switch', '-q', '-c', 'feature')
  rmSync(clone.path('src/to-folder'))
  rmSync(clone.path(COLLECTION))
  clone.commit({
    [DEFINITION]: 'version: feature\n',
    'postman/schemas/added/deep.yaml': 'added: true\n',
    'src/app.ts': 'feature\n',
    'src/to-folder/inner.ts': 'inner\n',
    'src/new.ts': 'new\n',
  })
  clone.git('switch', '-q', 'main')
  return clone
}

describe('switching without edits', () => {
  it('leaves index, folder, HEAD and its log as `git switch` does, there and back', async () => {
    const [clone, native] = [twoBranches(), twoBranches()]
    for (const one of [clone, native]) one.git('update-index', '--refresh')
    for (const branch of ['feature', 'main', 'feature']) {
      expect(await switchTo(clone, branch)).toEqual({
        kind: 'switched',
        branch,
        created: false,
        left: [],
        brought: [],
        returned: { kind: 'none' },
        restorePoint: null,
      })
      native.git('switch', '-q', branch)
      expect(clone.git('status', '--porcelain=v2')).toBe('')
      expect(clone.git('diff-files')).toBe('')
      expect(clone.git('ls-files', '--stage')).toBe(native.git('ls-files', '--stage'))
      expect(snapshot(clone)).toEqual(snapshot(native))
    }
    const log = (one: TestClone) => one.git('log', '-g', '--format=%gs', 'HEAD')
    expect(log(clone)).toBe(log(native))
    expect(clone.git('symbolic-ref', 'HEAD')).toBe('refs/heads/feature')
    expect(await switchTo(clone, 'feature')).toEqual({ kind: 'already-there' })
    expect(await switchTo(clone, 'gone')).toEqual({ kind: 'branch-missing', ref: { kind: 'local', name: 'gone' } })
    expectSound(clone)
  })

  it('makes a branch without touching a byte, and says which names are taken', async () => {
    const clone = twoBranches()
    clone.write(DEFINITION, 'edited\n')
    const before = snapshot(clone)
    const index = clone.git('ls-files', '--stage', '--debug')
    expect(await create(clone, 'feature', 'bring')).toEqual({ kind: 'exists', name: 'feature' })
    expect(await create(clone, 'feature/x', 'bring')).toEqual({ kind: 'clashes', name: 'feature/x', other: 'feature' })
    expect(await create(clone, 'topic/pets')).toEqual({ kind: 'has-edits', paths: [DEFINITION] })
    expect(await create(clone, 'topic/pets', 'bring')).toMatchObject({
      kind: 'switched',
      branch: 'topic/pets',
      created: true,
      brought: [DEFINITION],
    })
    expect(await create(clone, 'topic', 'bring')).toEqual({ kind: 'clashes', name: 'topic', other: 'topic/pets' })
    expect(snapshot(clone)).toEqual(before)
    expect(clone.git('ls-files', '--stage', '--debug')).toBe(index)
    expect(clone.git('rev-parse', 'topic/pets')).toBe(clone.git('rev-parse', 'main'))
    expect(clone.git('log', '-g', '--format=%gs', 'topic/pets')).toBe('branch: Created from HEAD')
    expectSound(clone)
  })

  it('refuses a branch of another working tree, and keeps linked ones apart', async () => {
    const clone = twoBranches()
    const linked = join(clone.sandbox, 'linked')
    clone.git('worktree', 'add', '-q', linked, 'feature')
    expect(await switchTo(clone, 'feature')).toEqual({ kind: 'in-other-worktree', branch: 'feature' })
    clone.git('branch', 'third', 'feature')
    writeFileSync(join(linked, DEFINITION), 'edited in the linked one\n')
    const repo = await clone.open({ root: linked })
    const input = { workspace, remote: 'origin', access: null, edits: 'leave' } as const
    expect(await switchBranch(repo, { ...input, to: { kind: 'local', name: 'third' } })).toMatchObject({ left: [DEFINITION] })
    expect(clone.git('symbolic-ref', 'HEAD')).toBe('refs/heads/main')
    expect(clone.gitWith({ cwd: linked }, 'status', '--porcelain')).toBe('')
    expect(clone.gitWith({ cwd: linked }, 'symbolic-ref', 'HEAD')).toBe('refs/heads/third')
    expect(await switchTo(clone, 'feature')).toMatchObject({
      kind: 'switched',
      returned: { kind: 'brought-back', paths: [DEFINITION] },
    })
    expect(clone.read(DEFINITION)).toBe('edited in the linked one\n')
  })

  it('waits for another program’s lock, names it, and respects what other clients began', async () => {
    const clone = twoBranches()
    writeFileSync(clone.path('.git/index.lock'), '')
    const waiting = switchTo(clone, 'feature')
    setTimeout(() => rmSync(clone.path('.git/index.lock')), 300)
    expect(await waiting).toMatchObject({ kind: 'switched' })
    writeFileSync(clone.path('.git/HEAD.lock'), '')
    await expect(switchTo(clone, 'main')).rejects.toMatchObject({ code: 'REPOSITORY_BUSY', data: { lock: '.git/HEAD.lock' } })
    rmSync(clone.path('.git/HEAD.lock'))
    expect(clone.git('status', '--porcelain')).toBe('')
    expectSound(clone)
    clone.git('bisect', 'start')
    await expect(switchTo(clone, 'main')).rejects.toMatchObject({
      code: 'OPERATION_IN_PROGRESS',
      data: { operation: 'bisect' },
    })
  })
})

/** Edits of every kind, with names that have tripped tools before. */
function editEverything(clone: TestClone): void {
  clone.write(DEFINITION, 'version: 1\r\nedited: true\r\nmixed\n')
  rmSync(clone.path('postman/collections/old.json'))
  chmodSync(clone.path('postman/schemas/run.sh'), 0o755)
  renameSync(clone.path('postman/schemas/shared.yaml'), clone.path('postman/schemas/Shared.yaml'))
  clone.write('postman/schemas/with space & ümlaut 🐾.yaml', Buffer.from([0xff, 0x00, 0x0d, 0x0a, 0xfe]))
  clone.write('postman/schemas/..hidden/...yaml', 'dots\n')
  clone.write('postman/schemas/empty.yaml', '')
  symlinkSync('../../src/app.ts', clone.path('postman/schemas/link'))
  rmSync(clone.path(COLLECTION))
  clone.write(`${COLLECTION}/now/a/folder.json`, '{}\n')
  rmSync(clone.path('postman/schemas/parts'), { recursive: true })
  clone.write('postman/schemas/parts', 'in the place of a folder\n')
  clone.write('postman/schemas/staged.yaml', 'staged\n')
  clone.git('add', 'postman/schemas/staged.yaml')
}

describe('edits that stay with their branch', () => {
  it.each([['false'], ['true'], ['input']])('come back byte for byte, with core.autocrlf=%s', async (autocrlf) => {
    const clone = twoBranches()
    clone.git('config', 'core.autocrlf', autocrlf)
    rmSync(clone.path('src'), { recursive: true })
    rmSync(clone.path('postman'), { recursive: true })
    clone.git('checkout', '-q', '-f', 'main')
    editEverything(clone)
    clone.write('src/same.ts', 'staged by somebody else\n')
    clone.git('add', 'src/same.ts')
    clone.write('src/own.ts', 'untracked\n')
    const before = snapshot(clone)
    const { changes } = await status(await clone.open(), workspace)
    const paths = changes.map(({ path }) => path)
    expect(await switchTo(clone, 'feature')).toEqual({ kind: 'has-edits', paths })
    expect(snapshot(clone)).toEqual(before)

    const left = await switchTo(clone, 'feature', 'leave')
    expect(left).toMatchObject({
      kind: 'switched',
      left: paths,
      brought: [],
      restorePoint: { reason: 'switch', branch: 'main', paths },
    })
    expect(clone.git('status', '--porcelain')).toBe('M  src/same.ts\n?? src/own.ts')
    expect(snapshot(clone)[DEFINITION]).not.toBe(before[DEFINITION])
    expect(findLeftEdits(await clone.open(), 'main')?.paths).toEqual(paths)
    expect(clone.git('for-each-ref', 'refs/heads', '--format=%(refname)')).toBe('refs/heads/feature\nrefs/heads/main')
    clone.git('gc', '-q', '--prune=now')
    clone.git('pack-refs', '--all')

    const back = await switchTo(clone, 'main')
    expect(back).toMatchObject({ kind: 'switched', returned: { kind: 'brought-back', paths }, restorePoint: null })
    expect(snapshot(clone)).toEqual(before)
    const after = await status(await clone.open(), workspace)
    expect(after).toMatchObject({ changes, leftEdits: null, foreignStaged: 1 })
    expectSound(clone)
  })

  it('wait where the branch moved on or something lies in the way, until they are asked for or dropped', async () => {
    const clone = twoBranches()
    clone.write(DEFINITION, 'mine\n')
    clone.write('postman/schemas/fresh.yaml', 'mine, too\n')
    await switchTo(clone, 'feature', 'leave')
    clone.git('switch', '-q', 'main')
    clone.commit({ [DEFINITION]: 'version: 2\n' })
    clone.git('switch', '-q', 'feature')
    const paths = ['postman/schemas/fresh.yaml', DEFINITION]
    expect(await switchTo(clone, 'main')).toMatchObject({ returned: { kind: 'waiting', paths, colliding: [DEFINITION] } })
    const repo = await clone.open()
    expect(clone.git('status', '--porcelain')).toBe('')
    expect((await status(repo, workspace)).leftEdits?.paths).toEqual(paths)
    expect(await bringBackEdits(repo, workspace)).toEqual({ kind: 'collides', paths: [DEFINITION] })

    // Newer edits are left beside them; of the one that both have, the older is kept in a restore point.
    clone.write(DEFINITION, 'newer\n')
    await switchTo(clone, 'feature', 'leave')
    expect(findLeftEdits(repo, 'main')?.paths).toEqual(paths)
    const kept = (await listRestorePoints(repo)).find(({ reason }) => reason === 'left-edits-dropped')
    expect(kept?.paths).toEqual([DEFINITION])
    const older = kept && readRestorePoint(repo, kept.id).get(DEFINITION)?.oid
    expect(older && repo.objects.readBlob(older).toString()).toBe('mine\n')
    expect(await switchTo(clone, 'main')).toMatchObject({ returned: { kind: 'brought-back', paths } })
    expect(clone.read(DEFINITION)).toBe('newer\n')
    expect(clone.read('postman/schemas/fresh.yaml')).toBe('mine, too\n')
    expect(await bringBackEdits(repo, workspace)).toEqual({ kind: 'nothing-left' })

    // Somebody's file stands where a new one was: it stays, and the edits wait.
    await switchTo(clone, 'feature', 'leave')
    clone.write('.git/info/exclude', 'fresh.yaml\n')
    clone.write('postman/schemas/fresh.yaml', 'somebody’s\n')
    expect(await switchTo(clone, 'main')).toMatchObject({
      returned: { kind: 'waiting', colliding: ['postman/schemas/fresh.yaml'] },
    })
    expect(clone.read('postman/schemas/fresh.yaml')).toBe('somebody’s\n')
    rmSync(clone.path('postman/schemas/fresh.yaml'))
    expect(await bringBackEdits(repo, workspace)).toEqual({ kind: 'brought-back', paths })
    expect(clone.read('postman/schemas/fresh.yaml')).toBe('mine, too\n')

    clone.write('.git/info/exclude', '')
    await switchTo(clone, 'feature', 'leave')
    const dropped = await dropLeftEdits(repo, { branch: 'main' })
    expect(dropped.restorePoint).toMatchObject({ reason: 'left-edits-dropped', branch: 'main', paths })
    expect(await switchTo(clone, 'main')).toMatchObject({ returned: { kind: 'none' } })
    expectSound(clone)
  })
})

describe('edits that come along', () => {
  it('go untouched where both branches hold the same, and stop it with their names where not', async () => {
    const clone = twoBranches()
    clone.write('postman/schemas/shared.yaml', 'shared: edited\n')
    clone.write('postman/schemas/fresh.yaml', 'fresh\n')
    rmSync(clone.path('postman/collections/old.json'))
    const edits = ['postman/collections/old.json', 'postman/schemas/fresh.yaml', 'postman/schemas/shared.yaml']
    expect(await switchTo(clone, 'feature', 'bring')).toMatchObject({
      kind: 'switched',
      brought: edits,
      left: [],
      restorePoint: { paths: edits },
    })
    expect(clone.read('postman/schemas/shared.yaml')).toBe('shared: edited\n')
    expect(clone.git('status', '--porcelain')).toBe(
      ' D postman/collections/old.json\n M postman/schemas/shared.yaml\n?? postman/schemas/fresh.yaml',
    )
    clone.write(DEFINITION, 'edited\n')
    clone.write(COLLECTION, 'mine\n')
    const before = snapshot(clone)
    const files = [COLLECTION, DEFINITION].map((path) => ({ path, reason: 'uncommitted', owned: true }))
    expect(await switchTo(clone, 'main', 'bring')).toEqual({ kind: 'collides', files })
    expect(snapshot(clone)).toEqual(before)
    expect(clone.git('symbolic-ref', '--short', 'HEAD')).toBe('feature')
  })

  it('do not go where one of them is a folder and the other a file', async () => {
    const clone = twoBranches()
    clone.write('postman/schemas/added', 'a file of mine\n')
    expect(await switchTo(clone, 'feature', 'bring')).toMatchObject({ kind: 'collides' })
    expect(clone.read('postman/schemas/added')).toBe('a file of mine\n')
    expect(await switchTo(clone, 'feature', 'leave')).toMatchObject({ kind: 'switched' })
    expect(await switchTo(clone, 'main')).toMatchObject({ returned: { kind: 'brought-back' } })
    expect(clone.read('postman/schemas/added')).toBe('a file of mine\n')
  })
})

function stage(clone: TestClone, path: string): void {
  clone.write(path, 'staged\n')
  clone.git('add', path)
}

function ignore(clone: TestClone, path: string): void {
  clone.write('.git/info/exclude', `${path}\n`)
  clone.write(path, 'ignored\n')
}

describe('files of others', () => {
  it.each<[string, string, (clone: TestClone, path: string) => void]>([
    ['edited', 'src/app.ts', (clone, path) => clone.write(path, 'edited\n')],
    ['staged', 'src/app.ts', stage],
    [
      'staged and put back',
      'src/app.ts',
      (clone, path) => {
        stage(clone, path)
        clone.write(path, 'main\n')
      },
    ],
    ['untracked', 'src/new.ts', (clone, path) => clone.write(path, 'untracked\n')],
    ['ignored', 'src/new.ts', ignore],
    ['ignored in the folders', 'postman/schemas/added/deep.yaml', ignore],
    ['a file where a folder comes', 'src/to-folder', (clone, path) => clone.write(path, 'edited\n')],
    [
      'in conflict',
      'src/x',
      (clone, path) => {
        const oid = clone.gitWith({ input: 'x\n' }, 'hash-object', '-w', '--stdin')
        clone.gitWith({ input: `100644 ${oid} 1\t${path}\n100644 ${oid} 2\t${path}\n` }, 'update-index', '--index-info')
      },
    ],
  ])('that are %s stop a switch that would overwrite them, with their names', async (_, path, put) => {
    const clone = twoBranches()
    clone.write('postman/schemas/fresh.yaml', 'an edit\n')
    put(clone, path)
    const [before, index] = [snapshot(clone), clone.git('ls-files', '--stage')]
    for (const edits of ['leave', 'bring'] as const) {
      const outcome = await switchTo(clone, 'feature', edits)
      expect(outcome).toMatchObject({ kind: 'collides' })
      expect(outcome.kind === 'collides' && outcome.files.map((file) => file.path)).toContain(path)
    }
    expect(snapshot(clone)).toEqual(before)
    expect(clone.git('ls-files', '--stage')).toBe(index)
    expect(clone.git('symbolic-ref', '--short', 'HEAD')).toBe('main')
    expect(await listRestorePoints(await clone.open())).toEqual([])
    expectSound(clone)
  })

  it('follow rules for line ends that come with the branch', async () => {
    const [clone, native] = [twoBranches(), twoBranches()]
    for (const one of [clone, native]) {
      one.git('switch', '-q', 'feature')
      one.commit({ '.gitattributes': '*.ts text eol=crlf\n', 'src/same.ts': 'same\nbut other\n' })
      one.git('switch', '-q', 'main')
    }
    for (const branch of ['feature', 'main']) {
      expect(await switchTo(clone, branch)).toMatchObject({ kind: 'switched' })
      native.git('switch', '-q', branch)
      expect(snapshot(clone)).toEqual(snapshot(native))
      expect(clone.git('status', '--porcelain')).toBe('')
    }
  })
})

describe('a detached HEAD and a branch without commits', () => {
  it('leaves commits that nobody else holds in a restore point', async () => {
    const clone = twoBranches()
    clone.git('switch', '-q', '--detach')
    const held = await switchTo(clone, 'feature')
    expect(held).toMatchObject({ kind: 'switched', restorePoint: null })
    clone.git('switch', '-q', '--detach')
    const lone = clone.commit({ [DEFINITION]: 'on no branch\n' })
    clone.write(DEFINITION, 'and an edit\n')
    expect(await switchTo(clone, 'main', 'leave')).toMatchObject({
      left: [DEFINITION],
      restorePoint: { reason: 'switch', branch: null, commit: lone, paths: [DEFINITION] },
    })
    expect(clone.git('log', '-1', '-g', '--format=%gs', 'HEAD')).toBe(`checkout: moving from ${lone} to main`)
    clone.git('reflog', 'expire', '--expire=now', '--all')
    clone.git('gc', '-q', '--prune=now')
    expect(clone.git('cat-file', '-t', lone)).toBe('commit')
    expectSound(clone)
  })

  it('goes on from a branch without commits', async () => {
    const clone = twoBranches()
    clone.git('symbolic-ref', 'HEAD', 'refs/heads/unborn')
    clone.git('rm', '-rqf', '.')
    clone.write(DEFINITION, 'first\n')
    expect(await switchTo(clone, 'unborn')).toEqual({ kind: 'already-there' })
    expect(await create(clone, 'other', 'bring')).toMatchObject({
      kind: 'switched',
      branch: 'other',
      created: true,
      brought: [DEFINITION],
    })
    expect(clone.git('symbolic-ref', '--short', 'HEAD')).toBe('other')
    expect(await switchTo(clone, 'main', 'leave')).toMatchObject({ kind: 'switched', left: [DEFINITION] })
    expect(clone.git('status', '--porcelain')).toBe('')
    expect(clone.read(DEFINITION)).toBe('version: 1\n')
  })
})

describe('a commit onto a new branch', () => {
  it('makes the branch, commits there and leaves the old one as it was', async () => {
    const clone = twoBranches()
    const tip = clone.git('rev-parse', 'main')
    clone.write(DEFINITION, 'edited\n')
    clone.write(COLLECTION, '{ "stays": "edited" }\n')
    const repo = await clone.open()
    const onto = (name: string): CommitInput => ({
      workspace,
      paths: [DEFINITION],
      message: 'On its own\n',
      author: null,
      onto: { kind: 'new-branch', name },
    })
    expect(await commit(repo, onto('feature'))).toEqual({ kind: 'exists', name: 'feature' })
    expect(await commit(repo, onto('topic'))).toMatchObject({ kind: 'committed', paths: [DEFINITION] })
    expect(clone.git('symbolic-ref', '--short', 'HEAD')).toBe('topic')
    expect(clone.git('rev-parse', 'main')).toBe(tip)
    expect(clone.git('rev-parse', 'topic~1')).toBe(tip)
    expect(clone.git('status', '--porcelain')).toBe(` M ${COLLECTION}`)
    expect(clone.git('log', '-g', '--format=%gs', 'topic')).toBe('commit: On its own\nbranch: Created from HEAD')
    expect(clone.git('log', '-2', '-g', '--format=%gs', 'HEAD')).toBe('commit: On its own\ncheckout: moving from main to topic')
    expectSound(clone)
  })
})
