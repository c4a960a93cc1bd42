import { spawn } from 'node:child_process'
import { dirname } from 'node:path'
import { Failure } from '#electron/failure.ts'

export type Variables = Readonly<Record<string, string | undefined>>

export interface GitRun {
  code: number | null
  stdout: string
  stderr: string
}

/** What makes `git` work on another repository than the one it is started for (git, "Environment Variables"; `git rev-parse --local-env-vars`). */
const PLACES = new Set([
  'GIT_ALTERNATE_OBJECT_DIRECTORIES',
  'GIT_CEILING_DIRECTORIES',
  'GIT_COMMON_DIR',
  'GIT_CONFIG',
  'GIT_DIR',
  'GIT_DISCOVERY_ACROSS_FILESYSTEM',
  'GIT_GRAFT_FILE',
  'GIT_IMPLICIT_WORK_TREE',
  'GIT_INDEX_FILE',
  'GIT_INDEX_VERSION',
  'GIT_INTERNAL_SUPER_PREFIX',
  'GIT_NAMESPACE',
  'GIT_NO_REPLACE_OBJECTS',
  'GIT_OBJECT_DIRECTORY',
  'GIT_PREFIX',
  'GIT_QUARANTINE_PATH',
  'GIT_REPLACE_REF_BASE',
  'GIT_SHALLOW_FILE',
  'GIT_WORK_TREE',
])

/** A Graft that was itself started by Git (from a hook, an alias) must not hand on where that Git was at work. */
function withoutPlaces(variables: Variables): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(variables).filter(([name]) => !PLACES.has(name.toUpperCase())))
}

/**
 * Runs the user's installed `git` on the clone at `root`. It never asks on a terminal or in a window, runs no hooks and starts no
 * housekeeping. It is started outside the clone, so that no `git` lying there is run in its place (Windows looks in the current folder first).
 * Failures: GIT_NOT_INSTALLED. Aborting ends it and everything it started.
 */
export function runInstalledGit(
  root: string,
  args: readonly string[],
  options: {
    neededFor: 'ssh' | 'credential-helper'
    /** The user's environment. */
    variables: Variables
    input?: string
    environment?: Record<string, string>
    signal?: AbortSignal | undefined
    onStderr?: (text: string) => void
  },
): Promise<GitRun> {
  const { neededFor, input = '', signal, onStderr } = options
  const quiet = ['core.askPass=', 'core.hooksPath=/dev/null', 'gc.auto=0', 'maintenance.auto=false', 'core.fsmonitor=false']
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted()
    // A group of its own: it has no terminal to ask on, and ends as a whole.
    const ownGroup = process.platform !== 'win32'
    const child = spawn('git', ['-C', root, ...quiet.flatMap((setting) => ['-c', setting]), ...args], {
      cwd: dirname(process.execPath),
      detached: ownGroup,
      windowsHide: true,
      stdio: ['pipe', 'pipe', 'pipe'],
      env: {
        ...withoutPlaces(options.variables),
        LC_ALL: 'C',
        GIT_TERMINAL_PROMPT: '0',
        GIT_ASKPASS: '',
        SSH_ASKPASS: '',
        SSH_ASKPASS_REQUIRE: 'never',
        GIT_OPTIONAL_LOCKS: '0',
        ...options.environment,
      },
    })
    const abort = () => {
      if (child.pid === undefined || child.exitCode !== null) return
      try {
        process.kill(ownGroup ? -child.pid : child.pid, 'SIGTERM')
      } catch {
        // It ended in the same moment.
      }
    }
    signal?.addEventListener('abort', abort, { once: true })
    let stdout = ''
    let stderr = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text
    })
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text
      onStderr?.(text)
    })
    child.on('error', (error) => {
      signal?.removeEventListener('abort', abort)
      const missing = 'code' in error && error.code === 'ENOENT'
      reject(missing ? new Failure('GIT_NOT_INSTALLED', { neededFor }, { cause: error }) : error)
    })
    child.on('close', (code) => {
      signal?.removeEventListener('abort', abort)
      if (signal?.aborted) reject(signal.reason)
      else resolve({ code, stdout, stderr })
    })
    child.stdin.on('error', () => {})
    child.stdin.end(input)
  })
}
