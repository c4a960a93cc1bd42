import { afterEach, describe, expect, it } from 'vitest'
import { pullBranch } from '../pull.ts'
import { status } from '../status.ts'
import { CHECKED_OUT, GENEROUS, type ManagedScene, setManagedScene } from '../testing/managed-scene.ts'
import { startStrippingProxy } from '../testing/stripping-proxy.ts'

let scene: ManagedScene
afterEach(() => scene.dispose())

const NOTHING_LEFT = { left: 'nothing', shallow: true }
const expectWhole = () => {
  expect(scene.checkedOut()).toEqual(CHECKED_OUT)
  expect(scene.git('status', '--porcelain=v2')).toBe('')
  expect(scene.git('fsck', '--strict', '--no-dangling', 'HEAD')).toBe('')
  expect(scene.clonesFolder()).toEqual(['pets'])
}

describe('a managed clone', () => {
  it.each<[string, Record<string, string>, { left: string; shallow: boolean }]>([
    ['lets go of everything', GENEROUS, { left: 'trees-and-files', shallow: true }],
    ['refuses to leave out trees', { ...GENEROUS, 'uploadpackfilter.tree.allow': 'false' }, { left: 'files', shallow: true }],
    [
      'lets go of trees of one depth',
      { ...GENEROUS, 'uploadpackfilter.tree.maxDepth': '0' },
      { left: 'trees-and-files', shallow: true },
    ],
    ['refuses every filter', { ...GENEROUS, 'uploadpackfilter.allow': 'false' }, NOTHING_LEFT],
    ['knows of no filters', {}, NOTHING_LEFT],
  ])('of a server that %s is clean, and has the folders alone', async (_name, settings, expected) => {
    scene = await setManagedScene({ settings })
    const outcome = await scene.clone()
    expect(outcome).toMatchObject({ kind: 'cloned', ...expected, head: { kind: 'branch', branch: 'main' } })
    expectWhole()
    expect(scene.git('rev-parse', 'HEAD')).toBe(scene.git('rev-parse', 'origin/main'))
    const { changes, foreignStaged, upstream } = await status(await scene.open(), scene.workspace)
    expect({ changes, foreignStaged, upstream }).toEqual({
      changes: [],
      foreignStaged: 0,
      upstream: { kind: 'tracked', name: 'origin/main', ahead: 0, behind: 0 },
    })
  })

  it.each<[string, Record<string, string>, string]>([
    ['gives any object', GENEROUS, 'trees-and-files'],
    [
      'gives objects of its history',
      { 'uploadpack.allowFilter': 'true', 'uploadpack.allowReachableSHA1InWant': 'true' },
      'trees-and-files',
    ],
    ['gives no object by its id', { 'uploadpack.allowFilter': 'true' }, 'nothing'],
  ])('over protocol 0, of a server that %s, is as good', async (_name, settings, left) => {
    scene = await setManagedScene({ settings })
    scene.server.faults.protocol = 'header-lost'
    expect(await scene.clone()).toMatchObject({ kind: 'cloned', left, shallow: true })
    expectWhole()
    scene.colleague({ 'postman/schemas/new.yaml': 'x: 1\n', 'src/app.ts': 'changed\n' })
    const { workspace, access } = scene
    const pulled = await pullBranch(await scene.open(), { workspace, access, otherFiles: 'ask', author: null })
    expect(pulled).toMatchObject({ kind: 'fast-forwarded', paths: ['postman/schemas/new.yaml'] })
    expect(scene.git('status', '--porcelain=v2')).toBe('')
  })

  it.each<[string, string[], 'as-asked' | 'header-lost', { left: string; shallow: boolean }]>([
    ['filter', ['filter'], 'as-asked', NOTHING_LEFT],
    ['filter, over protocol 0', ['filter'], 'header-lost', NOTHING_LEFT],
    ['shallow', ['shallow', 'deepen'], 'as-asked', { left: 'trees-and-files', shallow: false }],
    ['shallow, over protocol 0', ['shallow', 'deepen'], 'header-lost', { left: 'trees-and-files', shallow: false }],
    ['both', ['filter', 'shallow', 'deepen'], 'as-asked', { left: 'nothing', shallow: false }],
  ])('through a proxy that takes out: %s', async (_name, words, protocol, expected) => {
    scene = await setManagedScene()
    scene.server.faults.protocol = protocol
    const proxy = await startStrippingProxy(scene.server.url, words)
    try {
      expect(await scene.clone({ via: proxy.origin })).toMatchObject({ kind: 'cloned', ...expected })
      expectWhole()
      expect(scene.git('rev-list', '--count', 'HEAD')).toBe(expected.shallow ? '1' : '2')
    } finally {
      await proxy.stop()
    }
  })

  it('receives no more when there is more beside the folders', async () => {
    const bytes: number[] = []
    for (const files of [10, 400]) {
      const outside = Array.from({ length: files }, (_, i) => [`src/a/b/c/${i}.ts`, `${i} ${'x'.repeat(i)}\n`])
      scene = await setManagedScene({ files: { 'postman/schemas/a.yaml': 'a: 1\n', ...Object.fromEntries(outside) } })
      const outcome = await scene.clone()
      bytes.push(outcome.kind === 'cloned' ? outcome.receivedBytes : 0)
      if (files === 10) await scene.dispose()
    }
    expect(Math.abs((bytes[1] ?? 0) - (bytes[0] ?? 0))).toBeLessThan(50)
  })
})
