import { describe, expect, it } from 'vitest'
import { deleteBranch } from './branches/delete-branch.ts'
import { moveForLeftEdits, readLeftEdits } from './branches/left-edits-ref.ts'
import { updateRef } from './repository/refs.ts'
import { restore } from './restore.ts'
import { keepCommit, listRestorePoints, openRestorePoint } from './restore-points.ts'
import { DIRECTORIES } from './testing/clone.ts'
import { testClone } from './testing/tests.ts'

const workspace = { directories: DIRECTORIES }
const FILE = 'postman/schemas/index.yaml'

describe('restore points that hold a commit', () => {
  it('keeps it through gc, and makes a branch at it under a name that is free', async () => {
    const clone = testClone()
    clone.commit({ [FILE]: 'one\n' })
    clone.git('switch', '-q', '-c', 'feature/pets')
    const commit = clone.commit({ [FILE]: 'two\n' })
    clone.git('switch', '-q', 'main')
    clone.write(FILE, 'edited\n')
    const repo = await clone.open()
    const point = await keepCommit(repo, { reason: 'branch-deleted', branch: 'feature/pets', commit, paths: [FILE] })
    expect(point).toMatchObject({ reason: 'branch-deleted', branch: 'feature/pets', commit, paths: [FILE] })
    clone.git('branch', '-q', '-D', 'feature/pets')
    clone.git('reflog', 'expire', '--expire=all', '--all')
    clone.git('gc', '-q', '--prune=now')
    expect(clone.git('cat-file', '-t', commit)).toBe('commit')
    expect(await listRestorePoints(repo)).toEqual([point])
    expect(openRestorePoint(repo, point.id).point).toEqual(point)

    const again = async (paths: string[] | null) => restore(await clone.open(), { workspace, id: point.id, paths })
    // One of its files alone makes no branch.
    clone.write(FILE, 'edited again\n')
    expect(await again([FILE])).toMatchObject({ restored: [FILE], branch: null })
    expect(await again(null)).toEqual({ restored: [], undo: null, branch: 'feature/pets' })
    expect(clone.git('rev-parse', 'feature/pets')).toBe(commit)
    expect(clone.git('symbolic-ref', 'HEAD')).toBe('refs/heads/main')
    expect(await again(null)).toMatchObject({ branch: 'feature/pets' })
    clone.git('branch', '-f', 'feature/pets', 'main')
    expect(await again(null)).toMatchObject({ branch: 'feature/pets-2' })
    clone.git('branch', '-q', '-D', 'feature/pets', 'feature/pets-2')
    clone.git('branch', 'Feature')
    expect(await again(null)).toMatchObject({ branch: 'feature-pets' })
    expect(clone.git('rev-parse', 'feature-pets')).toBe(commit)
    expect(clone.fsck()).toBe('')
  })

  it('gives a commit that no branch had a name of its own', async () => {
    const clone = testClone()
    const commit = clone.commit({ [FILE]: 'one\n' })
    clone.commit({ [FILE]: 'two\n' })
    const repo = await clone.open()
    const { id } = await keepCommit(repo, { reason: 'switch', branch: null, commit })
    const name = `restored-${commit.slice(0, 7)}`
    expect(await restore(repo, { workspace, id, paths: null })).toEqual({ restored: [], undo: null, branch: name })
    expect(clone.git('rev-parse', name)).toBe(commit)
  })

  it('brings a deleted branch back with the edits that were left on it, and leaves the working folder alone', async () => {
    const clone = testClone()
    const tip = clone.commit({ [FILE]: 'one\n' })
    clone.git('branch', 'feature')
    clone.write(FILE, 'mine\n')
    const repo = await clone.open()
    const edit = {
      oid: clone.gitWith({ input: 'left\r\n' }, 'hash-object', '-w', '--stdin'),
      mode: 0o100644,
      exact: true,
    } as const
    const base = { oid: clone.git('rev-parse', `${tip}:${FILE}`), mode: 0o100644 }
    const held = { branch: 'feature', leftAt: '2026-01-01T00:00:00.000Z', files: new Map([[FILE, { base, edit }]]) }
    await updateRef(repo, { ...moveForLeftEdits(repo, held), reflog: null })
    const outcome = await deleteBranch(repo, { remote: 'origin', name: 'feature', unmerged: 'delete' })
    expect(outcome).toMatchObject({ kind: 'deleted', restorePoint: { commit: tip, paths: [FILE] } })
    expect(readLeftEdits(repo, 'feature')).toBeNull()
    clone.git('gc', '-q', '--prune=now')
    const [point] = await listRestorePoints(repo)
    if (!point) throw new Error('There is a restore point.')
    expect(await restore(repo, { workspace, id: point.id, paths: null })).toEqual({
      restored: [],
      undo: null,
      branch: 'feature',
    })
    expect(readLeftEdits(repo, 'feature')).toEqual(held)
    expect(clone.read(FILE)).toBe('mine\n')
    expect(await restore(repo, { workspace, id: point.id, paths: [FILE] })).toMatchObject({ restored: [FILE], branch: null })
    expect(clone.read(FILE)).toBe('left\r\n')
    expect(clone.fsck()).toBe('')
  })

  it('outlive their making where the clock went back and there are as many as are kept', async () => {
    const clone = testClone()
    const commit = clone.commit({ [FILE]: 'one\n' })
    const made = JSON.stringify({
      graft: 1,
      reason: 'pull',
      createdAt: '2027-06-01T00:00:00.000Z',
      branch: 'main',
      base: null,
      files: [],
      absent: [],
    })
    const point = clone.git('commit-tree', '-m', made, 'HEAD^{tree}')
    const ref = (n: number) => `create refs/graft/restore/20270601T000000000Z-${n.toString(16).padStart(8, '0')} ${point}\n`
    clone.gitWith({ input: Array.from({ length: 200 }, (_, n) => ref(n)).join('') }, 'update-ref', '--stdin')
    const repo = await clone.open({ now: () => new Date('2026-11-01T00:00:00.000Z') })
    const first = await keepCommit(repo, { reason: 'discard', branch: 'main', commit })
    const second = await keepCommit(repo, { reason: 'discard', branch: 'main', commit })
    const points = await listRestorePoints(repo)
    expect(points.slice(0, 2)).toEqual([second, first])
    expect(points).toHaveLength(200)
    expect(first.createdAt).toBe('2026-11-01T00:00:00.000Z')
  })

  it('are read as they were made before there were commits in them', async () => {
    const clone = testClone()
    clone.commit({ [FILE]: 'one\n' })
    const description = {
      graft: 1,
      reason: 'pull',
      createdAt: '2026-11-01T00:00:00.000Z',
      branch: 'main',
      base: null,
      files: [FILE],
      absent: [],
    }
    const commit = clone.git('commit-tree', '-m', JSON.stringify(description), 'HEAD^{tree}')
    clone.git('update-ref', 'refs/graft/restore/20261101T000000000Z-00000000', commit)
    expect(await listRestorePoints(await clone.open())).toMatchObject([{ reason: 'pull', paths: [FILE], commit: null }])
  })
})
