import { branchNameProblem } from '#shared/domain/branch-name.ts'
import type { Change, RepositoryStatus } from '#shared/domain/repository.ts'
import { includedPaths, knownStatus, type RepositoryState } from './state.ts'

export type StatusLetter = 'A' | 'M' | 'D' | 'T' | '!'

const LETTERS: Record<Change['kind'], StatusLetter> = {
  added: 'A',
  modified: 'M',
  deleted: 'D',
  'type-changed': 'T',
  'mode-changed': 'M',
  conflicted: '!',
}

/** The letter that Git users know a change by. */
export function letterOf(kind: Change['kind']): StatusLetter {
  return LETTERS[kind]
}

/** A path's folder (with its final slash, empty at the root) and its name. */
export function splitPath(path: string): { folder: string; name: string } {
  const cut = path.lastIndexOf('/') + 1
  return { folder: path.slice(0, cut), name: path.slice(cut) }
}

export type CommitReadiness =
  /** `count` files go into the commit; none where only the message of the last one is made anew. */
  | { kind: 'ready'; count: number }
  | {
      kind: 'blocked'
      because:
        | 'unknown'
        | 'nothing-changed'
        | 'nothing-included'
        | 'no-summary'
        | 'long-summary'
        | 'working'
        | 'operation'
        | 'detached'
        | 'conflicted'
        | 'branch-name'
    }

/** Whether *Commit* may be pressed; where not, the one reason to say beside it. */
export function commitReadiness(repository: RepositoryState): CommitReadiness {
  const status = knownStatus(repository)
  if (status === null) return { kind: 'blocked', because: 'unknown' }
  if (repository.running !== null && repository.running.work !== 'fetch') return { kind: 'blocked', because: 'working' }
  if (status.operation !== null) return { kind: 'blocked', because: 'operation' }
  if (status.head.kind === 'detached') return { kind: 'blocked', because: 'detached' }
  const count = includedPaths(repository).length
  const isAmending = repository.writing.kind === 'amend'
  if (status.changes.length === 0 && !isAmending) return { kind: 'blocked', because: 'nothing-changed' }
  if (count === 0 && !isAmending) {
    const onlyConflicts = status.changes.every(({ kind }) => kind === 'conflicted')
    return { kind: 'blocked', because: onlyConflicts ? 'conflicted' : 'nothing-included' }
  }
  const { length } = repository.summary.trim()
  if (length === 0) return { kind: 'blocked', because: 'no-summary' }
  if (length > SUMMARY_LIMIT) return { kind: 'blocked', because: 'long-summary' }
  const { onto } = repository
  const isNameless = onto.kind === 'new-branch' && branchNameProblem(onto.name.trim()) !== null
  return isNameless ? { kind: 'blocked', because: 'branch-name' } : { kind: 'ready', count }
}

/** C5: whether the commit would go to the default branch, which nobody allowed yet. The first commit of all has nowhere else to go. */
export function asksBeforeCommit(repository: RepositoryState): boolean {
  const status = knownStatus(repository)
  return (
    status !== null &&
    status.onDefaultBranch === true &&
    status.head.kind === 'branch' &&
    repository.onto.kind === 'current' &&
    repository.onDefaultBranch === 'ask'
  )
}

/** Lengths after which `git log` and most hosts cut a summary, and after which lines of a description are hard to read. */
const SUMMARY_SOFT_LENGTH = 50
const SUMMARY_HARD_LENGTH = 72
/** More than this many UTF-16 units the contract does not take as a summary (`sourceControl.commit`). */
const SUMMARY_LIMIT = 1000

export type LengthHint = 'fine' | 'long' | 'too-long'

/** How a summary's length stands against the customary 50 and 72 characters (Git documentation, `git-commit`, "Discussion"). */
export function summaryHint(summary: string): LengthHint {
  const length = [...summary.trim()].length
  if (length <= SUMMARY_SOFT_LENGTH) return 'fine'
  return length <= SUMMARY_HARD_LENGTH ? 'long' : 'too-long'
}

export type SyncState =
  | 'reading'
  | 'unreadable'
  | 'detached'
  | 'operation'
  | 'conflicted'
  | 'diverged'
  | 'behind'
  | 'ahead'
  | 'unpublished'
  | 'gone'
  | 'changed'
  | 'synced'

/** One word for where the clone stands: the most pressing thing first. */
export function syncState(repository: RepositoryState): SyncState {
  if (repository.status.kind === 'failed') return 'unreadable'
  const status = knownStatus(repository)
  return status === null ? 'reading' : syncOfStatus(status)
}

function syncOfStatus(status: RepositoryStatus): SyncState {
  if (status.operation !== null) return 'operation'
  if (status.head.kind === 'detached') return 'detached'
  if (status.changes.some(({ kind }) => kind === 'conflicted')) return 'conflicted'
  const { upstream } = status
  if (upstream.kind === 'tracked' && upstream.ahead > 0 && upstream.behind > 0) return 'diverged'
  if (upstream.kind === 'tracked' && upstream.behind > 0) return 'behind'
  if (upstream.kind === 'tracked' && upstream.ahead > 0) return 'ahead'
  if (status.changes.length > 0) return 'changed'
  if (upstream.kind === 'none') return 'unpublished'
  return upstream.kind === 'gone' ? 'gone' : 'synced'
}

/** How many commits wait to be pushed and pulled; null where the branch has no upstream to count against. */
export function waitingCommits(status: RepositoryStatus | null): { ahead: number; behind: number } | null {
  return status?.upstream.kind === 'tracked' ? { ahead: status.upstream.ahead, behind: status.upstream.behind } : null
}

/** The branch's name, or null where `HEAD` is detached. */
export function branchName(status: RepositoryStatus): string | null {
  return status.head.kind === 'detached' ? null : status.head.branch
}

/** Part of work done, 0 to 1; null where the total is unknown. */
export function fractionOf(progress: { done: number; total: number | null } | null): number | null {
  if (progress === null || progress.total === null || progress.total === 0) return null
  return Math.min(1, progress.done / progress.total)
}
