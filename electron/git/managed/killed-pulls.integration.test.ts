import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Checkpoint } from '../contract.ts'
import { pullBranch } from '../pull.ts'
import { status } from '../status.ts'
import { type ManagedScene, setManagedScene } from '../testing/managed-scene.ts'
import { isolatedDeps, TOKEN } from '../testing/remote-scene.ts'
import { recover } from '../transaction/recover.ts'

const MOMENTS: Checkpoint[] = [
  'pull:fetched',
  'pull:restore-point-made',
  'pull:journal-written',
  'pull:index-locked',
  'pull:first-file-written',
  'pull:files-written',
  'pull:branch-moved',
  'pull:index-written',
]
/** From here on the journal is there, and what was begun is finished. */
const PLANNED = MOMENTS.slice(2)

let scene: ManagedScene
beforeEach(async () => {
  scene = await setManagedScene()
  await scene.clone()
})
afterEach(() => scene.dispose())

async function killPullAt(moment: Checkpoint): Promise<void> {
  const script = fileURLToPath(new URL('../testing/killed-process.ts', import.meta.url))
  const { variables } = isolatedDeps().environment
  const child = spawn(process.execPath, ['--import', 'tsx', script, scene.workspace.root, 'pull', moment], {
    env: { ...variables, PATH: process.env['PATH'] ?? '', SERVER: scene.server.url, TOKEN },
    stdio: 'ignore',
  })
  const [, signal] = await once(child, 'exit')
  expect(signal).toBe('SIGKILL')
}

it.each(MOMENTS)('a pull killed at %s is finished or undone, others’ folders with the rest', async (moment) => {
  const tip = scene.colleague({
    'postman/schemas/index.yaml': 'openapi: 3.1.0\n# pulled\n',
    'postman/collections/pets.json': null,
    'src/app.ts': 'export const app = 5\n',
    'new/folder/file.txt': 'new\n',
    'README.md': null,
  })
  await killPullAt(moment)
  const repo = await scene.open()
  const { kind } = await recover(repo)
  const isFinished = PLANNED.includes(moment)
  expect(kind).toBe(isFinished ? 'finished' : 'nothing')
  expect(scene.git('rev-parse', 'HEAD') === tip).toBe(isFinished)
  const expectClean = async () => {
    expect(scene.git('status', '--porcelain=v2')).toBe('')
    expect(scene.git('fsck', '--strict', '--no-dangling', 'HEAD')).toBe('')
    const { changes, foreignStaged } = await status(repo, scene.workspace)
    expect({ changes, foreignStaged }).toEqual({ changes: [], foreignStaged: 0 })
  }
  await expectClean()
  const { workspace, access } = scene
  const pulled = await pullBranch(repo, { workspace, access, otherFiles: 'ask', author: null })
  expect(pulled.kind).toBe(isFinished ? 'up-to-date' : 'fast-forwarded')
  await expectClean()
  expect(scene.checkedOut()).toEqual(['.postman/api', 'postman/schemas/index.yaml', 'postman/schemas/parts/pet.yaml'])
})
