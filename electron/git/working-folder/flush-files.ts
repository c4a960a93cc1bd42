import { open } from 'node:fs/promises'
import { join } from 'node:path'
import type { Repo } from '../repository/repo.ts'
import { isMissing, systemFailure } from '../repository/system-failure.ts'

const TOGETHER = 16

/**
 * Waits until files that were written are on the disk, many at a time: disks take far longer for one after the other. One that
 * somebody removed meanwhile has nothing to wait for. Failures: DISK_FULL, NO_PERMISSION.
 */
export async function flushFiles(repo: Repo, paths: readonly string[]): Promise<void> {
  for (let at = 0; at < paths.length; at += TOGETHER) {
    await Promise.all(paths.slice(at, at + TOGETHER).map((path) => flushFile(repo, path)))
  }
}

async function flushFile(repo: Repo, path: string): Promise<void> {
  try {
    // Windows flushes only what may be written to; elsewhere a file without that right is flushed as well.
    const handle = await open(join(repo.root, path), process.platform === 'win32' ? 'r+' : 'r')
    try {
      await handle.sync()
    } finally {
      await handle.close()
    }
  } catch (error) {
    if (!isMissing(error)) throw systemFailure(error, path)
  }
}
