import { ORPCError } from '@orpc/client'
import { FAILURES, type FailureCode, type FailureValue } from '#shared/contract/failures.ts'
import { HostLost } from './host-link.ts'

/** Why a call to the contract did not answer: a failure that has words, a host that is away, or a bug that only has an error. */
export type Trouble = { kind: 'failure'; failure: FailureValue } | { kind: 'host-lost' } | { kind: 'bug'; error: unknown }

/** Sorts what a call threw. Only failures that the contract defined, with data of the right shape, count as failures. */
export function troubleOf(error: unknown): Trouble {
  const failure = failureOf(error)
  if (failure !== null) return { kind: 'failure', failure }
  return error instanceof HostLost ? { kind: 'host-lost' } : { kind: 'bug', error }
}

function failureOf(error: unknown): FailureValue | null {
  if (!(error instanceof ORPCError) || !isFailureCode(error.code)) return null
  const data = FAILURES[error.code].data.safeParse(error.data)
  // The pair was checked by the code's own schema on the line above, which the compiler can't follow through the lookup.
  return data.success ? ({ code: error.code, data: data.data } as FailureValue) : null
}

function isFailureCode(code: unknown): code is FailureCode {
  return typeof code === 'string' && Object.hasOwn(FAILURES, code)
}
