import { constants } from 'node:fs'
import { copyFile, mkdir, open } from 'node:fs/promises'
import { dirname } from 'node:path'
import { Area, type FileRef } from '#shared/domain/content.ts'
import type { CallOptions, ContentLocation } from '../git/contract.ts'
import { flushFolder } from '../storage/atomic-write.ts'
import { asFileFailure, systemCode } from '../storage/file-failure.ts'
import { areaFolder, resolveInArea } from './safe-path.ts'
import { walkArea } from './walk-area.ts'

/**
 * Copies every file of an API from one place to another, byte for byte; files that are already there stay as they are. Gives
 * back what was written. Fails with `NO_PERMISSION`, `DISK_FULL` or `INVALID_PATH`.
 */
export async function copyContent(
  { from, to }: { from: ContentLocation; to: ContentLocation },
  options?: CallOptions,
): Promise<FileRef[]> {
  const written: FileRef[] = []
  for (const area of Area.options) {
    for (const file of await walkArea(areaFolder(from, area), options?.signal)) {
      options?.signal?.throwIfAborted()
      const target = await resolveInArea(areaFolder(to, area), file.path)
      if (await copyNew(file.place, target, file.path)) written.push({ area, path: file.path })
    }
  }
  return written
}

async function copyNew(from: string, to: string, name: string): Promise<boolean> {
  try {
    await mkdir(dirname(to), { recursive: true })
    await copyFile(from, to, constants.COPYFILE_EXCL)
    const handle = await open(to, 'r+')
    await handle.sync().finally(() => handle.close())
    await flushFolder(dirname(to))
    return true
  } catch (error) {
    if (systemCode(error) === 'EEXIST') return false
    throw asFileFailure(error, name)
  }
}
