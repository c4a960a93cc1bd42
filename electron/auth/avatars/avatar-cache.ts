import { mkdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { AccountId } from '#shared/domain/ids.ts'
import { writeAtomically } from '../../storage/atomic-write.ts'
import { isMissing } from '../../storage/file-failure.ts'
import { imageKind } from './image-kind.ts'

/** Pictures of accounts in a folder, one file each, named by the account's id. */
export interface AvatarCache {
  read(id: AccountId): Promise<Uint8Array | null>
  write(id: AccountId, picture: Uint8Array): Promise<void>
  remove(id: AccountId): Promise<void>
}

export function createAvatarCache(folder: string): AvatarCache {
  const file = (id: AccountId): string => join(folder, id)
  return {
    read: async (id) => {
      try {
        return await readFile(file(id))
      } catch (error) {
        if (isMissing(error)) return null
        throw error
      }
    },
    write: async (id, picture) => {
      await mkdir(folder, { recursive: true })
      await writeAtomically({ file: file(id), bytes: picture, mode: 0o600 })
    },
    remove: (id) => rm(file(id), { force: true }),
  }
}

/** A picture as the window can show it without asking for anything; null for what is not one. */
export function asDataAddress(picture: Uint8Array): string | null {
  const kind = imageKind(picture)
  return kind === null ? null : `data:${kind};base64,${Buffer.from(picture).toString('base64')}`
}
