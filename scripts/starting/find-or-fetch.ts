import { type ElectronPath, electronPath } from '../electron-path.ts'
import { fetchElectron } from './fetch-electron.ts'

/** The Electron of this machine, fetched with visible progress where there is none. */
export async function findOrFetchElectron(): Promise<ElectronPath> {
  const found = electronPath()
  if (found.kind === 'found' || process.env['ELECTRON_OVERRIDE_DIST_PATH']) return found
  const show = progressDisplay()
  const fetched = await fetchElectron(show.line)
  show.end()
  if (fetched.kind === 'fetched') return electronPath()
  return { kind: 'missing', reason: `Electron could not be fetched: ${fetched.reason}` }
}

/** One line that is written over on a terminal; a line per tenth elsewhere. */
function progressDisplay(): { line(text: string): void; end(): void } {
  let last = ''
  return {
    line: (text) => {
      if (text === last || (!process.stdout.isTTY && !/\b(?:\d*0) %/.test(text))) return
      last = text
      process.stdout.write(process.stdout.isTTY ? `\r${text}` : `${text}\n`)
    },
    end: () => {
      if (last !== '' && process.stdout.isTTY) process.stdout.write('\n')
    },
  }
}
