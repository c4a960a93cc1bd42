import type { Trouble } from '#renderer/trouble.ts'
import type { HistoryCommit, HistoryPage, HistoryScope } from '#shared/domain/history.ts'
import type { ConnectionId } from '#shared/domain/ids.ts'

/** What is on its way: the first page, the next one, or all that is shown once more because the branch moved. */
export type Asking = 'nothing' | 'first' | 'more' | 'anew'

/** The history of one connection as far as it was looked at. */
export interface HistoryState {
  connectionId: ConnectionId
  standing: 'closed' | 'open'
  scope: HistoryScope
  search: string
  /** Newest first; of the last question that was answered. */
  commits: readonly HistoryCommit[]
  /** What follows them; null at the first commit of the branch, or before anything was answered. */
  next: string | null
  tip: string | null
  /** Whether `commits` answer the question that is asked now; until then they are those of the one before. */
  answered: 'no' | 'yes'
  asking: Asking
  /** Why the last page did not come. What is shown stays. */
  trouble: Trouble | null
  /** The commit whose message and files are shown. */
  chosen: string | null
}

export type HistoryEvent =
  | { kind: 'opened' }
  | { kind: 'closed' }
  | { kind: 'scope-chosen'; scope: HistoryScope }
  | { kind: 'search-typed'; text: string }
  | { kind: 'asked'; what: Exclude<Asking, 'nothing'> }
  | { kind: 'page-arrived'; page: HistoryPage }
  /** Everything that is shown, read once more. */
  | { kind: 'renewed'; commits: readonly HistoryCommit[]; next: string | null; tip: string | null }
  | { kind: 'failed'; trouble: Trouble }
  /** The question was taken back before it was answered. */
  | { kind: 'given-up' }
  | { kind: 'commit-chosen'; commit: string | null }

export function initialHistory(connectionId: ConnectionId): HistoryState {
  return {
    connectionId,
    standing: 'closed',
    scope: 'api',
    search: '',
    commits: [],
    next: null,
    tip: null,
    answered: 'no',
    asking: 'nothing',
    trouble: null,
    chosen: null,
  }
}

/** The history's only rule of motion. Pure. What was read stays in sight until something takes its place. */
export function transition(state: HistoryState, event: HistoryEvent): HistoryState {
  switch (event.kind) {
    case 'opened':
      return { ...state, standing: 'open' }
    case 'closed':
      return { ...state, standing: 'closed' }
    case 'scope-chosen':
      return event.scope === state.scope ? state : { ...state, scope: event.scope, answered: 'no', trouble: null }
    case 'search-typed':
      return event.text === state.search ? state : { ...state, search: event.text, answered: 'no', trouble: null }
    case 'asked':
      return { ...state, asking: event.what, trouble: null }
    case 'page-arrived':
      return withPage(state, event.page)
    case 'renewed':
      return withChoice({ ...settled(state), commits: event.commits, next: event.next, tip: event.tip })
    case 'failed':
      return { ...state, asking: 'nothing', trouble: event.trouble }
    case 'given-up':
      return { ...state, asking: 'nothing' }
    case 'commit-chosen':
      return { ...state, chosen: event.commit }
  }
}

function settled(state: HistoryState): HistoryState {
  return { ...state, asking: 'nothing', answered: 'yes', trouble: null }
}

/** A first page takes the place of what was shown; a later one follows it. Each commit is shown once. */
function withPage(state: HistoryState, { commits, next, tip }: HistoryPage): HistoryState {
  if (state.asking !== 'more') return withChoice({ ...settled(state), commits, next, tip })
  const known = new Set(state.commits.map(({ id }) => id))
  const added = commits.filter(({ id }) => !known.has(id))
  return { ...settled(state), commits: [...state.commits, ...added], next }
}

/** A commit that is not in the list any more (another scope, an amended one) is no longer the chosen one. */
function withChoice(state: HistoryState): HistoryState {
  const isThere = state.commits.some(({ id }) => id === state.chosen)
  return isThere ? state : { ...state, chosen: null }
}

/** Whether more can be asked for now by scrolling: not beside another question, and not again by itself after trouble. */
export function mayAskMore(state: HistoryState): boolean {
  return state.asking === 'nothing' && state.answered === 'yes' && state.next !== null && state.trouble === null
}
