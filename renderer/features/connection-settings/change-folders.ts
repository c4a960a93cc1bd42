import type { Trouble } from '#renderer/trouble.ts'
import type { DirectoryReport } from '#shared/contract/connections.ts'
import type { Directories } from '#shared/domain/connection.ts'

type Which = 'schema' | 'collection'
type Reports = Record<Which, DirectoryReport>

/** Changing a connection's folders: what is typed, how it was found, and how far the change itself is. */
export interface ChangeFolders {
  typed: Record<Which, string>
  check: { kind: 'running' } | { kind: 'answered'; answer: Reports } | { kind: 'failed'; trouble: Trouble }
  change:
    | { kind: 'no' }
    | { kind: 'working' }
    /** Edits lie in folders that would be given up. */
    | { kind: 'has-edits'; paths: string[] }
    | { kind: 'failed'; trouble: Trouble }
}

export type ChangeFoldersEvent =
  | { kind: 'typed'; which: Which; directory: string }
  | { kind: 'recheck' }
  | { kind: 'checked'; typed: Record<Which, string>; answer: Reports }
  | { kind: 'check-failed'; typed: Record<Which, string>; trouble: Trouble }
  | { kind: 'change' }
  | { kind: 'refused'; answer: Reports }
  | { kind: 'has-edits'; paths: string[] }
  | { kind: 'change-failed'; trouble: Trouble }

export function changeFoldersFrom({ schema, collection }: Directories): ChangeFolders {
  return { typed: { schema, collection }, check: { kind: 'running' }, change: { kind: 'no' } }
}

/** One step of the change. What is typed stays as it is while the change is under way. */
export function changeFolders(state: ChangeFolders, event: ChangeFoldersEvent): ChangeFolders {
  switch (event.kind) {
    case 'typed':
      if (state.change.kind === 'working') return state
      return {
        typed: { ...state.typed, [event.which]: event.directory },
        check: { kind: 'running' },
        change: { kind: 'no' },
      }
    case 'recheck':
      return { ...state, check: { kind: 'running' } }
    case 'checked':
      return isAbout(state, event.typed) ? { ...state, check: { kind: 'answered', answer: event.answer } } : state
    case 'check-failed':
      return isAbout(state, event.typed) ? { ...state, check: { kind: 'failed', trouble: event.trouble } } : state
    case 'change':
      return { ...state, change: { kind: 'working' } }
    case 'refused':
      return { ...state, check: { kind: 'answered', answer: event.answer }, change: { kind: 'no' } }
    case 'has-edits':
      return { ...state, change: { kind: 'has-edits', paths: event.paths } }
    case 'change-failed':
      return { ...state, change: { kind: 'failed', trouble: event.trouble } }
  }
}

/** Whether the change may be asked for: both folders are usable, and they are not those that the connection has. */
export function readiness({ check }: ChangeFolders, now: Directories): 'ready' | 'same' | 'not-yet' {
  if (check.kind !== 'answered') return 'not-yet'
  const { schema, collection } = check.answer
  if (schema.kind !== 'usable' || collection.kind !== 'usable') return 'not-yet'
  return schema.directory === now.schema && collection.directory === now.collection ? 'same' : 'ready'
}

function isAbout({ typed }: ChangeFolders, asked: Record<Which, string>): boolean {
  return typed.schema === asked.schema && typed.collection === asked.collection
}
