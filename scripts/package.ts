import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { listPackage } from '@electron/asar'
import { missingFuses, wrongFuses } from '#electron/security/fuses.ts'
import { buildIfStale } from './build-if-stale.ts'
import { readFuses } from './packaging/read-fuses.ts'

const ROOT = join(import.meta.dirname, '..')
const DIST = join(ROOT, 'dist')

process.exitCode = await packageGraft(process.argv.slice(2))

/** Builds Graft's packages for this system, or only their folder with `--dir`, and checks what came out. */
async function packageGraft(args: readonly string[]): Promise<number> {
  if ((await buildIfStale()).kind === 'failed') return 1
  rmSync(DIST, { recursive: true, force: true })
  const cli = join(ROOT, 'node_modules/electron-builder/cli.js')
  const built = spawnSync(process.execPath, [cli, ...givenElectron(), ...args], { cwd: ROOT, stdio: 'inherit' })
  if (built.status !== 0) return built.status ?? 1
  const problems = (await Promise.all(unpackedApps().map(check))).flat()
  for (const problem of problems) console.error(problem)
  return problems.length === 0 ? 0 : 1
}

/** Packs the Electron that lies in `ELECTRON_OVERRIDE_DIST_PATH`, under its own version, instead of fetching one. */
function givenElectron(): string[] {
  const folder = process.env['ELECTRON_OVERRIDE_DIST_PATH']
  if (!folder) return []
  const version = readFileSync(join(folder, 'version'), 'utf8').trim().replace(/^v/, '')
  return [`-c.electronDist=${folder}`, `-c.electronVersion=${version}`]
}

interface UnpackedApp {
  binary: string
  archive: string
}

function unpackedApps(): UnpackedApp[] {
  return readdirSync(DIST)
    .map((name) => join(DIST, name))
    .flatMap((folder) => [
      { binary: join(folder, 'graft'), archive: join(folder, 'resources/app.asar') },
      { binary: join(folder, 'Graft.exe'), archive: join(folder, 'resources/app.asar') },
      { binary: join(folder, 'Graft.app'), archive: join(folder, 'Graft.app/Contents/Resources/app.asar') },
    ])
    .filter((app) => existsSync(app.binary) && existsSync(app.archive))
}

/** What is wrong with a packed app, a line each; says what was found right. */
async function check(app: UnpackedApp): Promise<string[]> {
  const fuses = await readFuses(app.binary)
  const wrong = wrongFuses(fuses)
  const foreign = listPackage(app.archive, { isPack: false })
    .map((name) => name.replaceAll('\\', '/'))
    .filter((name) => name !== '/out' && !name.startsWith('/out/') && name !== '/package.json')
  const unknown = missingFuses(fuses)
  if (wrong.length === 0)
    console.log(`fuses of ${app.binary}: as required${unknown.length > 0 ? ` (not known to it: ${unknown})` : ''}`)
  return [
    ...wrong.map((name) => `${app.binary}: the fuse ${name} does not stand as electron/security/fuses.ts requires`),
    ...foreign.slice(0, 10).map((name) => `${app.archive}: ${name} does not belong into the archive`),
  ]
}
