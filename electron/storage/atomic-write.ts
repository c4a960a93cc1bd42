import { randomUUID } from 'node:crypto'
import { type FileHandle, open, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'

/** Names of the temporary files that an atomic write leaves beside its target for a moment. */
export const TEMPORARY_NAME = /^\.graft-[0-9a-f]{12}\.tmp$/

export interface AtomicWrite {
  file: string
  bytes: Uint8Array
  /** Permission bits of the new file; the system's default where undefined. */
  mode?: number
  /** Called with everything on the disk but the name not moved yet; throwing gives the write up. */
  beforeRename?: () => Promise<void>
}

/**
 * Replaces a file so that a crash leaves either the old bytes or the new ones: a temporary file in the same folder, flushed,
 * renamed over the target, and the folder flushed (see rename(2) and fsync(2)).
 */
export async function writeAtomically({ file, bytes, mode, beforeRename }: AtomicWrite): Promise<void> {
  const folder = dirname(file)
  const temporary = join(folder, `.graft-${randomUUID().replaceAll('-', '').slice(0, 12)}.tmp`)
  try {
    await flushed(await open(temporary, 'wx', mode ?? 0o666), async (handle) => {
      await handle.writeFile(bytes)
      if (mode !== undefined) await handle.chmod(mode)
    })
    await beforeRename?.()
    await rename(temporary, file)
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined)
    throw error
  }
  await flushFolder(folder)
}

/** Makes the names in a folder survive a power cut. Windows does not offer it and does not need it. */
export async function flushFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } catch (error) {
    // Some network file systems refuse to flush a folder; the rename itself has already happened.
    if (!(error instanceof Error)) throw new Error(`${basename(folder)} could not be flushed`, { cause: error })
  } finally {
    await handle.close()
  }
}

async function flushed(handle: FileHandle, work: (handle: FileHandle) => Promise<void>): Promise<void> {
  try {
    await work(handle)
    await handle.sync()
  } finally {
    await handle.close()
  }
}
