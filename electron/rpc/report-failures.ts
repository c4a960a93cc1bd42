import { ORPCError } from '@orpc/server'
import { FAILURES } from '#shared/contract/failures.ts'
import { Failure } from '../failure.ts'
import type { Log } from '../platform/platform.ts'

export interface FailureReporting {
  log: Log
  newId: () => string
}

/**
 * The one place where what services throw becomes what the window sees: a `Failure` keeps its code and data, an abort stays an
 * abort, wrong input is said to be so. Anything else is a bug: logged once under an id, and of it the window sees the id alone.
 */
export function toContractError(error: unknown, signal: AbortSignal | undefined, { log, newId }: FailureReporting): unknown {
  if (error instanceof Failure) return new ORPCError(error.code, { data: error.data })
  if (signal?.aborted || (error instanceof Error && error.name === 'AbortError')) return error
  if (error instanceof ORPCError && (error.code === 'BAD_REQUEST' || error.code in FAILURES)) return error
  const id = newId()
  log.error('bug', withoutContents(error), { id })
  return new ORPCError('INTERNAL_SERVER_ERROR', { data: { id } })
}

/** A failed output check carries the whole output, which may be a file's content: only the places and rules are logged. */
function withoutContents(error: unknown): unknown {
  if (!(error instanceof ORPCError)) return error
  const cause = error.cause
  const issues = cause instanceof Error && 'issues' in cause && Array.isArray(cause.issues) ? cause.issues : []
  const places = issues.map((issue: { path?: readonly unknown[]; code?: string }) => `${issue.path?.join('.')}: ${issue.code}`)
  return new Error(`${error.code} ${error.message} ${places.join(', ')}`.trim())
}

/** Maps the errors of a stream as those of a call are mapped. */
export async function* reportingStream<T, R>(
  stream: AsyncIteratorObject<T, R>,
  toError: (error: unknown) => unknown,
): AsyncGenerator<T, R, undefined> {
  try {
    for (;;) {
      const step = await stream.next()
      if (step.done) return step.value
      yield step.value
    }
  } catch (error) {
    throw toError(error)
  } finally {
    await stream.return?.()
  }
}

export function isStream(value: unknown): value is AsyncIteratorObject<unknown, unknown> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value && 'next' in value
}
