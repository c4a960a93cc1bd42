import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { DataFolderInUse, lockDataFolder } from './folder-lock.ts'
import { processIdentity } from './process-identity.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'graft-lock-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const leaveLock = (pid: number, identity: string) =>
  writeFile(join(folder, 'graft.lock'), JSON.stringify({ pid, identity, token: 'theirs' }))

describe('the lock of the data folder', () => {
  it('refuses a second taker, naming the process, until it is released', async () => {
    const first = await lockDataFolder(folder)
    await expect(lockDataFolder(folder)).rejects.toThrow(DataFolderInUse)
    await expect(lockDataFolder(folder)).rejects.toThrow(String(process.pid))
    await first.release()
    await (await lockDataFolder(folder)).release()
    expect(await readdir(folder)).toEqual([])
  })

  it('goes to exactly one of many that ask at once', async () => {
    await leaveLock(2 ** 22 + 1, 'gone')
    const takers = await Promise.allSettled(Array.from({ length: 8 }, () => lockDataFolder(folder)))
    expect(takers.filter((taker) => taker.status === 'fulfilled')).toHaveLength(1)
  })

  it('is taken over from a process that is gone, and from one that only has the same number', async () => {
    const child = spawn(process.execPath, ['-e', ''])
    const pid = child.pid ?? 0
    await once(child, 'exit')
    await leaveLock(pid, 'earlier')
    await (await lockDataFolder(folder)).release()
    await leaveLock(process.pid, 'an earlier process with this number')
    const lock = await lockDataFolder(folder)
    expect(JSON.parse(await readFile(join(folder, 'graft.lock'), 'utf8')).token).not.toBe('theirs')
    await lock.release()
  })

  it('is respected while its process runs', async () => {
    const child = spawn(process.execPath, ['-e', 'process.stdin.resume()'])
    try {
      await once(child, 'spawn')
      const pid = child.pid ?? 0
      await leaveLock(pid, (await processIdentity(pid)) ?? '')
      await expect(lockDataFolder(folder)).rejects.toMatchObject({ pid })
    } finally {
      child.kill()
    }
  })

  it('is not lost when its file is damaged', async () => {
    await writeFile(join(folder, 'graft.lock'), '{')
    await (await lockDataFolder(folder)).release()
  })
})
