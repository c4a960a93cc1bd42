import { homedir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import packageJson from '../package.json' with { type: 'json' }
import { startBrowserHost } from './browser-host/server.ts'
import { createSessions } from './browser-host/sessions.ts'
import { createBrowserPlatform, openDefaultBrowser } from './platform/browser.ts'
import { dataFolder } from './platform/data-folder.ts'
import { createLogFile } from './platform/log-file.ts'
import { createSocketServer } from './rpc/serve-socket.ts'
import { createStandInRouter } from './stand-in.ts'

const TOKEN_LIFETIME = 15 * 60_000

async function run(args: readonly string[]): Promise<void> {
  const home = homedir()
  const folder = dataFolder({ arguments: args, env: process.env, system: process.platform, home, workingFolder: process.cwd() })
  const log = createLogFile({ file: join(folder, 'logs', 'graft.log'), maxBytes: 1_000_000, keep: 3, now: () => new Date() })
  const platform = createBrowserPlatform({
    version: packageJson.version,
    dataFolder: folder,
    homeFolder: home,
    gitWorkerFile: join(import.meta.dirname, 'git-worker.js'),
    log,
    env: process.env,
    system: process.platform,
  })
  const sessions = createSessions(() => Date.now(), TOKEN_LIFETIME)
  const host = await startBrowserHost({
    pageFolder: join(import.meta.dirname, '../renderer'),
    sessions,
    port: 0,
    serveSocket: createSocketServer(createStandInRouter(platform)),
  })
  const address = () => `${host.origin}/#token=${sessions.issueToken()}`
  say(`Graft is at ${address()}`)
  createInterface({ input: process.stdin }).on('line', () => say(`Graft is at ${address()}`))
  if (!args.includes('--no-open')) await openDefaultBrowser(address(), process.platform).catch(() => undefined)
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}

void run(process.argv.slice(2))
