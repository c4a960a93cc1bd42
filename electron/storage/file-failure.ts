import { Failure } from '../failure.ts'

/** The system's code of an error (`ENOENT`, …), or null where it has none. */
export function systemCode(error: unknown): string | null {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code
  return null
}

/**
 * Turns what the file system refused into a failure with words: `DISK_FULL` or `NO_PERMISSION`. Everything else comes back as
 * it was. `name` is what a person may read: a name, or a path from the root of a clone.
 */
export function asFileFailure(error: unknown, name: string): unknown {
  switch (systemCode(error)) {
    case 'ENOSPC':
    case 'EDQUOT':
      return new Failure('DISK_FULL', {}, { cause: error })
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return new Failure('NO_PERMISSION', { path: name }, { cause: error })
    default:
      return error
  }
}

/** Whether the error only says that the file or folder is not there. */
export function isMissing(error: unknown): boolean {
  const code = systemCode(error)
  return code === 'ENOENT' || code === 'ENOTDIR'
}
