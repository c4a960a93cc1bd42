import type { Message, WorkState } from './state.ts'

export type MessageEvent =
  | { kind: 'summary-typed'; text: string }
  | { kind: 'description-typed'; text: string }
  /** One step back through `earlier`, newest first; the first step sets the draft aside. */
  | { kind: 'earlier-recalled'; earlier: readonly Message[] }
  /** One step towards the draft, which comes back at the end. */
  | { kind: 'later-recalled' }
  /** The last commit's message is in the fields, to be made anew. */
  | { kind: 'amend-begun'; commit: string; message: Message }
  | { kind: 'amend-left' }
  /** The clone is at this commit; null before the first. */
  | { kind: 'head-seen'; commit: string | null }
  /** The next commit goes onto a new branch; its name so far. */
  | { kind: 'branch-named'; name: string }
  | { kind: 'branch-unnamed' }

/** What was written is in a commit now: the fields are empty again, and the next commit goes to the branch that is checked out. */
export const USED_UP: Pick<WorkState, 'summary' | 'description' | 'leftOut' | 'writing' | 'recall' | 'onto'> = {
  summary: '',
  description: '',
  leftOut: new Set(),
  writing: { kind: 'new' },
  recall: null,
  onto: { kind: 'current' },
}

/** How the message and its target move as a person writes. Pure. */
export function writeMessage<State extends WorkState>(state: State, event: MessageEvent): State {
  switch (event.kind) {
    case 'summary-typed':
      return { ...state, summary: event.text, recall: null }
    case 'description-typed':
      return { ...state, description: event.text, recall: null }
    case 'earlier-recalled':
      return recalled(state, event.earlier)
    case 'later-recalled':
      return later(state)
    case 'amend-begun': {
      const draft = state.writing.kind === 'amend' ? state.writing.draft : messageOf(state)
      const writing = { kind: 'amend', commit: event.commit, draft } as const
      return { ...state, ...event.message, writing, recall: null, onto: { kind: 'current' }, notice: null }
    }
    case 'amend-left':
      return state.writing.kind === 'amend'
        ? { ...state, ...state.writing.draft, writing: { kind: 'new' }, recall: null }
        : state
    case 'head-seen':
      return withHead(state, event.commit)
    case 'branch-named':
      return { ...writeMessage(state, { kind: 'amend-left' }), onto: { kind: 'new-branch', name: event.name } }
    case 'branch-unnamed':
      return { ...state, onto: { kind: 'current' } }
  }
}

function messageOf({ summary, description }: Message): Message {
  return { summary, description }
}

function recalled<State extends WorkState>(state: State, earlier: readonly Message[]): State {
  const recall = state.recall ?? { earlier, at: -1, draft: messageOf(state) }
  const at = recall.at + 1
  const message = recall.earlier[at]
  return message === undefined ? state : { ...state, ...message, recall: { ...recall, at } }
}

function later<State extends WorkState>(state: State): State {
  const { recall } = state
  if (recall === null) return state
  const at = recall.at - 1
  const message = recall.earlier[at]
  return message === undefined
    ? { ...state, ...recall.draft, recall: null }
    : { ...state, ...message, recall: { ...recall, at } }
}

/**
 * Another commit than the one that is being made anew is the last one: its message must not end up there. What was typed stays
 * in the fields unless a draft waits for them.
 */
function withHead<State extends WorkState>(state: State, commit: string | null): State {
  const { writing } = state
  if (writing.kind !== 'amend' || writing.commit === commit) return state
  const hasDraft = writing.draft.summary !== '' || writing.draft.description !== ''
  return { ...state, ...(hasDraft ? writing.draft : messageOf(state)), writing: { kind: 'new' }, recall: null }
}
