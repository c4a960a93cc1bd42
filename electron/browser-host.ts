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

const args = process.argv.slice(2)
const folder = dataFolder({
  arguments: args,
  env: process.env,
  system: process.platform,
  home: homedir(),
  workingFolder: process.cwd(),
})
const log = createLogFile({ file: join(folder, 'logs', 'graft.log'), maxBytes: 1_000_000, keep: 3, now: () => new Date() })
const platform = createBrowserPlatform({
  version: packageJson.version,
  dataFolder: folder,
  homeFolder: homedir(),
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
const say = (line: string) => process.stdout.write(`${line}\n`)
const address = () => `${host.origin}/#token=${sessions.issueToken()}`
say(`Graft is at ${address()}`)
createInterface({ input: process.stdin }).on('line', () => say(`Graft is at ${address()}`))
if (!args.includes('--no-open')) await openDefaultBrowser(address(), process.platform).catch(() => undefined)
