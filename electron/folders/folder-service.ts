import type { Dirent } from 'node:fs'
import { lstat, readdir, realpath } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { InferContractRouterOutputs } from '@orpc/contract'
import type { folders } from '#shared/contract/folders.ts'
import type { FolderHandle } from '#shared/domain/ids.ts'
import { isWithin } from '../apis/safe-path.ts'
import type { FolderPicker } from '../platform/platform.ts'
import { isMissing } from '../storage/file-failure.ts'
import type { FolderHandles } from './folder-handles.ts'

type Outputs = InferContractRouterOutputs<{ folders: typeof folders }>['folders']

export interface FolderService {
  pick(): Promise<Outputs['pick']>
  browse(folder: FolderHandle | null): Promise<Outputs['browse']>
}

const MOST_CHILDREN = 1000

export interface FolderServiceParts {
  picker: FolderPicker
  handles: FolderHandles
  homeFolder: string
}

/** The two ways for a folder to enter the app: the system's dialog, or a list of folders below the user's home. */
export function createFolderService({ picker, handles, homeFolder }: FolderServiceParts): FolderService {
  return {
    pick: async () => {
      if (picker.kind === 'list') return { kind: 'not-offered' }
      const path = await picker.pick()
      return path === null ? { kind: 'cancelled' } : { kind: 'picked', folder: handles.give(path) }
    },
    browse: async (folder) => {
      if (picker.kind === 'native') return { kind: 'not-offered' }
      try {
        const home = await realpath(homeFolder)
        const here = await realpath(folder === null ? homeFolder : await handles.resolve(folder))
        if (!isWithin(home, here)) return { kind: 'unreadable', reason: 'outside-home' }
        const names = await childFolders(here)
        const children = await Promise.all(
          names.slice(0, MOST_CHILDREN).map(async (name) => ({
            ...handles.give(join(here, name)),
            name,
            isRepository: await isRepository(join(here, name)),
          })),
        )
        const parent = here === home ? null : handles.give(dirname(here))
        return { kind: 'listed', here: handles.give(here), parent, children, truncated: names.length > MOST_CHILDREN }
      } catch (error) {
        if (isMissing(error)) return { kind: 'unreadable', reason: 'missing' }
        if (isRefused(error)) return { kind: 'unreadable', reason: 'no-permission' }
        throw error
      }
    },
  }
}

/** Real folders only: a link could lead out of the home folder. Hidden ones come last. */
async function childFolders(folder: string): Promise<string[]> {
  const entries: Dirent[] = await readdir(folder, { withFileTypes: true })
  const hidden = (name: string): number => (name.startsWith('.') ? 1 : 0)
  return entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort((one, other) => hidden(one) - hidden(other) || one.localeCompare(other, undefined, { numeric: true }))
}

async function isRepository(folder: string): Promise<boolean> {
  try {
    await lstat(join(folder, '.git'))
    return true
  } catch {
    return false
  }
}

function isRefused(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'EACCES' || error.code === 'EPERM')
}
