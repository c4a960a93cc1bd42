import { homedir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import packageJson from '../package.json' with { type: 'json' }
import { type BrowserHost, startBrowserHost } from './browser-host/server.ts'
import { createSessions } from './browser-host/sessions.ts'
import { createBrowserPlatform, openDefaultBrowser } from './platform/browser.ts'
import { readCloudAddresses } from './platform/cloud-addresses.ts'
import { dataFolder } from './platform/data-folder.ts'
import { openGraftLog } from './platform/graft-log.ts'
import type { LogFile } from './platform/log-file.ts'
import { startFailureLine } from './platform/start-failure.ts'
import { createRouter } from './rpc/router.ts'
import { createSocketServer } from './rpc/serve-socket.ts'
import { createServices, type Services } from './services.ts'

/** Milliseconds in which an address from the terminal has to be opened. */
const TOKEN_LIFETIME = 15 * 60_000

const args = process.argv.slice(2)
const home = homedir()
const folder = dataFolder({ arguments: args, env: process.env, system: process.platform, home, workingFolder: process.cwd() })

start().catch((error: unknown) => {
  process.stderr.write(`${startFailureLine(error, folder)}\n`)
  process.exitCode = 1
})

async function start(): Promise<void> {
  const log = openGraftLog(folder)
  const platform = createBrowserPlatform({
    version: packageJson.version,
    dataFolder: folder,
    homeFolder: home,
    gitWorkerFile: join(import.meta.dirname, 'git-worker.js'),
    log,
    env: process.env,
    system: process.platform,
    cloudAddresses: await readCloudAddresses({ env: process.env, workingFolder: process.cwd() }),
  })
  const services = await createServices(platform)
  const sessions = createSessions(() => Date.now(), TOKEN_LIFETIME)
  const host = await startBrowserHost({
    pageFolder: join(import.meta.dirname, '../renderer'),
    sessions,
    port: 0,
    serveSocket: createSocketServer(createRouter(services)),
  })
  closeOnSignals(host, services, log)
  const freshAddress = () => `${host.origin}/#token=${sessions.issueToken()}`
  await announce(freshAddress)
}

/** Says where Graft is, opens it if it can, and gives a fresh address for each Enter. */
async function announce(freshAddress: () => string): Promise<void> {
  const address = freshAddress()
  say(`Graft is running at ${address}`)
  say('The address works once. Press Enter for a fresh one, Ctrl+C to stop.')
  createInterface({ input: process.stdin }).on('line', () => say(freshAddress()))
  if (args.includes('--no-open')) return
  await openDefaultBrowser(address, process.platform, process.env).catch(() => {
    say('No browser could be opened here: open the address yourself.')
  })
}

/** Milliseconds after which another signal no longer is the same Ctrl+C passed on by a parent. */
const PATIENCE = 2_000

function closeOnSignals(host: BrowserHost, services: Services, log: LogFile): void {
  let closingSince: number | null = null
  const close = () => {
    if (closingSince !== null) {
      if (Date.now() - closingSince > PATIENCE) process.exit(1)
      return
    }
    closingSince = Date.now()
    host
      .close()
      .then(() => services.close())
      .catch((error: unknown) => log.error('the services did not close', error))
      .then(() => log.flush())
      .finally(() => process.exit(0))
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, close)
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}
