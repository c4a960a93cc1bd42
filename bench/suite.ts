/** One measured case: our figure and each peer's, from the same run. Lower is better unless the metric says otherwise. */
export interface Measurement {
  case: string
  metric: string
  unit: string
  ours: number
  peers: Record<string, number>
}

/** What `npm run bench -- <name>` runs. */
export interface BenchSuite {
  name: string
  /** `subject` is the word after the name, where the bench takes one. */
  run(report: (measurement: Measurement) => void, subject?: string): Promise<void>
}
