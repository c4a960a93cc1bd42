import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { Failure } from '../../failure.ts'
import { COLLECTION, type RemoteScene, setRemoteScene } from '../testing/remote-scene.ts'
import { type GitWorker, startGitWorker } from './worker-client.ts'

let scene: RemoteScene
let git: GitWorker
let logged: unknown[]
beforeAll(() => {
  git = startGitWorker({
    file: join(import.meta.dirname, '../testing/worker-with-faults.mjs'),
    log: { info: () => {}, warn: () => {}, error: (_message, error) => logged.push(error) },
  })
})
afterAll(() => git.stop())
beforeEach(async () => {
  scene = await setRemoteScene()
  logged = []
})
afterEach(() => scene.dispose())

const die = () => git.listFolders({ root: '/die', path: '' })

describe('the Git worker', () => {
  it('answers, and carries progress', async () => {
    scene.colleague({ [COLLECTION]: '{}\n' })
    const stages: string[] = []
    const outcome = await git.pull(
      { workspace: scene.workspace, access: scene.access, otherFiles: 'ask', author: null },
      { onProgress: ({ stage }) => stages.push(stage) },
    )
    expect(outcome).toEqual({ kind: 'fast-forwarded', commits: 1, paths: [COLLECTION] })
    expect(stages).toEqual(expect.arrayContaining(['connecting', 'indexing', 'merging']))
    expect(await git.status(scene.workspace)).toMatchObject({ changes: [], upstream: { kind: 'tracked', ahead: 0, behind: 0 } })
  })

  it('carries failures with code and data', async () => {
    const failing = git.status({ ...scene.workspace, root: join(scene.folder, 'nowhere') })
    await expect(failing).rejects.toBeInstanceOf(Failure)
    await expect(failing).rejects.toMatchObject({ code: 'CLONE_MISSING', data: { reason: 'missing' } })
    expect(logged).toEqual([])
  })

  it('carries bugs with their stack, and logs them', async () => {
    const failing = git.listFolders({ root: '/bug', path: '' })
    await expect(failing).rejects.toMatchObject({ name: 'TypeError', stack: expect.stringContaining('worker-with-faults') })
    expect(logged).toHaveLength(1)
  })

  it('cancels work', async () => {
    let open = () => {}
    scene.server.faults.gate = new Promise((resolve) => {
      open = resolve
    })
    const controller = new AbortController()
    const fetching = git.fetch(
      { workspace: scene.workspace, access: scene.access },
      { signal: controller.signal, onProgress: () => controller.abort() },
    )
    await expect(fetching).rejects.toMatchObject({ name: 'AbortError' })
    open()
    await expect(
      git.fetch({ workspace: scene.workspace, access: scene.access }, { signal: AbortSignal.abort() }),
    ).rejects.toMatchObject({ name: 'AbortError' })
  })

  it('lets readers in while a fetch waits for the network', async () => {
    let open = () => {}
    scene.server.faults.gate = new Promise((resolve) => {
      open = resolve
    })
    const fetching = git.fetch({ workspace: scene.workspace, access: scene.access })
    expect(await git.status(scene.workspace)).toMatchObject({ head: { kind: 'branch', branch: 'main' } })
    open()
    expect(await fetching).toMatchObject({ kind: 'fetched' })
  })

  it('is replaced when it dies; what ran then rejects', async () => {
    let open = () => {}
    scene.server.faults.gate = new Promise((resolve) => {
      open = resolve
    })
    const running = git.fetch({ workspace: scene.workspace, access: scene.access })
    const both = Promise.allSettled([running, die()])
    expect((await both).map((result) => result.status)).toEqual(['rejected', 'rejected'])
    open()
    expect(await git.status(scene.workspace)).toMatchObject({ changes: [] })
  })

  it('refuses calls once stopped', async () => {
    await git.status(scene.workspace)
    await git.stop()
    await expect(git.status(scene.workspace)).rejects.toThrow('stopped')
  })
})
