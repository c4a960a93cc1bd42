import { appendFile, mkdir, rename, rm, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Log } from './platform.ts'
import { redact } from './redact.ts'

export interface LogFileOptions {
  /** Absolute. Older logs lie beside it with `.1`, `.2`, … at the end. */
  file: string
  /** Size in bytes at which a new file is begun. */
  maxBytes: number
  /** How many older files stay. */
  keep: number
  now(): Date
}

export interface LogFile extends Log {
  /** Resolves when every line so far is on disk or was given up. */
  flush(): Promise<void>
}

/**
 * A log of one JSON object per line, without secrets. Lines are written in order and in the background; a log that can't be
 * written never stops the work it tells of.
 */
export function createLogFile(options: LogFileOptions): LogFile {
  let work: Promise<void> = mkdir(dirname(options.file), { recursive: true }).then(() => undefined)
  const write = (level: string, message: string, facts: Record<string, unknown>) => {
    const line = `${redact(JSON.stringify({ at: options.now().toISOString(), level, message, ...facts }))}\n`
    work = work.then(() => appendLine(options, line)).catch(() => undefined)
  }
  return {
    info: (message, facts = {}) => write('info', message, facts),
    warn: (message, facts = {}) => write('warn', message, facts),
    error: (message, error, facts = {}) => write('error', message, { ...facts, error: describeError(error) }),
    flush: () => work,
  }
}

/** An error as text: its stack and those of its causes. */
export function describeError(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const own = error.stack ?? `${error.name}: ${error.message}`
  return error.cause === undefined ? own : `${own}\ncaused by ${describeError(error.cause)}`
}

async function appendLine(options: LogFileOptions, line: string): Promise<void> {
  const size = await stat(options.file).then(
    (found) => found.size,
    () => 0,
  )
  if (size > 0 && size + Buffer.byteLength(line) > options.maxBytes) await rotate(options)
  await appendFile(options.file, line, { mode: 0o600 })
}

async function rotate({ file, keep }: LogFileOptions): Promise<void> {
  await rm(`${file}.${keep}`, { force: true })
  for (let number = keep - 1; number >= 1; number -= 1) {
    await rename(`${file}.${number}`, `${file}.${number + 1}`).catch(() => undefined)
  }
  if (keep > 0) await rename(file, `${file}.1`)
  else await rm(file, { force: true })
}
