import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Checkpoint } from '../contract.ts'
import { examineDirectory } from '../examine-directory.ts'
import { pullBranch } from '../pull.ts'
import { status } from '../status.ts'
import { CHECKED_OUT, type ManagedScene, setManagedScene } from '../testing/managed-scene.ts'
import { isolatedDeps, TOKEN } from '../testing/remote-scene.ts'
import { recover } from '../transaction/recover.ts'
import { widenClone } from './widen-clone.ts'

/** One folder beside the way so far, and one above the others, whose files were left out one by one. */
const ADDED = ['docs', 'postman']
const WIDER = [...CHECKED_OUT, 'docs/guide/intro.md', 'postman/environments/local.json', 'postman/notes.txt'].sort()

let scene: ManagedScene
beforeEach(async () => {
  scene = await setManagedScene()
  await scene.clone()
})
afterEach(() => scene.dispose())

const place = (path: string) => join(scene.workspace.root, path)

function expectWider(): void {
  expect(scene.checkedOut()).toEqual(WIDER)
  expect(scene.git('config', '--get-all', 'graft.folder').split('\n')).toEqual(expect.arrayContaining(ADDED))
  expect(scene.git('status', '--porcelain=v2')).toBe('')
  expect(scene.git('fsck', '--strict', '--no-dangling', 'HEAD')).toBe('')
  expect(scene.git('diff', 'HEAD', '--stat')).toBe('')
}

it('brings folders in, from the server where they are not here, and follows the branch in them', async () => {
  writeFileSync(place('postman/schemas/index.yaml'), 'mine: true\n')
  const repo = await scene.open()
  const wanted = { workspace: scene.workspace, folders: ADDED }
  expect(await widenClone(repo, { ...wanted, access: null })).toEqual({ kind: 'needs-server' })
  expect(scene.checkedOut()).toEqual(CHECKED_OUT)
  expect(await widenClone(repo, { ...wanted, access: scene.access })).toEqual({ kind: 'widened' })
  expect(readFileSync(place('postman/schemas/index.yaml'), 'utf8')).toBe('mine: true\n')
  scene.git('checkout', 'HEAD', '--', 'postman/schemas/index.yaml')
  expectWider()
  expect(await examineDirectory(repo, { directory: 'docs/guide' })).toMatchObject({ kind: 'folder' })
  expect(await widenClone(repo, { ...wanted, access: null })).toEqual({ kind: 'widened' })

  const tip = scene.colleague({ 'docs/guide/intro.md': 'Hello again\n', 'docs/new.md': 'New\n', 'postman/notes.txt': null })
  const pull = { workspace: scene.workspace, access: scene.access, otherFiles: 'update' as const, author: null }
  expect(await pullBranch(repo, pull)).toMatchObject({ kind: 'fast-forwarded' })
  expect(scene.git('rev-parse', 'HEAD')).toBe(tip)
  expect(readFileSync(place('docs/guide/intro.md'), 'utf8')).toBe('Hello again\n')
  expect(scene.git('status', '--porcelain=v2')).toBe('')
  writeFileSync(place('docs/new.md'), 'Edited\n')
  const directories = { schema: 'docs', collection: 'postman/collections' }
  expect((await status(repo, { directories })).changes).toEqual([{ path: 'docs/new.md', kind: 'modified' }])
})

it('stops before a file that lies in the way, and changes nothing', async () => {
  const repo = await scene.open()
  const before = readFileSync(place('.git/index'), 'hex')
  mkdirSync(place('docs/guide'), { recursive: true })
  writeFileSync(place('docs/guide/intro.md'), 'of somebody else\n')
  const wanted = { workspace: scene.workspace, folders: ADDED, access: scene.access }
  await expect(widenClone(repo, wanted)).rejects.toMatchObject({ code: 'REPOSITORY_MOVED' })
  expect(readFileSync(place('docs/guide/intro.md'), 'utf8')).toBe('of somebody else\n')
  expect(readFileSync(place('.git/index'), 'hex')).toBe(before)
  expect(scene.git('config', '--get-all', 'graft.folder').split('\n')).not.toContain('docs')
})

const MOMENTS: Checkpoint[] = ['folders:journal-written', 'folders:first-file-written', 'folders:noted']

it.each(MOMENTS)('is finished by the next start where it was killed at %s', async (moment) => {
  const script = fileURLToPath(new URL('../testing/killed-widening.ts', import.meta.url))
  const { variables } = isolatedDeps().environment
  const child = spawn(process.execPath, ['--import', 'tsx', script, scene.workspace.root, moment, ...ADDED], {
    env: { ...variables, PATH: process.env['PATH'] ?? '', SERVER: scene.server.url, TOKEN },
    stdio: 'ignore',
  })
  expect((await once(child, 'exit'))[1]).toBe('SIGKILL')
  const repo = await scene.open()
  expect(await recover(repo)).toEqual({ kind: 'finished' })
  expectWider()
  expect(await widenClone(repo, { workspace: scene.workspace, folders: ADDED, access: null })).toEqual({ kind: 'widened' })
})
