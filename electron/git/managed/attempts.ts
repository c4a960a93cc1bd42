import { Failure } from '../../failure.ts'
import { FetchRefused, type FetchSession } from '../transport/fetch-session.ts'

/** What a server is asked to leave out of a clone. */
export interface Attempt {
  filter: 'tree:0' | 'blob:none' | null
  shallow: boolean
}

/** As little as the server says it lets go. Leaving objects out is of no use where they cannot be asked for later. */
export function firstAttempt(supports: FetchSession['supports']): Attempt {
  return { filter: supports.filter && supports.anyObject ? 'tree:0' : null, shallow: supports.shallow }
}

/**
 * What to ask for after a server refused; null where the error is no refusal, or nothing is left to do without. Servers word
 * refusals as they please: a failure of theirs that says nothing of the reason counts as one, too.
 */
export function nextAttempt({ filter, shallow }: Attempt, error: unknown): Attempt | null {
  if (!(error instanceof Failure) || error.code !== 'REMOTE_FAILED') return null
  const refused = error instanceof FetchRefused ? error.refused : filter !== null ? 'filter' : 'shallow'
  switch (refused) {
    case 'filter':
      return filter === null ? null : { filter: filter === 'tree:0' ? 'blob:none' : null, shallow }
    case 'object':
      return filter === null ? null : { filter: null, shallow }
    case 'shallow':
      return shallow ? { filter, shallow: false } : null
  }
}
