import { describe, expect, it } from 'vitest'
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
})
