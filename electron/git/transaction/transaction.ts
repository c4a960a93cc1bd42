import { randomBytes } from 'node:crypto'
import type { ObjectId } from '#shared/domain/ids.ts'
import type { CallOptions } from '../contract.ts'
import { entryAt, pathRange } from '../index/index-file.ts'
import { readIndex } from '../index/read-index.ts'
import type { Entry } from '../objects/model.ts'
import type { RefUpdate } from '../repository/refs.ts'
import type { Repo } from '../repository/repo.ts'
import { checkPath } from '../working-folder/working-file.ts'
import { carryOut } from './carry-out.ts'
import { goOn } from './go-on.ts'
import { type Journal, type JournalFile, locksOf, removeJournal, thisProcess, writeNewJournal } from './journal.ts'
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
  /** What the index comes to hold where that is not `after`, because the file is an edit of it. */
  index?: Entry | null | undefined
}

/** A path that is not in the working folder and changes in the index alone. */
export interface LeftOutChange {
  /** One character per byte (it need not be UTF-8); ends in a slash where it stands for a whole folder, whose entry is its tree. */
  path: string
  before: Entry | null
  after: Entry | null
}

/** HEAD comes to stand for another branch, or for a commit alone. */
export interface HeadMove {
  /** Full name of the branch that HEAD stands for afterwards; null for a detached HEAD. */
  toRef: string | null
  /** What HEAD is at afterwards; null on a branch without commits. */
  commit: ObjectId | null
  /** Such as `checkout: moving from main to feature`. */
  reflog: string
}

/**
 * Another ref that moves with it. `from` equal to `to` holds it where it is meanwhile. Several lines of a reflog come of several
 * steps taken at once; each begins where the one before ended.
 */
export interface RefMove extends Omit<RefUpdate, 'reflog'> {
  reflog: readonly { to: ObjectId; message: string }[]
}

/** The folders of a managed clone, before and afterwards. */
export interface FoldersMove {
  from: readonly string[]
  to: readonly string[]
}

/** A branch gets another name (short ones), or goes: null. What the configuration says of it and its reflog follow. */
export interface BranchMove {
  from: string
  to: string | null
}

/** Refs, HEAD and a branch's name, once more, with no file. */
export interface NextMove {
  branchRef: string | null
  refs: RefMove[]
  head: HeadMove | null
  branch: BranchMove
}

export interface Transaction {
  name: 'commit' | 'pull' | 'discard' | 'restore' | 'switch' | 'folders' | 'rename' | 'delete'
  /** Full name of the checked-out branch; null where HEAD is detached and stays. */
  branchRef: string | null
  from: ObjectId | null
  /** Equal to `from`: the branch stays. */
  to: ObjectId | null
  reflog: string
  /** Other refs, compared and swapped together with the branch; none of them is `branchRef`, unless that goes and HEAD leaves it. */
  refs?: RefMove[]
  /** HEAD goes elsewhere, after the refs that come to be and before those that go. The branch it leaves may not move then. */
  head?: HeadMove
  /** Comes after the refs, of which the two are part. */
  branch?: BranchMove
  /** Follows as soon as this is done: a crash in between leaves it to recovery, which does both. */
  next?: NextMove
  files: PlannedFile[]
  /** What a managed clone leaves out of its working folder. */
  leftOut?: LeftOutChange[]
  /** A managed clone comes to have other folders in its working folder; the files are those that come with them. */
  folders?: FoldersMove
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
  const refs = facts.refs ?? []
  const journal: Journal = {
    ...facts,
    version: 2,
    id: randomBytes(8).toString('hex'),
    owner: thisProcess(),
    files: withStaged(repo, facts.files),
    leftOut: facts.leftOut ?? [],
    indexLock: prepareLock(repo.gitdir),
    refLock: moves ? prepareLock(repo.commondir) : null,
    refs: refs.map((move) => ({ ...move, reflog: [...move.reflog], lock: prepareLock(repo.commondir) })),
    packedLock: refs.some(({ to }) => to === null) ? prepareLock(repo.commondir) : null,
    head: facts.head ? { ...facts.head, lock: prepareLock(repo.gitdir) } : null,
    folders: facts.folders ? { from: [...facts.folders.from], to: [...facts.folders.to] } : null,
    branch: facts.branch ?? null,
    next: facts.next ? { ...facts.next, refs: facts.next.refs.map((move) => ({ ...move, reflog: [...move.reflog] })) } : null,
  }
  try {
    writeNewJournal(repo, journal)
  } catch (error) {
    for (const lock of locksOf(journal)) dropPrepared(lock)
    throw error
  }
  repo.reached(`${journal.name}:journal-written`)
  await carryOut(repo, journal, { kind: 'strict', ...(onProgress ? { onProgress } : {}) })
  if (journal.next !== null) return goOn(repo, journal)
  removeJournal(repo, journal)
  for (const lock of locksOf(journal)) dropPrepared(lock)
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
