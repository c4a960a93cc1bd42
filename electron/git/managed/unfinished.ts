import { randomBytes } from 'node:crypto'
import { mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { systemFailure } from '../repository/system-failure.ts'
import { processStart } from '../transaction/journal.ts'

const NAME = /^\.graft-cloning-(\d+)-(\d+)-[0-9a-f]{12}$/

/** Makes the folder that a clone is made in, named after the process that makes it. Failures: NO_PERMISSION, DISK_FULL. */
export function makeUnfinished(parent: string): string {
  const folder = join(
    parent,
    `.graft-cloning-${process.pid}-${processStart(process.pid) ?? 0}-${randomBytes(6).toString('hex')}`,
  )
  try {
    mkdirSync(parent, { recursive: true })
    mkdirSync(folder)
  } catch (error) {
    throw systemFailure(error, 'clone')
  }
  return folder
}

/** Removes clones that were being made when their process ended. What cannot be removed now is tried again the next time. */
export function removeUnfinished(parent: string): void {
  let names: string[]
  try {
    names = readdirSync(parent)
  } catch {
    return
  }
  for (const name of names) {
    const [, pid, started] = NAME.exec(name) ?? []
    if (pid === undefined || started === undefined || isAtWork(Number(pid), started)) continue
    removeFolder(join(parent, name))
  }
}

export function removeFolder(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
  } catch {
    // A file in it is held by another program; the next clone tries again.
  }
}

function isAtWork(pid: number, started: string): boolean {
  try {
    process.kill(pid, 0)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ESRCH') return false
  }
  return started === '0' || processStart(pid) === started
}
