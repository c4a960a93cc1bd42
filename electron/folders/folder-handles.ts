import { realpath } from 'node:fs/promises'
import { relative, sep } from 'node:path'
import type { PickedFolder } from '#shared/contract/folders.ts'
import { FolderHandle } from '#shared/domain/ids.ts'
import { isWithin } from '../apis/safe-path.ts'
import { Failure } from '../failure.ts'

/** Hands out handles for folders; only the services know the paths behind them. They last as long as the process. */
export interface FolderHandles {
  give(path: string): PickedFolder
  /** As `give`; null for a folder that may not be reached from this entry. */
  offer(path: string): PickedFolder | null
  /** Real absolute path. Fails with `NOT_FOUND` for a handle never given, and for a folder that may not be reached. */
  resolve(handle: FolderHandle): Promise<string>
  label(path: string): string
}

export interface FolderHandleParts {
  homeFolder: string
  /** The browser host reaches only folders below the user's home. */
  reach: 'everywhere' | 'home'
  newId: () => string
}

export function createFolderHandles({ homeFolder, reach, newId }: FolderHandleParts): FolderHandles {
  const paths = new Map<FolderHandle, string>()
  const handles = new Map<string, FolderHandle>()
  const label = (path: string): string => shortened(path, homeFolder)
  const give = (path: string): PickedFolder => {
    const handle = handles.get(path) ?? FolderHandle.parse(newId())
    paths.set(handle, path)
    handles.set(path, handle)
    return { handle, label: label(path) }
  }
  return {
    label,
    give,
    offer: (path) => (reach === 'everywhere' || isWithin(homeFolder, path) ? give(path) : null),
    resolve: async (handle) => {
      const path = paths.get(handle)
      if (path === undefined) throw new Failure('NOT_FOUND', { what: 'folder' })
      const real = await realFolder(path)
      if (reach === 'home' && !isWithin(await realFolder(homeFolder), real)) throw new Failure('NOT_FOUND', { what: 'folder' })
      return real
    },
  }
}

function shortened(path: string, homeFolder: string): string {
  if (path === homeFolder) return '~'
  return isWithin(homeFolder, path) ? `~${sep}${relative(homeFolder, path)}` : path
}

/** The real path of a folder; the path itself where it can't be resolved (the inspection says why then). */
export async function realFolder(path: string): Promise<string> {
  try {
    return await realpath(path)
  } catch {
    return path
  }
}
