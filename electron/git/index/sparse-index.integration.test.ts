import { rmSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { git } from '../../../e2e/sandbox/git-command.ts'
import { commit } from '../commit.ts'
import { pullBranch } from '../pull.ts'
import { status } from '../status.ts'
import { DIRECTORIES, setRemoteScene } from '../testing/remote-scene.ts'
import { testClone } from '../testing/tests.ts'
import { findEntry } from './index-file.ts'
import { readIndex } from './read-index.ts'

const WORKSPACE = { directories: DIRECTORIES }
const FILES = {
  'README.md': 'r\n',
  'docs/a/b.md': 'b\n',
  'postman/schemas/a.yaml': 'a: 1\n',
  'postman/schemas/deep/b.yaml': 'b: 1\n',
  'src/é/x.ts': 'x\n',
  'src/run.sh': '#!/bin/sh\n',
}

describe('a user’s clone with a sparse index', () => {
  it('is read as if every folder in it were written out, and leaves an index that Git takes', async () => {
    const clone = testClone()
    clone.commit(FILES)
    clone.git('update-index', '--chmod=+x', 'src/run.sh')
    clone.git('commit', '-q', '-m', 'run')
    clone.git('checkout', '--', 'src/run.sh')
    const full = clone.git('ls-files', '-s')
    clone.git('sparse-checkout', 'set', '--cone', '--sparse-index', 'postman')
    expect(clone.git('ls-files', '--sparse')).toMatch(/^src\/$/m)
    const repo = await clone.open()
    expect(readIndex(repo).sparse).toBe(false)
    expect(findEntry(readIndex(repo), 'src/é/x.ts')).toMatchObject({ skipWorktree: true, mode: 0o100644 })
    expect((await status(repo, WORKSPACE)).changes).toEqual([])
    clone.write('postman/schemas/a.yaml', 'a: 2\n')
    clone.write('postman/schemas/new.yaml', 'new: 1\n')
    const paths = ['postman/schemas/a.yaml', 'postman/schemas/new.yaml']
    await commit(repo, { workspace: WORKSPACE, paths, message: 'Edit', author: null })
    expect(clone.git('status', '--porcelain')).toBe('')
    expect(clone.fsck()).toBe('')
    const untouched = (listing: string) => listing.split('\n').filter((line) => !paths.some((path) => line.endsWith(path)))
    expect(untouched(clone.git('ls-files', '-s'))).toEqual(untouched(full))
    expect(clone.git('diff', '--name-only', 'HEAD~').split('\n')).toEqual(paths)
  })

  it('whose folders it leaves out itself has no changes in them', async () => {
    const clone = testClone()
    clone.commit(FILES)
    clone.git('sparse-checkout', 'set', '--cone', '--sparse-index', 'src')
    const { changes, foreignStaged } = await status(await clone.open(), WORKSPACE)
    expect({ changes, foreignStaged }).toEqual({ changes: [], foreignStaged: 0 })
  })

  it('is pulled into, what it leaves out staying out', async () => {
    const scene = await setRemoteScene({ files: FILES })
    try {
      scene.git('sparse-checkout', 'set', '--cone', '--sparse-index', 'postman')
      scene.colleague({ 'src/run.sh': 'changed\n', 'src/new.ts': 'n\n', 'postman/schemas/a.yaml': 'a: 3\n' })
      const repo = await scene.open()
      const outcome = await pullBranch(repo, { ...scene, otherFiles: 'update', author: null })
      expect(outcome).toMatchObject({ kind: 'fast-forwarded' })
      expect(scene.git('diff', '--cached', '--name-only')).toBe('')
      expect(git(scene.clone, 'fsck', '--strict', '--no-dangling')).toBe('')
    } finally {
      await scene.dispose()
    }
  })

  it('is refused where trees of the folders in it are not here', async () => {
    const clone = testClone()
    clone.commit(FILES)
    clone.git('sparse-checkout', 'set', '--cone', '--sparse-index', 'postman')
    const src = clone.git('rev-parse', 'HEAD:src')
    rmSync(clone.path(`.git/objects/${src.slice(0, 2)}/${src.slice(2)}`))
    const repo = await clone.open()
    expect(() => readIndex(repo)).toThrow(expect.objectContaining({ data: { feature: 'sparse-index', detail: src } }))
  })
})
