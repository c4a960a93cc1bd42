import type { Step } from './steps.ts'

/** Sequences that failed once, as short as they could be made, and what was wrong. They run before all others. */
export const KNOWN_CASES: readonly { was: string; steps: Step[] }[] = []
