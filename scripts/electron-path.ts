import { existsSync } from 'node:fs'
import { join } from 'node:path'

/** A runnable Electron on this machine: the folder it lies in and its executable. */
export type ElectronPath = { kind: 'found'; folder: string; path: string } | { kind: 'missing'; reason: string }

export interface ElectronPathFacts {
  env: Readonly<Record<string, string | undefined>>
  system: NodeJS.Platform
  /** Folder of the installed `electron` package. */
  packageFolder: string
  exists(file: string): boolean
}

const HERE: ElectronPathFacts = {
  env: process.env,
  system: process.platform,
  packageFolder: join(import.meta.dirname, '../node_modules/electron'),
  exists: existsSync,
}

/** Finds Electron where `ELECTRON_OVERRIDE_DIST_PATH` points, else where the package unpacks it. Fetches nothing. */
export function electronPath(facts: ElectronPathFacts = HERE): ElectronPath {
  const override = facts.env['ELECTRON_OVERRIDE_DIST_PATH']
  const folder = override || join(facts.packageFolder, 'dist')
  const path = join(folder, executableName(facts.system))
  if (facts.exists(path)) return { kind: 'found', folder, path }
  if (override) return { kind: 'missing', reason: `ELECTRON_OVERRIDE_DIST_PATH names ${override}, and no Electron lies there` }
  return { kind: 'missing', reason: 'Electron is not installed yet (npm start fetches it)' }
}

function executableName(system: NodeJS.Platform): string {
  switch (system) {
    case 'darwin':
      return 'Electron.app/Contents/MacOS/Electron'
    case 'win32':
      return 'electron.exe'
    default:
      return 'electron'
  }
}

/**
 * What to start Electron with: the built main room, which says for itself that it is CommonJS. As root on Linux Chromium's
 * sandbox can't be used.
 */
export function electronArguments(isRoot: boolean): string[] {
  return [join(import.meta.dirname, '../out/main'), ...(isRoot ? ['--no-sandbox'] : [])]
}

export function isRootOnLinux(): boolean {
  return process.platform === 'linux' && process.getuid?.() === 0
}
