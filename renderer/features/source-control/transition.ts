import type { Trouble } from '#renderer/trouble.ts'
import type { FailureValue } from '#shared/contract/failures.ts'
import type { Author, GitProgress } from '#shared/domain/repository.ts'
import type { Notice, Question, SignInFailure, Work, WorkState } from './state.ts'

export type RepositoryEvent =
  /** The clone's status was read; these are its changed files. */
  | { kind: 'changes-seen'; paths: readonly string[] }
  | { kind: 'file-included'; path: string }
  | { kind: 'file-left-out'; path: string }
  | { kind: 'all-included' }
  | { kind: 'all-left-out'; paths: readonly string[] }
  | { kind: 'summary-typed'; text: string }
  | { kind: 'description-typed'; text: string }
  | { kind: 'author-given'; author: Author }
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
    case 'summary-typed':
      return { ...state, summary: event.text }
    case 'description-typed':
      return { ...state, description: event.text }
    case 'author-given':
      return { ...state, author: event.author, question: state.question?.kind === 'author' ? null : state.question }
    case 'hooks-noted':
      return { ...state, hooksNoted: true }
    case 'work-started':
      return state.running === null
        ? { ...state, running: { work: event.work, progress: null }, question: null, notice: null }
        : state
    case 'committed':
      return { ...state, ...USED_UP, running: state.running && { ...state.running, work: 'push-of-commit' } }
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
    case 'question-closed':
      return { ...state, question: null }
    case 'notice-dismissed':
      return { ...state, notice: null }
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
  const committed = notice?.kind === 'commit' && notice.outcome.kind === 'committed'
  return {
    ...state,
    running: null,
    question,
    notice: question === null ? notice : null,
    checkedAt: at ?? state.checkedAt,
    ...(committed ? USED_UP : {}),
  }
}

const USED_UP: Pick<WorkState, 'summary' | 'description' | 'leftOut'> = { summary: '', description: '', leftOut: new Set() }

function questionOf(notice: Notice | null, work: Work): Question | null {
  if ((notice?.kind === 'commit' || notice?.kind === 'pull') && notice.outcome.kind === 'author-needed') {
    return { kind: 'author', retry: work === 'commit-and-push' ? work : notice.kind }
  }
  if (notice?.kind === 'pull' && notice.outcome.kind === 'touches-other-files') {
    return { kind: 'other-files', paths: notice.outcome.paths }
  }
  return null
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
function retryOf(work: Work): Extract<Question, { kind: 'sign-in' }>['retry'] | null {
  switch (work) {
    case 'push':
    case 'pull':
    case 'fetch':
      return work
    case 'commit-and-push':
    case 'push-of-commit':
      return 'push'
    case 'commit':
    case 'discard':
    case 'undo':
      return null
  }
}
