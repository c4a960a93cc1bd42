import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ConnectionId } from '#shared/domain/ids.ts'
import { createManagedClones, type ManagedClones } from './managed-clones.ts'

const ONE = ConnectionId.parse('5ad2f5a8-58ae-4a5c-8d4b-8a9a3a2b7c11')
const OTHER = ConnectionId.parse('5ad2f5a8-58ae-4a5c-8d4b-8a9a3a2b7c12')
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined }

let dataFolder: string
let clones: ManagedClones
beforeEach(async () => {
  dataFolder = await mkdtemp(join(tmpdir(), 'graft-clones-'))
  clones = createManagedClones({ dataFolder, log: silent })
})
afterEach(() => rm(dataFolder, { recursive: true, force: true }))

async function fill(root: string): Promise<void> {
  await mkdir(join(root, '.git'), { recursive: true })
  await writeFile(join(root, 'file'), 'x')
}
const left = async () => (await readdir(join(dataFolder, 'clones'))).sort()

describe('the place of managed clones', () => {
  it('holds nothing of an attempt that was dropped, and only the clone of one that was kept', async () => {
    const dropped = await clones.begin(ONE)
    await fill(dropped.root)
    await dropped.drop()
    expect(await left()).toEqual([])
    const kept = await clones.begin(OTHER)
    await fill(kept.root)
    await kept.keep()
    expect(await left()).toEqual([OTHER])
  })

  it('is swept of attempts that were killed, and of nothing else', async () => {
    await fill((await clones.begin(ONE)).root)
    await fill((await clones.begin(OTHER)).root)
    const disconnected = '5ad2f5a8-58ae-4a5c-8d4b-8a9a3a2b7c13'
    await fill(join(dataFolder, 'clones', disconnected))
    await clones.sweep((id) => id === OTHER)
    expect(await left()).toEqual([OTHER, disconnected])
  })

  it('needs no folder to be swept', async () => {
    await clones.sweep(() => false)
    expect(await readdir(dataFolder)).toEqual([])
  })
})
