/** How many tests a report speaks of. `skipped` ones did not run, whatever the reason. */
export interface Counts {
  passed: number
  failed: number
  skipped: number
}

/** What became of one stage of `npm test`. */
export type StageOutcome =
  | { kind: 'ran'; stage: string; counts: Counts; seconds: number; problem: string | null }
  /** An aid such as the build: counted only when it fails. */
  | { kind: 'prepared'; stage: string; seconds: number; note: string }
  | { kind: 'not-run'; stage: string; reason: string }

/** Whether a stage that could not run is a failure (`CI`), or only said (a developer's machine). */
export type MissingHosts = 'fail' | 'tell'

/** Adds up the stages. A skipped test counts as failed: it was expected to show something and did not. */
export function total(outcomes: readonly StageOutcome[], missing: MissingHosts): { passed: number; failed: number } {
  let passed = 0
  let failed = 0
  for (const outcome of outcomes) {
    if (outcome.kind === 'ran') {
      passed += outcome.counts.passed
      failed += outcome.counts.failed + outcome.counts.skipped
    } else if (outcome.kind === 'not-run' && missing === 'fail') {
      failed += 1
    }
  }
  return { passed, failed }
}
