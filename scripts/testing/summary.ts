import { type MissingHosts, type StageOutcome, total } from './outcome.ts'

/**
 * The end of a run as lines of text: a table of the stages, then what could not run and why, and as the very last line
 * `N passed, N failed`.
 */
export function summaryLines(outcomes: readonly StageOutcome[], missing: MissingHosts): string[] {
  const rows = [['stage', 'passed', 'failed', 'skipped', 'time', ''], ...outcomes.map(row)]
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((cells) => cells[column]?.length ?? 0)))
  const table = rows.map((cells) =>
    cells
      .map((cell, column) => align(cell, column, widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  )
  const { passed, failed } = total(outcomes, missing)
  return ['', ...table, '', ...missingLines(outcomes, missing), `${passed} passed, ${failed} failed`]
}

function row(outcome: StageOutcome): string[] {
  switch (outcome.kind) {
    case 'ran': {
      const { passed, failed, skipped } = outcome.counts
      return [outcome.stage, `${passed}`, `${failed}`, `${skipped}`, `${outcome.seconds.toFixed(0)} s`, outcome.problem ?? '']
    }
    case 'prepared':
      return [outcome.stage, '', '', '', `${outcome.seconds.toFixed(0)} s`, outcome.note]
    case 'not-run':
      return [outcome.stage, '', '', '', '', 'NOT RUN']
  }
}

/** Names at the left, figures at the right of their column. */
function align(cell: string, column: number, width: number): string {
  return column >= 1 && column <= 4 ? cell.padStart(width) : cell.padEnd(width)
}

function missingLines(outcomes: readonly StageOutcome[], missing: MissingHosts): string[] {
  const lines = outcomes.flatMap((outcome) => (outcome.kind === 'not-run' ? [`  ! ${outcome.stage}: ${outcome.reason}`] : []))
  if (lines.length === 0) return []
  const consequence = missing === 'fail' ? 'CI is set, so each counts as a failure' : 'what they show is not shown by this run'
  return [`NOT RUN HERE — ${consequence}:`, ...lines, '']
}
