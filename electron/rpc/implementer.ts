import { implement } from '@orpc/server'
import { contract } from '#shared/contract/index.ts'
import { type FailureReporting, isStream, reportingStream, toContractError } from './report-failures.ts'

/** The contract with failures mapped, to be implemented domain by domain. */
export function implementer(reporting: FailureReporting) {
  return implement(contract).use(async ({ next, signal }) => {
    const toError = (error: unknown): unknown => toContractError(error, signal, reporting)
    try {
      const result = await next()
      return isStream(result.output) ? { ...result, output: reportingStream(result.output, toError) } : result
    } catch (error) {
      throw toError(error)
    }
  })
}

export type Implementer = ReturnType<typeof implementer>
