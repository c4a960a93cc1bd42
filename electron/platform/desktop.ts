import { app, type BrowserWindow, dialog, type Session, safeStorage } from 'electron'
import type { CloudAddresses } from '../hosts/addresses.ts'
import { openExternal } from '../security/open-external.ts'
import type { Log, Platform } from './platform.ts'
import { proxyFromPacAnswer } from './proxy.ts'
import { createSecretBox } from './secret-box.ts'

export interface DesktopPlatformFacts {
  version: string
  dataFolder: string
  homeFolder: string
  gitWorkerFile: string
  log: Log
  cloudAddresses: CloudAddresses
  environment: Readonly<Record<string, string | undefined>>
  system: NodeJS.Platform
  session: Pick<Session, 'resolveProxy'>
  /** The window that dialogs belong to; null while there is none. */
  window(): BrowserWindow | null
}

/** The platform of the desktop: the system's dialogs, browser, vault and proxy settings. Call it once the app is ready. */
export async function createDesktopPlatform(facts: DesktopPlatformFacts): Promise<Platform> {
  return {
    entry: 'desktop',
    version: facts.version,
    dataFolder: facts.dataFolder,
    homeFolder: facts.homeFolder,
    folderPicker: { kind: 'native', pick: () => pickFolder(facts.window()) },
    cloudAddresses: facts.cloudAddresses,
    environment: facts.environment,
    openInBrowser: openExternal,
    bringToFront: () => bringToFront(facts.window(), facts.system),
    secrets: await createSecretBox(safeStorage, facts.system),
    resolveProxy: async (url) => proxyFromPacAnswer(await facts.session.resolveProxy(url)),
    gitWorkerFile: facts.gitWorkerFile,
    log: facts.log,
  }
}

function bringToFront(window: BrowserWindow | null, system: NodeJS.Platform): void {
  if (window === null) return
  if (window.isMinimized()) window.restore()
  window.show()
  // macOS keeps the browser in front until the app asks for its place; elsewhere focusing the window is enough.
  if (system === 'darwin') app.focus({ steal: true })
  window.focus()
}

async function pickFolder(window: BrowserWindow | null): Promise<string | null> {
  const options = { properties: ['openDirectory' as const, 'treatPackageAsDirectory' as const] }
  const answer = window ? await dialog.showOpenDialog(window, options) : await dialog.showOpenDialog(options)
  return answer.filePaths[0] ?? null
}
