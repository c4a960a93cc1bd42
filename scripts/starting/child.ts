import { type ChildProcess, spawn } from 'node:child_process'

const FORWARDED = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

export interface Ended {
  code: number | null
  signal: NodeJS.Signals | null
  ran: number
  stderr: string
  stopped: boolean
}

/** How much of what a child says on its error stream is kept, in characters. */
const KEPT = 20_000

/**
 * Runs a program to its end. Signals to this process are passed on and this process stays until the child has gone, so that
 * Ctrl+C leaves nothing running. Standard output and input are shared; the error stream is shown and kept.
 */
export function runChild(command: string, args: readonly string[]): Promise<Ended> {
  const began = Date.now()
  const child = spawn(command, args, { stdio: ['inherit', 'inherit', 'pipe'] })
  let stopped = false
  let stderr = ''
  const stop = forwardSignals(child, () => {
    stopped = true
  })
  child.stderr.on('data', (chunk: Buffer) => {
    process.stderr.write(chunk)
    if (stderr.length < KEPT) stderr += chunk.toString('utf8')
  })
  return new Promise((resolve, reject) => {
    child.once('error', (error) => {
      stop()
      reject(error)
    })
    child.once('close', (code, signal) => {
      stop()
      resolve({ code, signal, ran: Date.now() - began, stderr, stopped })
    })
  })
}

function forwardSignals(child: ChildProcess, onSignal: () => void): () => void {
  const handlers = FORWARDED.map((signal) => {
    const handler = () => {
      onSignal()
      child.kill(signal)
    }
    process.on(signal, handler)
    return { signal, handler }
  })
  return () => {
    for (const { signal, handler } of handlers) process.off(signal, handler)
  }
}

/** The exit code that a shell would show for an end. */
export function exitCode({ code, signal, stopped }: Pick<Ended, 'code' | 'signal' | 'stopped'>): number {
  if (code !== null) return code
  if (stopped) return 130
  return signal === null ? 1 : 128 + (SIGNAL_NUMBERS[signal] ?? 1)
}

const SIGNAL_NUMBERS: Readonly<Partial<Record<NodeJS.Signals, number>>> = {
  SIGHUP: 1,
  SIGINT: 2,
  SIGABRT: 6,
  SIGTRAP: 5,
  SIGKILL: 9,
  SIGSEGV: 11,
  SIGTERM: 15,
}
