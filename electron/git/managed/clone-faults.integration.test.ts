import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Checkpoint } from '../contract.ts'
import { CHECKED_OUT, type ManagedScene, setManagedScene } from '../testing/managed-scene.ts'
import { isolatedDeps, TOKEN } from '../testing/remote-scene.ts'

const BEFORE_IN_PLACE: Checkpoint[] = [
  'clone:folder-made',
  'clone:commit-received',
  'clone:objects-received',
  'clone:first-file-written',
  'clone:files-written',
  'clone:index-written',
  'clone:branch-set',
  'clone:complete',
]

let scene: ManagedScene
beforeEach(async () => {
  scene = await setManagedScene()
})
afterEach(() => scene.dispose())

const expectWhole = () => {
  expect(scene.clonesFolder()).toEqual(['pets'])
  expect(scene.checkedOut()).toEqual(CHECKED_OUT)
  expect(scene.git('status', '--porcelain=v2')).toBe('')
  expect(scene.git('fsck', '--strict', '--no-dangling', 'HEAD')).toBe('')
}

async function killedAt(moment: Checkpoint): Promise<void> {
  const { variables } = isolatedDeps().environment
  const file = join(import.meta.dirname, '../testing/killed-clone.ts')
  const child = spawn(process.execPath, ['--import', 'tsx', file, scene.workspace.root, moment], {
    env: { ...variables, PATH: process.env['PATH'] ?? '', SERVER: scene.server.url, TOKEN },
    stdio: 'ignore',
  })
  const [, signal] = await once(child, 'exit')
  expect(signal).toBe('SIGKILL')
}

describe('a clone whose process is killed', () => {
  it.each(BEFORE_IN_PLACE)('at %s leaves no clone, and the next attempt makes one and clears up', async (moment) => {
    await killedAt(moment)
    expect(existsSync(scene.workspace.root)).toBe(false)
    expect(scene.clonesFolder()).toHaveLength(1)
    await scene.clone()
    expectWhole()
  })

  it('once it is in place is whole', async () => {
    await killedAt('clone:in-place')
    expectWhole()
  })
})

describe('a clone that is aborted', () => {
  it.each(BEFORE_IN_PLACE)('at %s leaves nothing behind', async (moment) => {
    const controller = new AbortController()
    const reached = (checkpoint: Checkpoint) => {
      if (checkpoint === moment) controller.abort()
    }
    const outcome = scene.clone({ signal: controller.signal, deps: { reached } })
    if (moment === 'clone:complete') await outcome
    else {
      await expect(outcome).rejects.toMatchObject({ name: 'AbortError' })
      expect(scene.clonesFolder()).toEqual([])
      await scene.clone()
    }
    expectWhole()
  })

  it('while it waits for the server leaves nothing behind', async () => {
    const controller = new AbortController()
    scene.server.faults.gate = new Promise(() => {})
    const outcome = scene.clone({ signal: controller.signal, onProgress: () => controller.abort() })
    await expect(outcome).rejects.toMatchObject({ name: 'AbortError' })
    expect(scene.clonesFolder()).toEqual([])
  })

  it('is told of the bytes that came, which only grow', async () => {
    const seen: number[] = []
    const stages = new Set<string>()
    const outcome = await scene.clone({
      onProgress: ({ stage, done, unit }) => {
        stages.add(stage)
        if (stage === 'receiving' && unit === 'bytes') seen.push(done)
      },
    })
    expect([...stages].sort()).toEqual(['connecting', 'indexing', 'receiving', 'writing'])
    expect(seen).toEqual([...seen].sort((a, b) => a - b))
    expect(outcome).toMatchObject({ receivedBytes: seen.at(-1) })
  })
})

describe('a clone that fails', () => {
  it('leaves nothing behind when the connection is cut in any of its packs', async () => {
    for (const cutAfter of [1, 200, 400]) {
      scene.server.faults.cutAfter = cutAfter
      await expect(scene.clone()).rejects.toThrow()
      expect(scene.clonesFolder()).toEqual([])
    }
  })

  it('leaves nothing behind when the sign-in is refused, and says so', async () => {
    scene.server.credentials = []
    scene.server.credentials.push({ username: null, token: 'another' })
    await expect(scene.clone()).rejects.toMatchObject({ code: 'SIGN_IN_NEEDED' })
    expect(scene.clonesFolder()).toEqual([])
  })

  it('keeps no credentials of the address', async () => {
    await scene.clone()
    const configuration = scene.git('config', '--list', '--local')
    expect(configuration).not.toContain(TOKEN)
    expect(readdirSync(scene.workspace.root)).toEqual(['.git', '.postman', 'postman'])
  })
})
