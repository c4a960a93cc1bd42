import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { build } from 'vite'

const root = resolve(import.meta.dirname, '..')
const output = join(root, 'out', 'merge-file.mjs')
const entry = join(root, 'scripts', 'merge-file.ts')

/** Builds the command into one file that plain Node runs, unless it is newer than all it is made of. */
async function buildIfStale(): Promise<void> {
  const sources = [
    entry,
    join(root, 'package-lock.json'),
    ...readdirSync(join(root, 'shared', 'merge'), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
      .map((name) => join(root, 'shared', 'merge', name)),
  ]
  const newest = Math.max(...sources.map((path) => statSync(path).mtimeMs))
  if (existsSync(output) && statSync(output).mtimeMs > newest) return
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    ssr: { noExternal: true },
    build: {
      ssr: entry,
      target: 'node20.18',
      outDir: join(root, 'out'),
      // The other builds put their files beside it.
      emptyOutDir: false,
      rollupOptions: { output: { entryFileNames: 'merge-file.mjs', format: 'es', codeSplitting: false } },
    },
  })
}

await buildIfStale()
const run = spawnSync(process.execPath, [output, ...process.argv.slice(2)], { stdio: 'inherit' })
process.exitCode = run.status ?? 255
