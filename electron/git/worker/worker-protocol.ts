import { FAILURES, type FailureValue } from '#shared/contract/failures.ts'
import type { GitProgress } from '#shared/domain/repository.ts'
import { Failure } from '../../failure.ts'
import type { Operation } from './operation-access.ts'

/*
 * The few messages between the main thread and the Git worker. This is no second oRPC contract on purpose: both ends are one
 * program of one version, inputs were validated at the contract already, and a worker that died has to be replaced, which needs
 * the book of open calls either way. See docs/adr/0011.
 */

export type ToWorker =
  | { kind: 'call'; id: number; operation: Operation; input: unknown }
  | { kind: 'abort'; id: number }
  /** Finish nothing, begin nothing: the thread is about to end. */
  | { kind: 'stop' }

export type FromWorker =
  | { kind: 'progress'; id: number; progress: Omit<GitProgress, 'kind'> }
  | { kind: 'done'; id: number; value: unknown }
  | { kind: 'failed'; id: number; error: CarriedError }

/** An error as plain data: a failure keeps code and data, a bug its words and stack. */
export type CarriedError =
  | { kind: 'failure'; value: FailureValue }
  | { kind: 'aborted' }
  | { kind: 'bug'; name: string; message: string; stack: string | null }

export function packError(error: unknown): CarriedError {
  if (error instanceof Failure) return { kind: 'failure', value: error.toValue() }
  if (error instanceof Error && error.name === 'AbortError') return { kind: 'aborted' }
  if (error instanceof Error) return { kind: 'bug', name: error.name, message: error.message, stack: error.stack ?? null }
  return { kind: 'bug', name: 'Error', message: String(error), stack: null }
}

export function unpackError(carried: CarriedError): Error {
  switch (carried.kind) {
    case 'failure':
      return carried.value.code in FAILURES ? new Failure(carried.value.code, carried.value.data) : new Error('Unknown failure')
    case 'aborted':
      return abortError()
    case 'bug': {
      const error = new Error(carried.message)
      error.name = carried.name
      if (carried.stack !== null) error.stack = carried.stack
      return error
    }
  }
}

export function abortError(): Error {
  return new DOMException('The operation was aborted.', 'AbortError')
}
