import { accessSync, constants, existsSync, statSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { chromium } from '@playwright/test'

/** Facts about the machine that decide which end-to-end hosts can run. */
export interface Machine {
  platform: NodeJS.Platform
  env: Readonly<Record<string, string | undefined>>
  /** Whether an absolute path is an executable file. */
  isExecutable(file: string): boolean
}

export type Display =
  | { kind: 'present' }
  /** No screen, but a virtual one can be had by running the command through `xvfb-run` (its absolute path). */
  | { kind: 'virtual'; xvfbRun: string }
  | { kind: 'missing'; reason: string }

export type Browser = { kind: 'found'; executable: string } | { kind: 'missing'; reason: string }

export const thisMachine: Machine = {
  platform: process.platform,
  env: process.env,
  isExecutable(file) {
    try {
      accessSync(file, constants.X_OK)
      return existsSync(file) && statSync(file).isFile()
    } catch {
      return false
    }
  },
}

/** Where a window can appear: macOS and Windows always have a screen, Linux needs X11 or Wayland, real or virtual. */
export function findDisplay(machine: Machine): Display {
  if (machine.platform !== 'linux' || machine.env['DISPLAY'] || machine.env['WAYLAND_DISPLAY']) return { kind: 'present' }
  const xvfbRun = findCommand(machine, 'xvfb-run')
  if (xvfbRun !== null && findCommand(machine, 'Xvfb') !== null && findCommand(machine, 'xauth') !== null) {
    return { kind: 'virtual', xvfbRun }
  }
  return {
    kind: 'missing',
    reason: 'no display (DISPLAY is not set) and no virtual one (Xvfb, xvfb-run and xauth are not all installed)',
  }
}

const CHROMIUM_COMMANDS = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge']
const CHROMIUM_ELSEWHERE: Partial<Record<NodeJS.Platform, string[]>> = {
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  ],
  win32: [
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
    'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
    'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
  ],
}

/**
 * A Chromium for the browser host: `CHROME_PATH`, the one that Playwright keeps (`bundled`, where it would lie), then the
 * system's. Nothing is downloaded.
 */
export function findChromium(machine: Machine, bundled: string = chromium.executablePath()): Browser {
  const chosen = machine.env['CHROME_PATH']
  if (chosen) {
    if (machine.isExecutable(chosen)) return { kind: 'found', executable: chosen }
    return { kind: 'missing', reason: `CHROME_PATH names ${chosen}, which is no executable file` }
  }
  if (bundled !== '' && machine.isExecutable(bundled)) return { kind: 'found', executable: bundled }
  const onPath = CHROMIUM_COMMANDS.map((name) => findCommand(machine, name))
  const elsewhere = CHROMIUM_ELSEWHERE[machine.platform] ?? []
  const executable = [...onPath, ...elsewhere].find((file) => file !== null && machine.isExecutable(file))
  if (executable) return { kind: 'found', executable }
  return { kind: 'missing', reason: 'no Chromium: none of Playwright’s own, no CHROME_PATH, none on the PATH' }
}

function findCommand(machine: Machine, name: string): string | null {
  const folders = (machine.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '')
  return folders.map((folder) => join(folder, name)).find((file) => machine.isExecutable(file)) ?? null
}
