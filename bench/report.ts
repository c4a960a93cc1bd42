import type { Measurement } from './suite.ts'

/** One measured case as `npm run bench -- <name> --json` prints it; `ratio` is ours divided by the peer's. */
export interface BenchLine {
  bench: string
  case: string
  metric: string
  unit: string
  ours: number
  peers: Record<string, number>
  ratio: Record<string, number>
}

/** Adds the ratios to a measurement. A peer that measured nothing (0) gets none. */
export function benchLine(bench: string, measurement: Measurement): BenchLine {
  const { case: name, metric, unit, ours, peers } = measurement
  const ratio = Object.fromEntries(
    Object.entries(peers).flatMap(([peer, value]) => (value === 0 ? [] : [[peer, significant(ours / value)]])),
  )
  const rounded = Object.fromEntries(Object.entries(peers).map(([peer, value]) => [peer, significant(value)]))
  return { bench, case: name, metric, unit, ours: significant(ours), peers: rounded, ratio }
}

/** The lines of one bench as a table for people: a row for us and one for each peer. */
export function benchTable(lines: readonly BenchLine[]): string[] {
  const rows = lines.flatMap((line) => [
    [line.case, line.metric, 'Graft', `${line.ours} ${line.unit}`, ''],
    ...Object.entries(line.peers).map(([peer, value]) => [
      '',
      '',
      peer,
      `${value} ${line.unit}`,
      line.ratio[peer] === undefined ? '' : `Graft takes ${line.ratio[peer]} × of it`,
    ]),
  ])
  const table = [['case', 'metric', 'who', 'median', ''], ...rows]
  const widths = (table[0] ?? []).map((_, column) => Math.max(...table.map((cells) => cells[column]?.length ?? 0)))
  return table.map((cells) =>
    cells
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  )
}

/** Three significant digits: what a median of a few runs can carry. */
function significant(value: number): number {
  return Number(value.toPrecision(3))
}
