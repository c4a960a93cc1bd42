import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { commit } from '../commit.ts'
import { discard } from '../discard.ts'
import { pullBranch } from '../pull.ts'
import { pushBranch } from '../push.ts'
import { type ManagedScene, setManagedScene } from '../testing/managed-scene.ts'
import { holdsOwnWork } from './own-work.ts'

const AUTHOR = { name: 'Grace Example', email: 'grace@example.test' }
const DEFINITION = 'postman/schemas/index.yaml'

let scene: ManagedScene
beforeEach(async () => {
  scene = await setManagedScene()
  await scene.clone()
})
afterEach(() => scene.dispose())

const write = (path: string) => {
  mkdirSync(dirname(join(scene.workspace.root, path)), { recursive: true })
  writeFileSync(join(scene.workspace.root, path), 'mine\n')
}
const isHeld = async () => holdsOwnWork(await scene.open(), scene.workspace)
const commitMine = async () => {
  write(DEFINITION)
  const { workspace } = scene
  await commit(await scene.open(), { workspace, paths: [DEFINITION], message: 'Mine', author: AUTHOR })
}

describe('a managed clone', () => {
  it('holds nothing of its own as it was made, after a pull and once all is pushed', async () => {
    expect(await isHeld()).toBe(false)
    scene.colleague({ 'postman/collections/more.json': '{}\n', 'src/app.ts': 'x\n' })
    const { workspace, access } = scene
    await pullBranch(await scene.open(), { workspace, access, otherFiles: 'update', author: AUTHOR })
    expect(await isHeld()).toBe(false)
    await commitMine()
    expect(await isHeld()).toBe(true)
    await pushBranch(await scene.open(), access)
    expect(await isHeld()).toBe(false)
  })

  it('holds a restore point', async () => {
    write(DEFINITION)
    await discard(await scene.open(), { workspace: scene.workspace, paths: [DEFINITION] })
    expect(await isHeld()).toBe(true)
  })

  it.each(['postman/schemas/run.log', 'notes.txt', 'src/app.ts', 'own/.git/HEAD'])('holds the file %s', async (path) => {
    write(path)
    expect(await isHeld()).toBe(true)
  })

  it('holds what Git was told not to look at', async () => {
    scene.git('update-index', '--assume-unchanged', DEFINITION)
    write(DEFINITION)
    expect(await isHeld()).toBe(true)
  })

  it.each(['refs/heads/other', 'refs/tags/kept', 'refs/stash', 'HEAD'])('holds commits that only %s reaches', async (ref) => {
    const mine = scene.git('commit-tree', 'HEAD^{tree}', '-p', 'HEAD', '-m', 'Mine')
    expect(await isHeld()).toBe(false)
    scene.git('update-ref', '--no-deref', ref, mine)
    expect(await isHeld()).toBe(true)
  })
})
