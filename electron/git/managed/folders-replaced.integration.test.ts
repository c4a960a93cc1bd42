import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { commitFiles, git } from '../../../e2e/sandbox/git-command.ts'
import { commit } from '../commit.ts'
import { pullBranch } from '../pull.ts'
import { status } from '../status.ts'
import { type ManagedScene, setManagedScene } from '../testing/managed-scene.ts'

const AUTHOR = { name: 'Grace Example', email: 'grace@example.test' }
const MINE = 'postman/schemas/mine.yaml'

/** What a colleague puts where folders were, in a clone of their own. */
const REPLACEMENTS: Record<string, { path: string; put(clone: string): void }> = {
  'a file at a folder': { path: 'postman/schemas', put: (clone) => writeFileSync(join(clone, 'postman/schemas'), 'file\n') },
  'a link at a folder': { path: 'postman/schemas', put: (clone) => symlinkSync('../src', join(clone, 'postman/schemas')) },
  'a submodule at a folder': {
    path: 'postman/schemas',
    put(clone) {
      mkdirSync(join(clone, 'postman/schemas'), { recursive: true })
      git(join(clone, 'postman/schemas'), 'init', '-q')
      commitFiles(join(clone, 'postman/schemas'), { x: 'x\n' }, 'Begin')
    },
  },
  'a file above the folders': { path: 'postman', put: (clone) => writeFileSync(join(clone, 'postman'), 'file\n') },
  'a link above the folders': { path: 'postman', put: (clone) => symlinkSync('src', join(clone, 'postman')) },
}

let scene: ManagedScene
beforeEach(async () => {
  scene = await setManagedScene()
  await scene.clone()
})
afterEach(() => scene.dispose())

function replace({ path, put }: { path: string; put(clone: string): void }): void {
  const clone = join(scene.folder, 'colleague')
  git(scene.folder, 'clone', '-q', '--no-local', scene.bare, clone)
  git(clone, 'rm', '-rq', path)
  put(clone)
  commitFiles(clone, {}, 'Replace')
  git(clone, 'push', '-q', 'origin', 'main')
}

const place = (path: string) => join(scene.workspace.root, path)
const writeMine = () => {
  mkdirSync(dirname(place(MINE)), { recursive: true })
  writeFileSync(place(MINE), 'mine: true\n')
}
const pull = async () =>
  pullBranch(await scene.open(), { workspace: scene.workspace, access: scene.access, otherFiles: 'update', author: AUTHOR })
const changes = async () => (await status(await scene.open(), scene.workspace)).changes

describe.each(Object.entries(REPLACEMENTS))('%s that was one of the connection’s', (_name, replacement) => {
  it('stops a pull before a file that nobody else has', async () => {
    writeMine()
    replace(replacement)
    expect(await pull()).toEqual({ kind: 'collides', files: [{ path: MINE, reason: 'uncommitted', owned: true }] })
    expect(readFileSync(place('postman/schemas/index.yaml'), 'utf8')).toContain('Pets')
    expect(await changes()).toEqual([{ path: MINE, kind: 'added' }])
  })

  it('is pulled, and no commit takes it away', async () => {
    replace(replacement)
    expect(await pull()).toMatchObject({ kind: 'fast-forwarded' })
    expect(existsSync(place('postman/schemas/index.yaml'))).toBe(false)
    expect(scene.git('status', '--porcelain=v2')).toBe('')
    expect(await changes()).toEqual([])
    writeMine()
    expect(await changes()).toEqual([{ path: MINE, kind: 'added' }])
    await expect(
      commit(await scene.open(), { workspace: scene.workspace, paths: [MINE], message: 'Mine', author: AUTHOR }),
    ).rejects.toMatchObject({ code: 'FOLDER_REPLACED', data: { path: replacement.path } })
    expect(scene.git('rev-parse', 'HEAD')).toBe(git(scene.bare, 'rev-parse', 'main'))
    expect(readFileSync(place(MINE), 'utf8')).toBe('mine: true\n')
  })
})
