import { buildIfStale } from './build-if-stale.ts'
import { run, tool } from './testing/command.ts'
import { findChromium, thisMachine } from './testing/hosts.ts'

const browser = findChromium(thisMachine)
if (browser.kind === 'missing') {
  console.error(`No screenshots: ${browser.reason}`)
  process.exit(1)
}
if ((await buildIfStale()).kind === 'failed') process.exit(1)
process.exitCode = await run(tool('@playwright/test', 'playwright', ['test', '--project', 'screenshots', '--reporter=list']))
