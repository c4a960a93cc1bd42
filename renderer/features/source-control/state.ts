import type { RepositoryState as RepositoryView } from '#renderer/session/repositories.ts'
import type { Trouble } from '#renderer/trouble.ts'
import type { FailureValue } from '#shared/contract/failures.ts'
import type { MergeIntoDefaultOutcome, UpdateOutcome } from '#shared/domain/branch.ts'
import type { AmendOutcome } from '#shared/domain/history.ts'
import type { ConnectionId } from '#shared/domain/ids.ts'
import type {
  Author,
  Change,
  CommitOnto,
  CommitOutcome,
  CommitSummary,
  FetchOutcome,
  GitProgress,
  PullOutcome,
  PushOutcome,
  RepositoryStatus,
  RestorePoint,
} from '#shared/domain/repository.ts'

export type Work =
  | 'commit'
  | 'commit-and-push'
  /** The second half of *Commit and push*: the commit is made and stays, whatever comes of the push. */
  | 'push-of-commit'
  | 'amend'
  | 'push'
  | 'pull'
  | 'fetch'
  | 'update-from-default'
  | 'merge-into-default'
  | 'discard'
  | 'undo'
  | GuestWork

/** Work of another feature, run in turn with this one's. */
export type GuestWork = 'switch' | 'create-branch' | 'bring-back'

/** How a piece of work ended, as far as it has to be said. */
export type Notice =
  | { kind: 'commit'; outcome: CommitOutcome; onto: CommitOnto }
  | { kind: 'amend'; outcome: AmendOutcome }
  | { kind: 'push'; outcome: PushOutcome }
  /** One action in a managed clone; the commit is made, whatever became of the push. */
  | { kind: 'commit-and-push'; commit: CommitSummary; outcome: PushOutcome }
  | { kind: 'pull'; outcome: PullOutcome }
  | { kind: 'update-from-default'; outcome: UpdateOutcome }
  | { kind: 'merge-into-default'; outcome: MergeIntoDefaultOutcome }
  | { kind: 'fetch'; outcome: FetchOutcome }
  | { kind: 'discarded'; restorePoint: RestorePoint; count: number }
  | { kind: 'undone'; count: number }
  | { kind: 'cancelled'; work: Work }
  | { kind: 'trouble'; work: Work; trouble: Trouble }

/** The failures that a new sign-in mends. */
export type SignInFailure = Extract<FailureValue, { code: 'SIGN_IN_NEEDED' | 'SCOPE_MISSING' }>

/** Something only the user can answer before work goes on. */
export type Question =
  /** `nothing` where the person wants to change the author before anything asks for one. */
  | { kind: 'author'; retry: SignedWork | 'nothing' }
  | { kind: 'sign-in'; work: Work; retry: RemoteWork; failure: SignInFailure }
  | { kind: 'other-files'; paths: string[]; of: 'pull' | 'update-from-default' }
  /** C5: the commit would be the first of this session on the default branch. */
  | { kind: 'default-branch'; retry: 'commit' | 'commit-and-push' }

/** Work that makes a commit and so needs somebody who made it. */
export type SignedWork = 'commit' | 'commit-and-push' | 'amend' | 'pull' | 'update-from-default' | 'merge-into-default'
/** Work that asks the server and so may need a sign-in; `guest` is whatever another feature had run last. */
export type RemoteWork = 'push' | 'pull' | 'fetch' | 'update-from-default' | 'merge-into-default' | 'guest'

/** A message as it is written: one line, and what follows it. */
export interface Message {
  summary: string
  description: string
}

/** What the message is for: a commit of its own, or the last one made anew. The draft comes back where amending is given up. */
export type Writing = { kind: 'new' } | { kind: 'amend'; commit: string; draft: Message }

/** Which earlier message stands in the fields; -1 is the draft, which is kept. */
export interface Recall {
  earlier: readonly Message[]
  at: number
  draft: Message
}

export interface Running {
  work: Work
  progress: GitProgress | null
}

/** What the pane adds to a clone's status: the message being written, running work, and what has to be said or asked. */
export interface WorkState extends Message {
  connectionId: ConnectionId
  /** Files that the user took out of the next commit; every other changed file is part of it. */
  leftOut: ReadonlySet<string>
  writing: Writing
  recall: Recall | null
  /** Where the next commit goes; a new branch's name as it was typed so far. */
  onto: CommitOnto
  /** Whether a commit on the default branch still asks first (C5). */
  onDefaultBranch: 'ask' | 'accepted'
  /** Given by the user because Git's configuration has none. */
  author: Author | null
  running: Running | null
  notice: Notice | null
  question: Question | null
  /** When the remote last answered, in milliseconds since the epoch. */
  checkedAt: number | null
  hooksNoted: boolean
}

/** Everything the pane knows of one connection's clone. The status is the session's and is kept nowhere else. */
export interface RepositoryState extends WorkState {
  status: RepositoryView
}

export function initialWork(connectionId: ConnectionId): WorkState {
  return {
    connectionId,
    leftOut: new Set(),
    summary: '',
    description: '',
    writing: { kind: 'new' },
    recall: null,
    onto: { kind: 'current' },
    onDefaultBranch: 'ask',
    author: null,
    running: null,
    notice: null,
    question: null,
    checkedAt: null,
    hooksNoted: false,
  }
}

/** Puts the status and what the pane adds to it together; either may not be there yet. */
export function repositoryOf(
  connectionId: ConnectionId,
  status: RepositoryView | undefined,
  work: WorkState | undefined,
): RepositoryState {
  return { ...(work ?? initialWork(connectionId)), status: status ?? { kind: 'loading' } }
}

/** The newest status that could be read; null before the first. */
export function knownStatus(repository: Pick<RepositoryState, 'status'>): RepositoryStatus | null {
  switch (repository.status.kind) {
    case 'ready':
      return repository.status.status
    case 'failed':
      return repository.status.last
    case 'loading':
      return null
  }
}

/** Paths that the next commit would hold: everything changed, less what the user left out and what is still in conflict. */
export function includedPaths(repository: RepositoryState): string[] {
  return includedOf(knownStatus(repository)?.changes ?? [], repository.leftOut)
}

/** The paths of these changes that are part of the next commit. */
export function includedOf(changes: readonly Change[], leftOut: ReadonlySet<string>): string[] {
  return changes.filter(({ path, kind }) => kind !== 'conflicted' && !leftOut.has(path)).map(({ path }) => path)
}

/** Whom the next commit names: as given here, or by Git's configuration; null where neither knows. */
export function authorOf(repository: RepositoryState): Author | null {
  return repository.author ?? knownStatus(repository)?.author ?? null
}
