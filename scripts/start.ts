import { join } from 'node:path'
import { buildIfStale } from './build-if-stale.ts'
import { electronArguments, isRootOnLinux } from './electron-path.ts'
import { exitCode, runChild } from './starting/child.ts'
import { displayObstacle, startObstacle } from './starting/desktop-obstacle.ts'
import { findOrFetchElectron } from './starting/find-or-fetch.ts'

const BROWSER = '--browser'

process.exitCode = await start(process.argv.slice(2))

async function start(args: readonly string[]): Promise<number> {
  if ((await buildIfStale()).kind === 'failed') return 1
  const passedOn = args.filter((argument) => argument !== BROWSER)
  if (args.includes(BROWSER)) return startBrowserHost(passedOn)

  const obstacle = displayObstacle(process.env, process.platform)
  if (obstacle !== null) return insteadOfWindow(obstacle, passedOn)
  const electron = await findOrFetchElectron()
  if (electron.kind === 'missing') return insteadOfWindow(electron.reason, passedOn)
  const root = isRootOnLinux()
  if (root) console.log('Running as root: Chromium’s sandbox is off (--no-sandbox).')
  const ended = await runChild(electron.path, [...electronArguments(root), ...passedOn])
  const failure = startObstacle(ended)
  return failure === null ? exitCode(ended) : insteadOfWindow(failure, passedOn)
}

function insteadOfWindow(reason: string, args: readonly string[]): Promise<number> {
  console.log(`Graft opens in the browser instead of a window: ${reason}.`)
  return startBrowserHost(args)
}

async function startBrowserHost(args: readonly string[]): Promise<number> {
  return exitCode(await runChild(process.execPath, [join(import.meta.dirname, '../out/main/browser-host.js'), ...args]))
}
