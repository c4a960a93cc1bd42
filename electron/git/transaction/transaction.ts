import { randomBytes } from 'node:crypto'
import type { ObjectId } from '#shared/domain/ids.ts'
import type { CallOptions } from '../contract.ts'
import { entryAt, pathRange } from '../index/index-file.ts'
import { readIndex } from '../index/read-index.ts'
import type { Entry } from '../objects/model.ts'
import type { Repo } from '../repository/repo.ts'
import { checkPath } from '../working-folder/working-file.ts'
import { carryOut } from './carry-out.ts'
import { type Journal, type JournalFile, removeJournal, thisProcess, writeNewJournal } from './journal.ts'
import { dropPrepared, prepareLock } from './lock.ts'
import { settleEarlier } from './recover.ts'

/** `exact` says that the blob holds the file's very bytes; otherwise line ends and the like are converted as Git would. */
export interface PlannedEntry extends Entry {
  exact?: true | undefined
}

/** One path of a transaction; null is "no file". */
export interface PlannedFile {
  /** From the root of the working tree, forward slashes. */
  path: string
  /** What the working folder must hold when the transaction begins (or already `after`). */
  before: PlannedEntry | null
  after: PlannedEntry | null
}

/** A path that is not in the working folder and changes in the index alone. */
export interface LeftOutChange {
  /** One character per byte (it need not be UTF-8); ends in a slash where it stands for a whole folder, whose entry is its tree. */
  path: string
  before: Entry | null
  after: Entry | null
}

export interface Transaction {
  name: 'commit' | 'pull' | 'discard' | 'restore'
  /** Full name of the checked-out branch; null where HEAD is detached and stays. */
  branchRef: string | null
  from: ObjectId | null
  /** Equal to `from`: the branch stays. */
  to: ObjectId | null
  reflog: string
  files: PlannedFile[]
  /** What a managed clone leaves out of its working folder. */
  leftOut?: LeftOutChange[]
  writeFiles: 'working-folder-already-right' | 'write'
  /** `follow`: the index entries of the files become `after`. `keep`: the index is not touched. */
  index: 'follow' | 'keep'
  onProgress?: CallOptions['onProgress']
}

/**
 * The one place that changes a repository: working files, branch and index move together or, after a crash, are moved on by
 * `recover`. All objects must be stored already.
 * Failures: REPOSITORY_MOVED, REPOSITORY_BUSY, NO_PERMISSION, DISK_FULL, INVALID_PATH, FILTERED_FILE. After one, nothing has
 * changed.
 */
export async function applyTransaction(repo: Repo, transaction: Transaction): Promise<void> {
  await settleEarlier(repo)
  const { onProgress, ...facts } = transaction
  for (const file of facts.files) checkPath(file.path)
  const moves = facts.branchRef !== null && facts.to !== facts.from
  const indexLock = prepareLock(repo.gitdir)
  const refLock = moves ? prepareLock(repo.commondir) : null
  const journal: Journal = {
    ...facts,
    version: 1,
    id: randomBytes(8).toString('hex'),
    owner: thisProcess(),
    files: withStaged(repo, facts.files),
    leftOut: facts.leftOut ?? [],
    indexLock,
    refLock,
  }
  try {
    writeNewJournal(repo, journal)
  } catch (error) {
    dropPrepared(indexLock)
    if (refLock) dropPrepared(refLock)
    throw error
  }
  repo.reached(`${journal.name}:journal-written`)
  await carryOut(repo, journal, { kind: 'strict', ...(onProgress ? { onProgress } : {}) })
  removeJournal(repo, journal)
}

/** Deletions come first, so that a folder can take the place of a file and the other way round. */
function withStaged(repo: Repo, files: readonly PlannedFile[]): JournalFile[] {
  const { layout } = readIndex(repo)
  return files
    .map((file): JournalFile => {
      const [from, to] = pathRange(layout, file.path)
      if (from === to) return { ...file, staged: 'none' }
      const { oid, mode, stage } = entryAt(layout, from)
      return { ...file, staged: stage === 0 ? { oid, mode } : 'conflict' }
    })
    .sort((a, b) => Number(a.after !== null) - Number(b.after !== null))
}
