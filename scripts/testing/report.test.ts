import { describe, expect, it } from 'vitest'
import { countPlaywright, countVitest } from './reports.ts'
import { selectStages } from './selection.ts'
import { summaryLines } from './summary.ts'

const lint = { kind: 'ran', stage: 'lint', counts: { passed: 1, failed: 0, skipped: 0 }, seconds: 1, problem: null } as const
const unit = { kind: 'ran', stage: 'unit', counts: { passed: 7, failed: 2, skipped: 1 }, seconds: 2, problem: null } as const
const electron = { kind: 'not-run', stage: 'electron', reason: 'no Electron here' } as const

describe('summaryLines', () => {
  it('ends with the sum, a skipped test counted as failed', () => {
    expect(summaryLines([lint, unit], 'tell').at(-1)).toBe('8 passed, 3 failed')
  })

  it('names a host that could not run with its reason, and counts it only in CI', () => {
    const told = summaryLines([lint, electron], 'tell')
    expect(told.join('\n')).toContain('electron: no Electron here')
    expect(told.at(-1)).toBe('1 passed, 0 failed')
    expect(summaryLines([lint, electron], 'fail').at(-1)).toBe('1 passed, 1 failed')
  })
})

describe('countVitest', () => {
  it('counts a file that does not load as a failure', () => {
    const report = {
      numPassedTests: 3,
      numFailedTests: 1,
      numPendingTests: 2,
      numTodoTests: 0,
      testResults: [
        { status: 'passed', assertionResults: [{}, {}, {}] },
        { status: 'failed', assertionResults: [{}] },
        { status: 'failed', assertionResults: [] },
      ],
    }
    expect(countVitest(JSON.stringify(report))).toEqual({ passed: 3, failed: 2, skipped: 2 })
  })
})

describe('countPlaywright', () => {
  it('counts flaky tests and errors outside tests as failures', () => {
    const report = { stats: { expected: 4, unexpected: 1, flaky: 1, skipped: 2 }, errors: [{}] }
    expect(countPlaywright(JSON.stringify(report))).toEqual({ passed: 4, failed: 3, skipped: 2 })
  })
})

describe('selectStages', () => {
  it('runs everything when nothing is named', () => {
    expect(selectStages([])).toMatchObject({
      stages: ['lint', 'types', 'unit', 'integration', 'build', 'electron', 'browser-host'],
    })
  })

  it('keeps the order and brings the build that a host needs', () => {
    expect(selectStages(['browser-host', 'unit'])).toEqual({ kind: 'stages', stages: ['unit', 'build', 'browser-host'] })
    expect(selectStages(['e2e'])).toEqual({ kind: 'stages', stages: ['build', 'electron', 'browser-host'] })
  })

  it('refuses a word it does not know', () => {
    expect(selectStages(['units'])).toEqual({ kind: 'unknown', word: 'units' })
  })
})
