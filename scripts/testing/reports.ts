import { z } from 'zod'
import type { Counts } from './outcome.ts'

const VitestReport = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number(),
  testResults: z.array(z.object({ status: z.string(), assertionResults: z.array(z.unknown()) })),
})

/**
 * Counts from the text of vitest's JSON report. A file that could not even be loaded holds no test and counts as one failure.
 * Format: https://vitest.dev/guide/reporters#json-reporter
 */
export function countVitest(report: string): Counts {
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults } = VitestReport.parse(JSON.parse(report))
  const unloadable = testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0).length
  return { passed: numPassedTests, failed: numFailedTests + unloadable, skipped: numPendingTests + numTodoTests }
}

const PlaywrightReport = z.object({
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number(), skipped: z.number() }),
  errors: z.array(z.unknown()),
})

/**
 * Counts from the text of Playwright's JSON report. Errors outside tests (a spec that does not load) count as failures, and so
 * does a test that passed only when tried again. Format: https://playwright.dev/docs/test-reporters#json-reporter
 */
export function countPlaywright(report: string): Counts {
  const { stats, errors } = PlaywrightReport.parse(JSON.parse(report))
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky + errors.length, skipped: stats.skipped }
}
