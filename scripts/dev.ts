import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { STAMP } from './build-if-stale.ts'
import { isRootOnLinux } from './electron-path.ts'
import { exitCode, runChild } from './starting/child.ts'
import { findOrFetchElectron } from './starting/find-or-fetch.ts'

const ROOT = join(import.meta.dirname, '..')

process.exitCode = await develop(process.argv.slice(2))

/** Runs Graft from its sources: the page reloads on change, the app starts again when the main room changes. */
async function develop(args: readonly string[]): Promise<number> {
  const electron = await findOrFetchElectron()
  if (electron.kind === 'missing') {
    console.error(`${electron.reason}. npm start -- --browser runs Graft without it.`)
    return 1
  }
  // What the development build leaves in `out/` is not what `npm start` or `npm run package` may use.
  rmSync(STAMP, { force: true })
  process.env['ELECTRON_EXEC_PATH'] = electron.path
  const options = ['--watch', '--entry', 'out/main/main.js', ...(isRootOnLinux() ? ['--noSandbox'] : [])]
  const passedOn = args.length > 0 ? ['--', ...args] : []
  const cli = join(ROOT, 'node_modules/electron-vite/bin/electron-vite.js')
  return exitCode(await runChild(process.execPath, [cli, 'dev', ...options, ...passedOn]))
}
