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
    openInBrowser: (url) => openDefaultBrowser(url, facts.system),
    secrets: { kind: 'memory' },
    resolveProxy: async (url) => proxyFromEnvironment(url, facts.env),
    gitWorkerFile: facts.gitWorkerFile,
    log: facts.log,
  }
}

/** Hands an address to the system's default browser; rejects where there is none. */
export function openDefaultBrowser(url: string, system: NodeJS.Platform): Promise<void> {
  const [command, ...args] = openCommand(new URL(url).href, system)
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: 'ignore', detached: true })
    child.once('error', reject)
    child.once('spawn', () => {
      child.unref()
      resolve()
    })
  })
}

/** The command that opens an address, without a shell in between. */
export function openCommand(url: string, system: NodeJS.Platform): [command: string, ...args: string[]] {
  switch (system) {
    case 'darwin':
      return ['open', url]
    case 'win32':
      return ['rundll32', 'url.dll,FileProtocolHandler', url]
    default:
      return ['xdg-open', url]
  }
}
