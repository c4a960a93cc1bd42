import { spawn } from 'node:child_process'
import type { CloudAddresses } from '../hosts/addresses.ts'
import { isBrowsable } from '../security/external-links.ts'
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
  cloudAddresses: CloudAddresses
}

/** The platform of the browser host: no dialogs, no protected storage, proxies from the environment. */
export function createBrowserPlatform(facts: BrowserPlatformFacts): Platform {
  return {
    entry: 'browser',
    version: facts.version,
    dataFolder: facts.dataFolder,
    homeFolder: facts.homeFolder,
    folderPicker: { kind: 'list' },
    cloudAddresses: facts.cloudAddresses,
    environment: facts.env,
    openInBrowser: (url) => openIfThereIsABrowser(url, facts),
    // The page's own browser holds the window; a page can't be brought to the front from outside.
    bringToFront: () => undefined,
    secrets: { kind: 'memory' },
    resolveProxy: async (url) => proxyFromEnvironment(url, facts.env),
    gitWorkerFile: facts.gitWorkerFile,
    log: facts.log,
  }
}

async function openIfThereIsABrowser(url: string, { system, env, log }: BrowserPlatformFacts): Promise<{ opened: boolean }> {
  if (!isBrowsable(new URL(url))) throw new Error('Only https addresses are opened outside Graft.')
  try {
    await openDefaultBrowser(url, system, env)
    return { opened: true }
  } catch (error) {
    log.info('no browser could be opened', { reason: error instanceof Error ? error.message : String(error) })
    return { opened: false }
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
