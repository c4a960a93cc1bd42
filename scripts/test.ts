import { buildIfStale } from './build-if-stale.ts'
import { electronPath } from './electron-path.ts'
import { type StageOutcome, total } from './testing/outcome.ts'
import { STAGES, selectStages } from './testing/selection.ts'
import { findHosts, runStage } from './testing/stages.ts'
import { summaryLines } from './testing/summary.ts'

const selection = selectStages(process.argv.slice(2))
if (selection.kind === 'unknown') {
  console.error(`There is no stage “${selection.word}”. Stages: ${STAGES.join(', ')}, and e2e for both hosts.`)
  process.exit(2)
}

const missing = process.env['CI'] ? 'fail' : 'tell'
const hosts = findHosts(electronPath())
const outcomes: StageOutcome[] = []
for (const stage of selection.stages) {
  console.log(`\n━━ ${stage}`)
  outcomes.push(await runStage(stage, { hosts, build: buildIfStale, earlier: outcomes }))
}
for (const line of summaryLines(outcomes, missing)) console.log(line)
process.exitCode = total(outcomes, missing).failed > 0 ? 1 : 0
