import { mkdir, readFile as readBytes, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { FileRef, WriteOutcome } from '#shared/domain/content.ts'
import { encodeText } from '#shared/domain/text-fidelity.ts'
import { Failure } from '../failure.ts'
import type { CallOptions, ContentLocation } from '../git/contract.ts'
import { writeAtomically } from '../storage/atomic-write.ts'
import { asFileFailure, isMissing } from '../storage/file-failure.ts'
import { describeBytes, versionOf } from './file-content.ts'
import { areaFolder, resolveInArea } from './safe-path.ts'

interface WriteInput {
  location: ContentLocation
  file: FileRef
  text: string
  base: string | null
}

/** Ends the atomic write when the file changed at the last moment. */
class ChangedMeanwhile extends Error {}

/**
 * Saves an edited text over the bytes it was loaded from (`base` names them; null makes a new file). Byte-order mark, line
 * breaks and permissions stay. Nothing is written where the bytes would be the same, or where the file is no longer what the
 * edit began from. Fails with `INVALID_PATH`, `NO_PERMISSION` (also for files that are shown only) or `DISK_FULL`.
 */
export async function writeFile({ location, file, text, base }: WriteInput, options?: CallOptions): Promise<WriteOutcome> {
  const place = await resolveInArea(areaFolder(location, file.area), file.path)
  options?.signal?.throwIfAborted()
  try {
    const current = await existingBytes(place)
    if (base === null) return current ? { kind: 'exists' } : await create(place, text)
    if (!current || versionOf(current) !== base) return changedElsewhere(current, file)
    const shown = describeBytes(current, file.area, file.path)
    if (shown.kind !== 'text' || shown.readOnly) throw new Failure('NO_PERMISSION', { path: file.path })
    const bytes = encodeText(current, text)
    const version = versionOf(bytes)
    if (version === base) return { kind: 'unchanged', version }
    await writeAtomically({
      file: place,
      bytes,
      mode: (await stat(place)).mode & 0o777,
      beforeRename: async () => {
        const last = await existingBytes(place)
        if (!last || versionOf(last) !== base) throw new ChangedMeanwhile()
      },
    })
    return { kind: 'written', version }
  } catch (error) {
    if (error instanceof ChangedMeanwhile) return changedElsewhere(await existingBytes(place), file)
    throw asFileFailure(error, file.path)
  }
}

async function create(place: string, text: string): Promise<WriteOutcome> {
  const bytes = new TextEncoder().encode(text)
  await mkdir(dirname(place), { recursive: true })
  try {
    await writeAtomically({
      file: place,
      bytes,
      beforeRename: async () => {
        if (await existingBytes(place)) throw new ChangedMeanwhile()
      },
    })
  } catch (error) {
    if (error instanceof ChangedMeanwhile) return { kind: 'exists' }
    throw error
  }
  return { kind: 'written', version: versionOf(bytes) }
}

function changedElsewhere(bytes: Uint8Array | null, file: FileRef): WriteOutcome {
  return {
    kind: 'changed-elsewhere',
    current: bytes ? describeBytes(bytes, file.area, file.path) : { kind: 'missing' },
  }
}

async function existingBytes(place: string): Promise<Uint8Array | null> {
  try {
    return await readBytes(place)
  } catch (error) {
    if (isMissing(error)) return null
    throw error
  }
}
