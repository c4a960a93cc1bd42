import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const ROOT = join(import.meta.dirname, '..')
const SOURCES = ['electron', 'renderer', 'shared', 'assets']
const SETTINGS = ['package.json', 'package-lock.json', 'electron.vite.config.ts', 'tsconfig.json']
const BUILT = ['out/main/main.js', 'out/main/browser-host.js', 'out/preload/preload.cjs', 'out/renderer/index.html']
/** Says from which sources `out/` was built. */
export const STAMP = join(ROOT, 'out/.stamp')

export type BuildOutcome = { kind: 'fresh' } | { kind: 'built' } | { kind: 'failed' }

/** Builds Graft into `out/` unless what lies there was built from the sources as they are now. */
export async function buildIfStale(): Promise<BuildOutcome> {
  const wanted = fingerprint(ROOT, SOURCES, SETTINGS)
  if (BUILT.every((file) => existsSync(join(ROOT, file))) && readStamp() === wanted) return { kind: 'fresh' }
  process.stdout.write('Building Graft … ')
  const began = Date.now()
  const result = await runBuild()
  if (result.code !== 0) {
    process.stdout.write('failed\n')
    process.stderr.write(result.output)
    return { kind: 'failed' }
  }
  writeFileSync(STAMP, wanted)
  process.stdout.write(`${((Date.now() - began) / 1000).toFixed(1)} s\n`)
  return { kind: 'built' }
}

/** One value for the names and contents of all files that go into the build; tests do not. */
export function fingerprint(root: string, folders: readonly string[], files: readonly string[]): string {
  const hash = createHash('sha256')
  for (const file of [...folders.flatMap((folder) => filesBelow(root, folder)), ...files]) {
    hash
      .update(`${file}\0`)
      .update(readFileSync(join(root, file)))
      .update('\0')
  }
  return hash.digest('hex')
}

function filesBelow(root: string, folder: string): string[] {
  if (!existsSync(join(root, folder))) return []
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => `${folder}/${name.replaceAll('\\', '/')}`)
    .filter((name) => !/\.test\.tsx?$/.test(name) && statSync(join(root, name)).isFile())
    .sort()
}

function readStamp(): string | null {
  return existsSync(STAMP) ? readFileSync(STAMP, 'utf8') : null
}

function runBuild(): Promise<{ code: number | null; output: string }> {
  const cli = join(ROOT, 'node_modules/electron-vite/bin/electron-vite.js')
  const child = spawn(process.execPath, [cli, 'build'], { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  const keep = (chunk: Buffer) => {
    output += chunk.toString('utf8')
  }
  child.stdout.on('data', keep)
  child.stderr.on('data', keep)
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => resolve({ code, output }))
  })
}
