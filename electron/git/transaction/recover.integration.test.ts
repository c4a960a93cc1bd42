import { spawn, spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { discard } from '../discard.ts'
import type { Repo } from '../repository/repo.ts'
import { listRestorePoints, readRestorePoint } from '../restore-points.ts'
import { status } from '../status.ts'
import { DIRECTORIES, type TestClone } from '../testing/clone.ts'
import { testClone } from '../testing/tests.ts'
import { recover } from './recover.ts'

const workspace = { directories: DIRECTORIES }
const CHANGED = 'postman/schemas/index.yaml'
const ADDED = 'postman/schemas/added/new.yaml'
const DELETED = 'postman/collections/gone.json'
const PATHS = [CHANGED, ADDED, DELETED]

/** Edits of every sort in the connection's folders, and staged work of somebody else. */
function editedClone(): TestClone {
  const clone = testClone()
  clone.commit({ [CHANGED]: 'version: 1\n', [DELETED]: '{}\n', 'src/a.txt': 'a\n' }, 'first')
  clone.write('src/a.txt', 'staged\n')
  clone.git('add', 'src/a.txt')
  clone.write(CHANGED, 'version: 2\n')
  clone.write(ADDED, 'new: true\n')
  rmSync(clone.path(DELETED))
  return clone
}

function killAt(clone: TestClone, operation: string, moment: string): void {
  const script = fileURLToPath(new URL('../testing/killed-process.ts', import.meta.url))
  const ended = spawnSync(process.execPath, ['--import', 'tsx', script, clone.root, operation, moment, ...PATHS], {
    env: { PATH: process.env['PATH'] ?? '', ...clone.variables },
    encoding: 'utf8',
  })
  expect(ended.signal, ended.stderr).toBe('SIGKILL')
}

/** Whether an edit is still somewhere: in the file, in HEAD, or in a restore point. */
async function isKept(clone: TestClone, repo: Repo, path: string, content: string): Promise<boolean> {
  if (existsSync(clone.path(path)) && clone.read(path) === content) return true
  const blob = clone.gitWith({ input: content }, 'hash-object', '--stdin')
  if (clone.git('ls-tree', '-r', 'HEAD').includes(blob)) return true
  return (await listRestorePoints(repo)).some(({ id }) => readRestorePoint(repo, id).get(path)?.oid === blob)
}

async function expectSound(clone: TestClone): Promise<void> {
  expect(clone.fsck()).toBe('')
  expect(existsSync(clone.path('.git/index.lock'))).toBe(false)
  expect(existsSync(clone.path('.git/refs/heads/main.lock'))).toBe(false)
  expect(existsSync(clone.path('.git/graft/journal.json'))).toBe(false)
  expect(clone.git('diff', '--cached', '--name-only', '--', 'src')).toBe('src/a.txt')
  expect(
    clone
      .git('ls-files', '--others')
      .split('\n')
      .filter((name) => name.includes('.graft-')),
  ).toEqual([])
  const repo = await clone.open()
  expect(await isKept(clone, repo, CHANGED, 'version: 2\n')).toBe(true)
  expect(await isKept(clone, repo, ADDED, 'new: true\n')).toBe(true)
}

describe('a process killed during a commit', () => {
  it.each([
    ['commit:before-objects', 'nothing'],
    ['commit:objects-written', 'nothing'],
    ['commit:journal-written', 'finished'],
    ['commit:index-locked', 'finished'],
    ['commit:branch-moved', 'finished'],
    ['commit:index-written', 'finished'],
  ] as const)('at %s leaves what recovery calls %s', async (moment, expected) => {
    const clone = editedClone()
    killAt(clone, 'commit', moment)
    const repo = await clone.open()
    expect(await recover(repo)).toEqual({ kind: expected })
    await expectSound(clone)
    const committed = expected === 'finished'
    expect(clone.git('log', '-1', '--format=%s')).toBe(committed ? 'Killed' : 'first')
    expect(
      clone
        .git('log', '-g', '--format=%gs')
        .split('\n')
        .filter((line) => line === 'commit: Killed'),
    ).toHaveLength(committed ? 1 : 0)
    expect((await status(repo, workspace)).changes).toHaveLength(committed ? 0 : 3)
    expect(clone.git('status', '--porcelain', '--', 'postman') === '').toBe(committed)
    expect(await recover(repo)).toEqual({ kind: 'nothing' })
  })

  it('keeps an edit that was made before recovery', async () => {
    const clone = editedClone()
    killAt(clone, 'commit', 'commit:branch-moved')
    clone.write(CHANGED, 'version: 3\n')
    expect(await recover(await clone.open())).toEqual({ kind: 'finished' })
    expect(clone.read(CHANGED)).toBe('version: 3\n')
    expect(clone.git('status', '--porcelain', '--', 'postman')).toBe(` M ${CHANGED}`)
  })

  it('drops the plan when somebody committed meanwhile', async () => {
    const clone = editedClone()
    killAt(clone, 'commit', 'commit:journal-written')
    clone.git('commit', '-q', '-m', 'foreign')
    expect(await recover(await clone.open())).toEqual({ kind: 'rolled-back' })
    expect(clone.git('log', '-1', '--format=%s')).toBe('foreign')
    expect(clone.read(CHANGED)).toBe('version: 2\n')
    expect(clone.fsck()).toBe('')
  })

  it('never removes a lock that is not its own', async () => {
    const clone = editedClone()
    killAt(clone, 'commit', 'commit:index-locked')
    rmSync(clone.path('.git/index.lock'))
    writeFileSync(clone.path('.git/index.lock'), 'foreign')
    const repo = await clone.open()
    await expect(recover(repo)).rejects.toMatchObject({ code: 'REPOSITORY_BUSY' })
    expect(clone.read('.git/index.lock')).toBe('foreign')
    rmSync(clone.path('.git/index.lock'))
    expect(await recover(repo)).toEqual({ kind: 'finished' })
    await expectSound(clone)
  })

  it('leaves a second Graft alone that is still at work', async () => {
    const clone = editedClone()
    killAt(clone, 'commit', 'commit:journal-written')
    const file = clone.path('.git/graft/journal.json')
    const journal = JSON.parse(readFileSync(file, 'utf8'))
    const other = spawn(process.execPath, ['-e', 'process.stdin.resume()'])
    try {
      writeFileSync(file, JSON.stringify({ ...journal, owner: { ...journal.owner, pid: other.pid, started: null } }))
      const repo = await clone.open()
      expect(await recover(repo)).toEqual({ kind: 'nothing' })
      await expect(discard(repo, { workspace, paths: PATHS })).rejects.toMatchObject({ code: 'REPOSITORY_BUSY' })
      writeFileSync(file, JSON.stringify({ ...journal, owner: { ...journal.owner, pid: other.pid, started: 'earlier' } }))
      expect(await recover(repo)).toEqual({ kind: 'finished' })
      await expectSound(clone)
    } finally {
      other.kill()
    }
  })

  it('is finished also where an earlier version wrote the journal', async () => {
    const clone = editedClone()
    killAt(clone, 'commit', 'commit:index-locked')
    const file = clone.path('.git/graft/journal.json')
    const { refs: _r, packedLock: _p, head: _h, folders: _f, ...known } = JSON.parse(readFileSync(file, 'utf8'))
    writeFileSync(file, JSON.stringify({ ...known, version: 1 }))
    expect(await recover(await clone.open())).toEqual({ kind: 'finished' })
    expect(clone.git('log', '-1', '--format=%s')).toBe('Killed')
    await expectSound(clone)
  })

  it('is finished by the next operation too', async () => {
    const clone = editedClone()
    killAt(clone, 'commit', 'commit:index-locked')
    clone.write(CHANGED, 'version: 3\n')
    const repo = await clone.open()
    rmSync(clone.path('.git/index.lock'), { force: true })
    await discard(repo, { workspace, paths: [CHANGED] })
    expect(readdirSync(clone.path('.git/graft'))).toEqual([])
    expect(await isKept(clone, repo, CHANGED, 'version: 3\n')).toBe(true)
  })
})

describe('a process killed during a discard or a restore', () => {
  it.each([
    ['discard', 'discard:restore-point-made', 'nothing'],
    ['discard', 'discard:journal-written', 'finished'],
    ['discard', 'discard:index-locked', 'finished'],
    ['discard', 'discard:first-file-written', 'finished'],
    ['discard', 'discard:files-written', 'finished'],
    ['discard', 'discard:index-written', 'finished'],
  ] as const)('%s at %s: %s', async (operation, moment, expected) => {
    const clone = editedClone()
    killAt(clone, operation, moment)
    const repo = await clone.open()
    expect(await recover(repo)).toEqual({ kind: expected })
    await expectSound(clone)
    expect((await status(repo, workspace)).changes).toHaveLength(expected === 'finished' ? 0 : 3)
    expect(clone.git('status', '--porcelain', '--', 'postman') === '').toBe(expected === 'finished')
  })

  it.each(['restore:journal-written', 'restore:index-locked', 'restore:first-file-written', 'restore:files-written'] as const)(
    'restore at %s',
    async (moment) => {
      const clone = editedClone()
      const repo = await clone.open()
      await discard(repo, { workspace, paths: PATHS })
      killAt(clone, 'restore', moment)
      expect(await recover(repo)).toEqual({ kind: 'finished' })
      await expectSound(clone)
      expect(clone.read(CHANGED)).toBe('version: 2\n')
      expect(clone.read(ADDED)).toBe('new: true\n')
      expect(existsSync(clone.path(DELETED))).toBe(false)
    },
  )
})
