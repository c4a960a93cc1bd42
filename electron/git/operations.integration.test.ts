import { expect, it } from 'vitest'
import type { CallOptions } from './contract.ts'
import { createGitOperations } from './operations.ts'
import { DEFINITION, isolatedDeps, setRemoteScene } from './testing/remote-scene.ts'

it('what can be answered from disk waits for no fetch', async () => {
  const scene = await setRemoteScene()
  const { workspace } = scene
  const git = createGitOperations(isolatedDeps())
  let open = () => {}
  scene.server.faults.gate = new Promise((resolve) => {
    open = resolve
  })
  try {
    const fetching = git.fetch({ workspace, access: scene.access })
    const waited: string[] = []
    const telling = (name: string): CallOptions => ({
      onProgress: ({ stage }) => {
        if (stage !== 'waiting') return
        waited.push(name)
        open()
      },
    })
    const commit = scene.git('rev-parse', 'HEAD')
    const fromDisk = { workspace, remote: 'origin', access: null }
    const page = { limit: 10, cursor: null, search: '', scope: 'all' } as const
    expect(await git.listHistory({ ...fromDisk, ...page }, telling('history'))).toMatchObject({ commits: [{ id: commit }] })
    expect(await git.commitFiles({ ...fromDisk, commit }, telling('files'))).toMatchObject({ otherFiles: 2 })
    const restored = await git.restoreFromCommit({ ...fromDisk, commit, path: DEFINITION }, telling('restore'))
    expect(restored).toEqual({ kind: 'restored', restored: [], undo: null })
    const widened = await git.widenClone({ workspace, folders: ['src'], access: null }, telling('widen'))
    expect(widened).toEqual({ kind: 'widened' })
    expect(waited).toEqual([])
    open()
    expect(await fetching).toMatchObject({ kind: 'fetched' })
  } finally {
    open()
    await scene.dispose()
  }
})
