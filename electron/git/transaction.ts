import type { ObjectId } from '#shared/domain/ids.ts'
import type { CallOptions } from './contract.ts'
import type { Entry } from './objects/model.ts'
import type { Repo } from './repo.ts'

/** `exact` says that the blob holds the file's very bytes; otherwise line ends and the like are converted as Git would. */
export interface PlannedEntry extends Entry {
  exact?: true
}

/** One path of a transaction; null is "no file". */
export interface PlannedFile {
  /** From the root of the working tree, forward slashes. */
  path: string
  /** What the working folder must hold when the transaction begins (or already `after`). */
  before: PlannedEntry | null
  after: PlannedEntry | null
}

export interface Transaction {
  name: 'commit' | 'pull' | 'discard' | 'restore'
  /** Full name of the checked-out branch; null only where the branch stays. */
  branchRef: string | null
  from: ObjectId | null
  /** Equal to `from`: the branch stays. */
  to: ObjectId | null
  reflog: string
  files: PlannedFile[]
  writeFiles: 'working-folder-already-right' | 'write'
  /** `follow`: the index entries of the files become `after`. `keep`: the index is not touched. */
  index: 'follow' | 'keep'
  onProgress?: CallOptions['onProgress']
}

/**
 * The one place that changes a repository: working files, branch and index move together or, after a crash, are moved on by
 * `recover`. All objects must be stored already.
 * Failures: REPOSITORY_MOVED, REPOSITORY_BUSY, NO_PERMISSION, DISK_FULL, INVALID_PATH. After one, nothing has changed.
 */
export async function applyTransaction(_repo: Repo, _transaction: Transaction): Promise<void> {
  throw new Error('not written')
}
