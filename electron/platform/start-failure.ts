import { DataFolderInUse } from '../storage/folder-lock.ts'
import { UnusableSetting } from './cloud-addresses.ts'

/** Why Graft could not start, in one plain line. `dataFolder` is named where it is the cause. */
export function startFailureLine(error: unknown, dataFolder: string): string {
  if (error instanceof DataFolderInUse || error instanceof UnusableSetting) return error.message
  switch (systemCode(error)) {
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return `Graft may not write to its data folder ${dataFolder}. Choose another one with --data <folder>.`
    case 'ENOSPC':
      return `There is no space left for Graft's data folder ${dataFolder}.`
    case 'ENOTDIR':
    case 'EEXIST':
      return `${dataFolder} is not a folder. Choose another one with --data <folder>.`
    default:
      return `Graft could not start: ${error instanceof Error ? error.message : String(error)}`
  }
}

function systemCode(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined
}
