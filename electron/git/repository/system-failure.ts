import { Failure } from '#electron/failure.ts'

function codeOf(error: unknown): string | null {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null
}

/** Whether the system said that there is no such file. */
export function isMissing(error: unknown): boolean {
  const code = codeOf(error)
  return code === 'ENOENT' || code === 'ENOTDIR'
}

export function alreadyExists(error: unknown): boolean {
  return codeOf(error) === 'EEXIST'
}

/** Whether the file system cannot do this kind of operation at all (such as hard links on FAT). */
export function notOffered(error: unknown): boolean {
  return ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EXDEV', 'EMLINK'].includes(codeOf(error) ?? '')
}

/** Whether a folder (or a file where a folder is needed) stands where something was to be written. */
export function isFolderInTheWay(error: unknown): boolean {
  return ['EISDIR', 'ENOTEMPTY', 'ENOTDIR', 'EEXIST'].includes(codeOf(error) ?? '')
}

export function isFull(error: unknown): boolean {
  return ['ENOSPC', 'EDQUOT'].includes(codeOf(error) ?? '')
}

export function isForbidden(error: unknown): boolean {
  return ['EACCES', 'EPERM', 'EROFS'].includes(codeOf(error) ?? '')
}

/** A system error as the failure a person is told about; one that has no words of its own is returned unchanged. `path` as people know it. */
export function systemFailure(error: unknown, path: string): unknown {
  if (isFull(error)) return new Failure('DISK_FULL', {}, { cause: error })
  if (isForbidden(error)) return new Failure('NO_PERMISSION', { path }, { cause: error })
  if (codeOf(error) === 'ENAMETOOLONG' || codeOf(error) === 'EINVAL') {
    return new Failure('INVALID_PATH', { path }, { cause: error })
  }
  return error
}
