import { spawn } from 'node:child_process'
import type { Log, Platform } from './platform.ts'
import { proxyFromEnvironment } from './proxy.ts'

export interface BrowserPlatformFacts {
  version: string
  dataFolder: string
  homeFolder: string
  gitWorkerFile: string
  log: Log
  env: Readonly<Record<string, string | undefined>>
  system: NodeJS.Platform
}

/** The platform of the browser host: no dialogs, no protected storage, proxies from the environment. */
export function createBrowserPlatform(facts: BrowserPlatformFacts): Platform {
  return {
    entry: 'browser',
    version: facts.version,
    dataFolder: facts.dataFolder,
    homeFolder: facts.homeFolder,
    folderPicker: { kind: 'list' },
    openInBrowser: (url) => openDefaultBrowser(url, facts.system, facts.env),
    secrets: { kind: 'memory' },
    resolveProxy: async (url) => proxyFromEnvironment(url, facts.env),
    gitWorkerFile: facts.gitWorkerFile,
    log: facts.log,
  }
}

/**
 * Hands an address to the system's default browser; rejects where there is none. On Linux that takes a screen and one of the
 * usual helpers.
 */
export async function openDefaultBrowser(
  url: string,
  system: NodeJS.Platform,
  env: Readonly<Record<string, string | undefined>>,
): Promise<void> {
  const address = new URL(url).href
  if (system === 'linux' && !env['DISPLAY'] && !env['WAYLAND_DISPLAY']) throw new Error('There is no display.')
  let problem: unknown
  for (const command of openCommands(system)) {
    try {
      return await spawnDetached(command, address)
    } catch (error) {
      problem = error
    }
  }
  throw new Error('There is no browser to open.', { cause: problem })
}

function openCommands(system: NodeJS.Platform): readonly string[][] {
  switch (system) {
    case 'darwin':
      return [['open']]
    case 'win32':
      return [['rundll32', 'url.dll,FileProtocolHandler']]
    default:
      return [['xdg-open'], ['sensible-browser'], ['x-www-browser']]
  }
}

/** Starts a command without a shell; resolves once it runs. */
function spawnDetached([program = '', ...args]: readonly string[], address: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, [...args, address], { stdio: 'ignore', detached: true })
    child.once('error', reject)
    child.once('spawn', () => {
      child.unref()
      resolve()
    })
  })
}
