import { join } from 'node:path'
import { buildIfStale } from './build-if-stale.ts'
import { type ElectronPath, electronArguments, electronPath, isRootOnLinux } from './electron-path.ts'
import { exitCode, runChild } from './starting/child.ts'
import { displayObstacle, startObstacle } from './starting/desktop-obstacle.ts'
import { fetchElectron } from './starting/fetch-electron.ts'

const BROWSER = '--browser'

process.exitCode = await start(process.argv.slice(2))

async function start(args: readonly string[]): Promise<number> {
  if ((await buildIfStale()).kind === 'failed') return 1
  const passedOn = args.filter((argument) => argument !== BROWSER)
  if (args.includes(BROWSER)) return startBrowserHost(passedOn)

  const obstacle = displayObstacle(process.env, process.platform)
  if (obstacle !== null) return insteadOfWindow(obstacle, passedOn)
  const electron = await findOrFetch()
  if (electron.kind === 'missing') return insteadOfWindow(electron.reason, passedOn)
  const root = isRootOnLinux()
  if (root) console.log('Running as root: Chromium’s sandbox is off (--no-sandbox).')
  const ended = await runChild(electron.path, [...electronArguments(root), ...passedOn])
  const failure = startObstacle(ended)
  return failure === null ? exitCode(ended) : insteadOfWindow(failure, passedOn)
}

async function findOrFetch(): Promise<ElectronPath> {
  const found = electronPath()
  if (found.kind === 'found' || process.env['ELECTRON_OVERRIDE_DIST_PATH']) return found
  const show = progressDisplay()
  const fetched = await fetchElectron(show.line)
  show.end()
  if (fetched.kind === 'fetched') return electronPath()
  return { kind: 'missing', reason: `Electron could not be fetched: ${fetched.reason}` }
}

/** One line that is written over on a terminal; a line per tenth elsewhere. */
function progressDisplay(): { line(text: string): void; end(): void } {
  let last = ''
  return {
    line: (text) => {
      if (text === last || (!process.stdout.isTTY && !/\b(?:\d*0) %/.test(text))) return
      last = text
      process.stdout.write(process.stdout.isTTY ? `\r${text}` : `${text}\n`)
    },
    end: () => {
      if (last !== '' && process.stdout.isTTY) process.stdout.write('\n')
    },
  }
}

function insteadOfWindow(reason: string, args: readonly string[]): Promise<number> {
  console.log(`Graft opens in the browser instead of a window: ${reason}.`)
  return startBrowserHost(args)
}

async function startBrowserHost(args: readonly string[]): Promise<number> {
  return exitCode(await runChild(process.execPath, [join(import.meta.dirname, '../out/main/browser-host.js'), ...args]))
}
