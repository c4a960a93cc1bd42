import type { Trouble } from '#renderer/trouble.ts'
import type { Author, GitProgress } from '#shared/domain/repository.ts'
import type { Notice, Question, Work, WorkState } from './state.ts'

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
    case 'work-progressed':
      return state.running === null ? state : { ...state, running: { ...state.running, progress: event.progress } }
    case 'work-ended':
      return state.running === null ? state : ended(state, event.notice, event.at)
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

function ended<State extends WorkState>(state: State, notice: Notice | null, at: number | null): State {
  const question = questionOf(notice)
  const committed = notice?.kind === 'commit' && notice.outcome.kind === 'committed'
  return {
    ...state,
    running: null,
    question,
    notice: question === null ? notice : null,
    checkedAt: at ?? state.checkedAt,
    summary: committed ? '' : state.summary,
    description: committed ? '' : state.description,
    leftOut: committed ? new Set() : state.leftOut,
  }
}

function questionOf(notice: Notice | null): Question | null {
  if ((notice?.kind === 'commit' || notice?.kind === 'pull') && notice.outcome.kind === 'author-needed') {
    return { kind: 'author', retry: notice.kind }
  }
  if (notice?.kind === 'pull' && notice.outcome.kind === 'touches-other-files') {
    return { kind: 'other-files', paths: notice.outcome.paths }
  }
  return null
}

function failed<State extends WorkState>(state: State, work: Work, trouble: Trouble): State {
  const idle = { ...state, running: null }
  const failure = trouble.kind === 'failure' && trouble.failure.code === 'SIGN_IN_NEEDED' ? trouble.failure : null
  if (failure?.code === 'SIGN_IN_NEEDED' && (work === 'push' || work === 'pull' || work === 'fetch')) {
    return { ...idle, question: { kind: 'sign-in', retry: work, failure: failure.data } }
  }
  return { ...idle, notice: { kind: 'trouble', work, trouble } }
}
