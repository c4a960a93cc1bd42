import { join } from 'node:path'
import type { ObjectId } from '#shared/domain/ids.ts'
import { readShallow } from '../repository/history.ts'
import type { Repo } from '../repository/repo.ts'
import { dropPrepared, prepareLock, releaseLock, removeIfThere, replaceUnderLock, takeLock } from '../transaction/lock.ts'

/** What a server says of where history is cut off, after it sent a pack (gitprotocol-pack, "shallow-update"). */
export interface ShallowUpdate {
  shallow: ObjectId[]
  unshallow: ObjectId[]
}

/**
 * Brings the `shallow` file in line with a pack that is in place already (gitrepository-layout, "shallow"): written under its lock
 * and renamed, gone once it is empty. It comes to name no commit that is absent, and a commit stays in it as long as one of its
 * parents is absent, whatever the server said. Failures: REPOSITORY_BUSY, NO_PERMISSION, DISK_FULL.
 */
export async function updateShallow(repo: Repo, update: ShallowUpdate): Promise<{ added: ObjectId[]; removed: ObjectId[] }> {
  if (update.shallow.length === 0 && update.unshallow.length === 0) return { added: [], removed: [] }
  const file = join(repo.commondir, 'shallow')
  const lock = prepareLock(repo.commondir)
  try {
    await takeLock(repo, lock, file)
  } catch (error) {
    dropPrepared(lock)
    throw error
  }
  try {
    // Read under the lock: another Git may have moved the boundary since the server was asked.
    const before = readShallow(repo)
    const isHere = (oid: ObjectId) => repo.objects.has(oid)
    const added = update.shallow.filter((oid) => !before.has(oid) && isHere(oid))
    const removed = update.unshallow.filter((oid) => before.has(oid) && repo.objects.readCommit(oid).parents.every(isHere))
    const gone = new Set(removed)
    const after = [...before, ...added].filter((oid) => !gone.has(oid) && isHere(oid))
    if (after.length > 0) replaceUnderLock(lock, file, Buffer.from(after.map((oid) => `${oid}\n`).join('')))
    else {
      removeIfThere(file)
      releaseLock(lock, file)
    }
    // Counted along a history that has another end now.
    repo.memory.counts.clear()
    return { added: [...new Set(added)], removed: [...gone] }
  } catch (error) {
    releaseLock(lock, file)
    throw error
  }
}
