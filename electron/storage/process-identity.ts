import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'

/**
 * Names one run of one process, so that a reused process id is not taken for the process that once had it. Null where there is
 * no such process. Linux: boot id and start time (proc(5), field 22 of `stat`); macOS: `ps -o lstart`; elsewhere only that it
 * is alive.
 */
export async function processIdentity(pid: number): Promise<string | null> {
  if (!isAlive(pid)) return null
  if (process.platform === 'linux') {
    try {
      const [stat, boot] = await Promise.all([
        readFile(`/proc/${pid}/stat`, 'utf8'),
        readFile('/proc/sys/kernel/random/boot_id', 'utf8'),
      ])
      // The command name, in parentheses, may hold spaces; the fields after it do not.
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
      return fields[0] === 'Z' ? null : `${boot.trim()}:${fields[19]}`
    } catch {
      return 'alive'
    }
  }
  if (process.platform === 'darwin') {
    try {
      const { stdout } = await promisify(execFile)('/bin/ps', ['-o', 'lstart=', '-p', String(pid)], { env: { LC_ALL: 'C' } })
      return stdout.trim() || null
    } catch {
      return null
    }
  }
  return 'alive'
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
