import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Command, run, tool } from './command.ts'
import { type Browser, type Display, findChromium, findDisplay, thisMachine } from './hosts.ts'
import type { Counts, StageOutcome } from './outcome.ts'
import { countPlaywright, countVitest } from './reports.ts'
import type { StageName } from './selection.ts'

/** What the build and the two hosts need to be known by; found once, before the first stage. */
export interface Hosts {
  electron: { kind: 'found'; folder: string } | { kind: 'missing'; reason: string }
  display: Display
  chromium: Browser
}

/** What a stage may lean on: the hosts, and how the stages before it ended. */
export interface StageContext {
  hosts: Hosts
  build(): Promise<{ kind: 'fresh' | 'built' } | { kind: 'failed' }>
  earlier: readonly StageOutcome[]
}

export function findHosts(electron: Hosts['electron']): Hosts {
  return { electron, display: findDisplay(thisMachine), chromium: findChromium(thisMachine) }
}

/** Runs one stage to its end, its output streamed, and says how it went. */
export async function runStage(stage: StageName, context: StageContext): Promise<StageOutcome> {
  switch (stage) {
    case 'lint':
      return asOneTest(stage, tool('@biomejs/biome', 'biome', ['check', '.']))
    case 'types':
      return asOneTest(stage, tool('typescript', 'tsc', ['--noEmit']))
    case 'unit':
    case 'integration':
      return withReport(stage, countVitest, (report) =>
        tool('vitest', 'vitest', [
          'run',
          '--project',
          stage,
          '--reporter=default',
          '--reporter=json',
          `--outputFile.json=${report}`,
        ]),
      )
    case 'build':
      return build(context)
    case 'electron':
      return endToEnd(stage, context, electronObstacle(context.hosts))
    case 'browser-host':
      return endToEnd(stage, context, context.hosts.chromium.kind === 'missing' ? context.hosts.chromium.reason : null)
  }
}

async function build(context: StageContext): Promise<StageOutcome> {
  const started = performance.now()
  const result = await context.build()
  const seconds = since(started)
  if (result.kind === 'failed') {
    return { kind: 'ran', stage: 'build', counts: { passed: 0, failed: 1, skipped: 0 }, seconds, problem: 'the build failed' }
  }
  return { kind: 'prepared', stage: 'build', seconds, note: result.kind === 'fresh' ? 'up to date' : 'built' }
}

function electronObstacle({ electron, display }: Hosts): string | null {
  if (electron.kind === 'missing') return electron.reason
  return display.kind === 'missing' ? display.reason : null
}

async function endToEnd(
  stage: 'electron' | 'browser-host',
  context: StageContext,
  obstacle: string | null,
): Promise<StageOutcome> {
  if (obstacle !== null) return { kind: 'not-run', stage, reason: obstacle }
  if (context.earlier.some((outcome) => outcome.kind === 'ran' && outcome.stage === 'build' && outcome.counts.failed > 0)) {
    return { kind: 'not-run', stage, reason: 'the build failed' }
  }
  return withReport(stage, countPlaywright, (report) => {
    const command = tool('@playwright/test', 'playwright', ['test', '--project', stage, '--reporter=list,json'], {
      PLAYWRIGHT_JSON_OUTPUT_FILE: report,
    })
    return stage === 'electron' ? onScreen(command, context.hosts.display) : command
  })
}

/** The same command on a virtual screen where there is no real one. */
export function onScreen(command: Command, display: Display): Command {
  if (display.kind !== 'virtual') return command
  const screen = ['--auto-servernum', '--server-args=-screen 0 1440x1000x24']
  return { ...command, file: display.xvfbRun, args: [...screen, command.file, ...command.args] }
}

async function asOneTest(stage: string, command: Command): Promise<StageOutcome> {
  const started = performance.now()
  const code = await run(command)
  const counts = { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0 }
  return { kind: 'ran', stage, counts, seconds: since(started), problem: code === 0 ? null : `exit code ${code}` }
}

/** Runs a test runner that leaves a JSON report. No report, or a failure it does not speak of, is one failure more. */
async function withReport(
  stage: string,
  count: (report: string) => Counts,
  command: (report: string) => Command,
): Promise<StageOutcome> {
  const folder = mkdtempSync(join(tmpdir(), 'graft-test-'))
  const started = performance.now()
  try {
    const report = join(folder, 'report.json')
    const code = await run(command(report))
    const counts = readCounts(report, count)
    if (counts === null) {
      const nothing = { passed: 0, failed: 1, skipped: 0 }
      return { kind: 'ran', stage, counts: nothing, seconds: since(started), problem: `exit code ${code}, no report` }
    }
    const silent = code !== 0 && counts.failed === 0
    const problem = silent ? `exit code ${code} although no test failed` : counts.passed === 0 ? 'no test passed' : null
    const failed = counts.failed + (silent || (counts.passed === 0 && counts.failed === 0) ? 1 : 0)
    return { kind: 'ran', stage, counts: { ...counts, failed }, seconds: since(started), problem }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function readCounts(report: string, count: (report: string) => Counts): Counts | null {
  let text: string
  try {
    text = readFileSync(report, 'utf8')
  } catch {
    return null
  }
  return count(text)
}

function since(started: number): number {
  return (performance.now() - started) / 1000
}
