import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { z } from 'zod'

export interface Command {
  file: string
  args: string[]
  env?: NodeJS.ProcessEnv
}

/** Runs a command with its output streamed to ours; resolves to its exit code (128 + 1 when a signal ended it). */
export function run(command: Command): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(command.file, command.args, { stdio: 'inherit', env: { ...process.env, ...command.env } })
    child.once('error', reject)
    child.once('close', (code) => resolve(code ?? 129))
  })
}

const Manifest = z.object({ bin: z.union([z.string(), z.record(z.string(), z.string())]) })

/** A command of an installed package, run by the Node that runs us: works without a shell on every system. */
export function tool(packageName: string, binName: string, args: string[], env?: NodeJS.ProcessEnv): Command {
  const manifest = createRequire(import.meta.url).resolve(`${packageName}/package.json`)
  const { bin } = Manifest.parse(JSON.parse(readFileSync(manifest, 'utf8')))
  const script = typeof bin === 'string' ? bin : bin[binName]
  if (script === undefined) throw new Error(`${packageName} has no command ${binName}`)
  return { file: process.execPath, args: [join(dirname(manifest), script), ...args], ...(env && { env }) }
}
