import { randomBytes } from 'node:crypto'
import { closeSync, fsyncSync, linkSync, lstatSync, mkdirSync, openSync, renameSync, unlinkSync, writeSync } from 'node:fs'
import { basename, dirname, join, relative } from 'node:path'
import { Failure } from '#electron/failure.ts'
import type { Repo } from '../repository/repo.ts'
import { alreadyExists, isMissing, notOffered, systemFailure } from '../repository/system-failure.ts'

/** Names one file of a disk, whatever it is called. */
export interface FileIdentity {
  dev: string
  ino: string
}

/** A file that can become a lock: made, and its identity known, before the lock is taken. */
export interface PreparedLock {
  file: string
  identity: FileIdentity
}

/** How long another program at work is waited for. */
export const PATIENCE_MS = 4000

export function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds))
}

export function identify(file: string): FileIdentity | null {
  const stat = lstatSync(file, { bigint: true, throwIfNoEntry: false })
  return stat ? { dev: String(stat.dev), ino: String(stat.ino) } : null
}

export function sameFile(a: FileIdentity | null, b: FileIdentity | null): boolean {
  return a !== null && b !== null && a.dev === b.dev && a.ino === b.ino
}

/** Graft's own folder within a Git folder. */
export function graftFolder(gitFolder: string): string {
  return join(gitFolder, 'graft')
}

/** Makes an empty file that `takeLock` will link to a lock's name. It lies in Graft's own folder, on the lock's file system. */
export function prepareLock(gitFolder: string): PreparedLock {
  const folder = graftFolder(gitFolder)
  const file = join(folder, `lock-${randomBytes(8).toString('hex')}`)
  try {
    mkdirSync(folder, { recursive: true })
    closeSync(openSync(file, 'wx', 0o666))
  } catch (error) {
    throw systemFailure(error, 'graft')
  }
  const identity = identify(file)
  if (!identity) throw new Error('A file that was just made is gone.')
  return { file, identity }
}

/**
 * Takes `<target>.lock` by linking the prepared file to it, waiting a few seconds for another program.
 * Failures: REPOSITORY_BUSY, NO_PERMISSION, DISK_FULL.
 */
export async function takeLock(repo: Repo, prepared: PreparedLock, target: string): Promise<void> {
  const lock = `${target}.lock`
  const until = Date.now() + PATIENCE_MS
  for (let delay = 10; ; delay = Math.min(delay * 2, 250)) {
    try {
      mkdirSync(dirname(lock), { recursive: true })
      linkOrMove(prepared.file, lock)
      return
    } catch (error) {
      if (!alreadyExists(error)) throw systemFailure(error, relative(repo.root, lock))
      if (Date.now() >= until) throw new Failure('REPOSITORY_BUSY', { lock: relative(repo.root, lock) }, { cause: error })
    }
    await pause(delay)
  }
}

/** Where the file system knows no hard links the lock is made anew, exclusively, and the prepared file is given up. */
function linkOrMove(prepared: string, lock: string): void {
  try {
    linkSync(prepared, lock)
  } catch (error) {
    if (!notOffered(error)) throw error
    closeSync(openSync(lock, 'wx', 0o666))
  }
}

/** Writes the target's new content into the lock that we hold. Failures: DISK_FULL, NO_PERMISSION. */
export function writeUnderLock(target: string, content: Uint8Array): void {
  try {
    const handle = openSync(`${target}.lock`, 'r+')
    try {
      let at = 0
      while (at < content.length) at += writeSync(handle, content, at)
      fsyncSync(handle)
    } finally {
      closeSync(handle)
    }
  } catch (error) {
    throw systemFailure(error, basename(target))
  }
}

/** Gives the lock, with what was written into it, the target's name. */
export function moveLockIntoPlace(prepared: PreparedLock, target: string): void {
  renameSync(`${target}.lock`, target)
  dropPrepared(prepared)
}

export function replaceUnderLock(prepared: PreparedLock, target: string, content: Uint8Array): void {
  writeUnderLock(target, content)
  moveLockIntoPlace(prepared, target)
}

/** Gives the lock up, leaving the target as it was. */
export function releaseLock(prepared: PreparedLock, target: string): void {
  removeIfThere(`${target}.lock`)
  dropPrepared(prepared)
}

export function dropPrepared(prepared: PreparedLock): void {
  removeIfThere(prepared.file)
}

/** Removes a lock that a dead process left, and only if it is that very file. Returns whether it was. */
export function removeAbandonedLock(target: string, identity: FileIdentity): boolean {
  if (!sameFile(identify(`${target}.lock`), identity)) return false
  removeIfThere(`${target}.lock`)
  return true
}

export function removeIfThere(file: string): void {
  try {
    unlinkSync(file)
  } catch (error) {
    if (!isMissing(error)) throw error
  }
}
