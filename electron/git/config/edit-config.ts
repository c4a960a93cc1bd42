import { chmodSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Repo } from '../repository/repo.ts'
import { isMissing, systemFailure } from '../repository/system-failure.ts'
import {
  dropPrepared,
  graftFolder,
  identify,
  moveLockIntoPlace,
  PATIENCE_MS,
  prepareLock,
  releaseLock,
  removeAbandonedLock,
  sameFile,
  takeLock,
  writeUnderLock,
} from '../transaction/lock.ts'

/**
 * Changes the text of the clone's own configuration under its lock, as `git config` does. `change` gets it as one character per
 * byte, because values of others need not be UTF-8, and gives it back as it was where nothing is to change. Returns whether it
 * changed. Failures: REPOSITORY_BUSY, NO_PERMISSION, DISK_FULL.
 */
export async function editConfig(repo: Repo, change: (text: string) => string): Promise<boolean> {
  const file = configFile(repo)
  removeAbandonedConfigLock(repo)
  const lock = prepareLock(repo.commondir)
  try {
    await takeLock(repo, lock, file)
  } catch (error) {
    dropPrepared(lock)
    throw error
  }
  try {
    const before = readFileSync(file, 'latin1')
    const after = change(before)
    if (after === before) {
      releaseLock(lock, file)
      return false
    }
    writeUnderLock(file, Buffer.from(after, 'latin1'))
    chmodSync(`${file}.lock`, statSync(file).mode & 0o777)
    moveLockIntoPlace(lock, file)
    return true
  } catch (error) {
    releaseLock(lock, file)
    throw error
  }
}

/** Removes the lock of a Graft that was killed while it held it: a link of one of its own files, and older than any edit takes. */
export function removeAbandonedConfigLock(repo: Repo): void {
  const file = configFile(repo)
  const held = identify(`${file}.lock`)
  if (held === null) return
  const folder = graftFolder(repo.commondir)
  for (const name of namesIn(folder)) {
    const prepared = join(folder, name)
    if (!name.startsWith('lock-') || !sameFile(identify(prepared), held)) continue
    const age = repo.now().getTime() - statSync(prepared).mtimeMs
    if (age > PATIENCE_MS && removeAbandonedLock(file, held)) dropPrepared({ file: prepared, identity: held })
  }
}

/** Where the configuration lies indeed: some keep it elsewhere and have a link to it. */
function configFile(repo: Repo): string {
  const file = join(repo.commondir, 'config')
  try {
    return realpathSync(file)
  } catch (error) {
    if (isMissing(error)) return file
    throw systemFailure(error, '.git/config')
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}
