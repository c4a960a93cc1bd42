import { afterEach, describe, expect, it } from 'vitest'
import { status } from '../status.ts'
import { CHECKED_OUT, GENEROUS, type ManagedScene, setManagedScene } from '../testing/managed-scene.ts'

let scene: ManagedScene
afterEach(() => scene.dispose())

describe('a managed clone', () => {
  it.each<[string, Record<string, string>, { left: string; shallow: boolean }]>([
    ['lets go of everything', GENEROUS, { left: 'trees-and-files', shallow: true }],
    ['refuses to leave out trees', { ...GENEROUS, 'uploadpackfilter.tree.allow': 'false' }, { left: 'files', shallow: true }],
    ['refuses every filter', { ...GENEROUS, 'uploadpackfilter.allow': 'false' }, { left: 'nothing', shallow: true }],
    ['knows of no filters', {}, { left: 'nothing', shallow: true }],
  ])('of a server that %s is clean, and has the folders alone', async (_name, settings, expected) => {
    scene = await setManagedScene({ settings })
    const outcome = await scene.clone()
    expect(outcome).toMatchObject({ kind: 'cloned', ...expected, head: { kind: 'branch', branch: 'main' } })
    expect(scene.checkedOut()).toEqual(CHECKED_OUT)
    expect(scene.git('status', '--porcelain=v2')).toBe('')
    expect(scene.git('fsck', '--strict', '--no-dangling', 'HEAD')).toBe('')
    expect(scene.git('rev-parse', 'HEAD')).toBe(scene.git('rev-parse', 'origin/main'))
    const { changes, foreignStaged, upstream } = await status(await scene.open(), scene.workspace)
    expect({ changes, foreignStaged, upstream }).toEqual({
      changes: [],
      foreignStaged: 0,
      upstream: { kind: 'tracked', name: 'origin/main', ahead: 0, behind: 0 },
    })
    expect(scene.clonesFolder()).toEqual(['pets'])
  })
})
