import type { Trouble } from '#renderer/trouble.ts'
import type { FailureValue } from '#shared/contract/failures.ts'
import type { AmendOutcome } from '#shared/domain/history.ts'
import type { Author, GitProgress } from '#shared/domain/repository.ts'
import { type MessageEvent, USED_UP, writeMessage } from './message.ts'
import type { Notice, Question, RemoteWork, SignedWork, SignInFailure, Work, WorkState } from './state.ts'

export type RepositoryEvent =
  | MessageEvent
  /** The clone's status was read; these are its changed files. */
  | { kind: 'changes-seen'; paths: readonly string[] }
  | { kind: 'file-included'; path: string }
  | { kind: 'file-left-out'; path: string }
  | { kind: 'all-included' }
  | { kind: 'all-left-out'; paths: readonly string[] }
  /** The person wants to be another author, before anything asked. */
  | { kind: 'author-asked' }
  | { kind: 'author-given'; author: Author }
  /** A commit would go to the default branch, and nobody said yet that it may. */
  | { kind: 'default-branch-met'; retry: 'commit' | 'commit-and-push' }
  /** Commits may go there from now on, until Graft is closed. */
  | { kind: 'default-branch-accepted' }
  | { kind: 'hooks-noted' }
  | { kind: 'work-started'; work: Work }
  /** The commit of a longer piece of work is made: its message is used up, whatever comes after. */
  | { kind: 'committed' }
  | { kind: 'work-progressed'; progress: GitProgress }
  /** `notice` is null where there is nothing worth a word. `at`, in milliseconds, where the remote answered. */
  | { kind: 'work-ended'; notice: Notice | null; at: number | null }
  | { kind: 'work-failed'; trouble: Trouble }
  | { kind: 'work-cancelled' }
  /** A fetch in the background succeeded at this time, in milliseconds since the epoch. */
  | { kind: 'remote-answered'; at: number }
  /** The last commit can't be made anew: said at once, without trying. */
  | { kind: 'amend-refused'; outcome: AmendOutcome }
  | { kind: 'question-closed' }
  | { kind: 'notice-dismissed' }

/** The pane's only rule of motion. Pure; one piece of work at a time. */
export function transition<State extends WorkState>(state: State, event: RepositoryEvent): State {
  switch (event.kind) {
    case 'changes-seen':
      return withChanges(state, event.paths)
    case 'file-included':
      return { ...state, leftOut: new Set([...state.leftOut].filter((path) => path !== event.path)) }
    case 'file-left-out':
      return { ...state, leftOut: new Set([...state.leftOut, event.path]) }
    case 'all-included':
      return { ...state, leftOut: new Set() }
    case 'all-left-out':
      return { ...state, leftOut: new Set(event.paths) }
    case 'author-asked':
      return state.running === null ? { ...state, question: { kind: 'author', retry: 'nothing' } } : state
    case 'default-branch-met':
      return state.running === null
        ? { ...state, question: { kind: 'default-branch', retry: event.retry }, notice: null }
        : state
    case 'default-branch-accepted':
      return {
        ...state,
        onDefaultBranch: 'accepted',
        question: state.question?.kind === 'default-branch' ? null : state.question,
      }
    case 'author-given':
      return { ...state, author: event.author, question: state.question?.kind === 'author' ? null : state.question }
    case 'hooks-noted':
      return { ...state, hooksNoted: true }
    case 'work-started':
      return state.running === null
        ? { ...state, running: { work: event.work, progress: null }, question: null, notice: null }
        : state
    case 'committed':
      return { ...state, ...usedUp(state), running: state.running && { ...state.running, work: 'push-of-commit' } }
    case 'work-progressed':
      return state.running === null ? state : { ...state, running: { ...state.running, progress: event.progress } }
    case 'work-ended':
      return state.running === null ? state : ended(state, state.running.work, event)
    case 'work-failed':
      return state.running === null ? state : failed(state, state.running.work, event.trouble)
    case 'work-cancelled':
      return state.running === null
        ? state
        : { ...state, running: null, notice: { kind: 'cancelled', work: state.running.work } }
    case 'remote-answered':
      return { ...state, checkedAt: event.at }
    case 'amend-refused':
      return { ...state, notice: { kind: 'amend', outcome: event.outcome } }
    case 'question-closed':
      return { ...state, question: null }
    case 'notice-dismissed':
      return { ...state, notice: null }
    default:
      return writeMessage(state, event)
  }
}

/** A file that is no longer changed is no longer left out either: should it change again, it is part of the commit again. */
function withChanges<State extends WorkState>(state: State, paths: readonly string[]): State {
  if (state.leftOut.size === 0) return state
  const changed = new Set(paths)
  const leftOut = [...state.leftOut].filter((path) => changed.has(path))
  return leftOut.length === state.leftOut.size ? state : { ...state, leftOut: new Set(leftOut) }
}

function ended<State extends WorkState>(
  state: State,
  work: Work,
  { notice, at }: Extract<RepositoryEvent, { kind: 'work-ended' }>,
): State {
  const question = questionOf(notice, work)
  const isUsedUp =
    (notice?.kind === 'commit' && notice.outcome.kind === 'committed') ||
    (notice?.kind === 'amend' && notice.outcome.kind === 'amended')
  return {
    ...state,
    running: null,
    question,
    notice: question === null ? notice : null,
    checkedAt: at ?? state.checkedAt,
    ...(isUsedUp ? usedUp(state) : {}),
  }
}

/** A draft that waited while the last commit was made anew comes back. */
function usedUp({ writing }: WorkState): Partial<WorkState> {
  return writing.kind === 'amend' ? { ...USED_UP, ...writing.draft } : USED_UP
}

function questionOf(notice: Notice | null, work: Work): Question | null {
  if (notice === null || !('outcome' in notice)) return null
  if (notice.outcome.kind === 'author-needed' && isSigned(work)) return { kind: 'author', retry: work }
  if (notice.kind !== 'pull' && notice.kind !== 'update-from-default') return null
  if (notice.outcome.kind !== 'touches-other-files') return null
  return { kind: 'other-files', paths: notice.outcome.paths, of: notice.kind }
}

const SIGNED: ReadonlySet<Work> = new Set<SignedWork>([
  'commit',
  'commit-and-push',
  'amend',
  'pull',
  'update-from-default',
  'merge-into-default',
])

function isSigned(work: Work): work is SignedWork {
  return SIGNED.has(work)
}

function failed<State extends WorkState>(state: State, work: Work, trouble: Trouble): State {
  const idle = { ...state, running: null }
  const failure = trouble.kind === 'failure' && isSignInFailure(trouble.failure) ? trouble.failure : null
  const retry = retryOf(work)
  if (failure !== null && retry !== null) return { ...idle, question: { kind: 'sign-in', work, retry, failure } }
  return { ...idle, notice: { kind: 'trouble', work, trouble } }
}

function isSignInFailure(failure: FailureValue): failure is SignInFailure {
  return failure.code === 'SIGN_IN_NEEDED' || failure.code === 'SCOPE_MISSING'
}

/** What a new sign-in goes on with; the commit of *Commit and push* is made by then. */
function retryOf(work: Work): RemoteWork | null {
  switch (work) {
    case 'push':
    case 'pull':
    case 'fetch':
    case 'update-from-default':
    case 'merge-into-default':
      return work
    case 'commit-and-push':
    case 'push-of-commit':
      return 'push'
    case 'switch':
    case 'create-branch':
      return 'guest'
    case 'bring-back':
    case 'commit':
    case 'amend':
    case 'discard':
    case 'undo':
      return null
  }
}
