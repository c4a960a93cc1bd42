import { oc } from '@orpc/contract'
import { FAILURES } from './failures.ts'

/** Every procedure of the contract may fail with the failures that need words; anything else is a bug. */
export const procedure = oc.errors(FAILURES)
