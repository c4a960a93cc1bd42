/** Exit code with which the desktop entry says that it started well enough to explain itself (`electron/main.ts`). */
export const EXPLAINED_EXIT = 78
/** Milliseconds within which an end with an error means that Electron did not start at all. */
const STARTING = 15_000

/** Why no window can appear on this computer, or null. */
export function displayObstacle(env: Readonly<Record<string, string | undefined>>, system: NodeJS.Platform): string | null {
  const present = system !== 'linux' || env['DISPLAY'] || env['WAYLAND_DISPLAY']
  return present ? null : 'there is no display here'
}

export interface EndedElectron {
  code: number | null
  signal: NodeJS.Signals | null
  /** Milliseconds that it ran. */
  ran: number
  stderr: string
  /** Whether we asked it to end. */
  stopped: boolean
}

/** Why Electron did not start, in one line, or null where it did and simply ended. */
export function startObstacle(ended: EndedElectron): string | null {
  const well = ended.code === 0 || ended.code === EXPLAINED_EXIT
  if (well || ended.stopped || ended.ran > STARTING) return null
  if (/SUID sandbox|No usable sandbox/i.test(ended.stderr)) {
    return 'this system does not let Electron build its sandbox (unprivileged user namespaces are restricted)'
  }
  return `Electron does not start: ${tellingLine(ended.stderr) ?? `it ended with ${ended.signal ?? `code ${ended.code}`}`}`
}

/** The first line of Chromium's output that says more than that a desktop service is missing. */
function tellingLine(stderr: string): string | null {
  const lines = stderr
    .split('\n')
    .map((line) => line.replace(/^\[[^\]]*\]\s*/, '').trim())
    .filter((line) => line !== '' && !/\bbus\b|dbus/i.test(line))
  return lines[0] ?? null
}
