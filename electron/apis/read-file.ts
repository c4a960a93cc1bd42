import { readFile as readBytes, stat } from 'node:fs/promises'
import type { FileContent, FileRef } from '#shared/domain/content.ts'
import type { CallOptions, ContentLocation } from '../git/contract.ts'
import { asFileFailure, isMissing, systemCode } from '../storage/file-failure.ts'
import { describeBytes, LARGEST_FILE } from './file-content.ts'
import { areaFolder, resolveInArea } from './safe-path.ts'

/** Reads one file of an API for an editor. Fails with `INVALID_PATH` or `NO_PERMISSION`; a file that is not there is a value. */
export async function readFile(
  { location, file }: { location: ContentLocation; file: FileRef },
  options?: CallOptions,
): Promise<FileContent> {
  const place = await resolveInArea(areaFolder(location, file.area), file.path)
  try {
    const { size } = await stat(place)
    if (size > LARGEST_FILE) return { kind: 'too-large', size }
    return describeBytes(await readBytes(place, options?.signal ? { signal: options.signal } : {}), file.area, file.path)
  } catch (error) {
    if (isMissing(error) || systemCode(error) === 'EISDIR') return { kind: 'missing' }
    throw asFileFailure(error, file.path)
  }
}
