import { Failure } from '#electron/failure.ts'
import type { ObjectId } from '#shared/domain/ids.ts'
import { isMissing } from '../repository/system-failure.ts'
import { readAlternates } from './alternates.ts'
import { freshenLoose, hasLoose, readLoose, writeLoose } from './loose.ts'
import { type CommitObject, hashObject, type ObjectType, parseCommit, parseTree, type TreeEntry } from './model.ts'
import { PackFolder } from './pack-folder.ts'

export interface StoredObject {
  type: ObjectType
  content: Buffer
}

/**
 * The objects of one repository: loose ones, packs, and those of its alternates. Reading takes only the bytes it needs from a
 * pack; calls are synchronous because they run in the worker thread and are far cheaper so.
 */
export interface ObjectStore {
  /** Failures: REPOSITORY_DAMAGED, UNSUPPORTED_REPOSITORY `missing-objects` (a partial clone that lacks it). */
  read(oid: ObjectId): StoredObject
  has(oid: ObjectId): boolean
  readBlob(oid: ObjectId): Buffer
  readTree(oid: ObjectId): TreeEntry[]
  readCommit(oid: ObjectId): CommitObject
  /**
   * Stores an object on disk, complete or not at all, and returns its id. One that is there already is not written again, but
   * made young, as Git does: nothing may refer to it, and a gc going on elsewhere takes what is old and unreferred to.
   */
  write(type: ObjectType, content: Uint8Array): ObjectId
  /** Forgets which packs there are. */
  refresh(): void
}

const TREES_KEPT = 20_000

/** `commondir` is the Git folder that holds `objects/`. */
export function openObjectStore(commondir: string): ObjectStore {
  const folders = readAlternates(commondir)
  const own = folders[0] ?? commondir
  let packs = folders.map((folder) => new PackFolder(folder))
  const trees = new Map<ObjectId, TreeEntry[]>()
  const commits = new Map<ObjectId, CommitObject>()

  const find = (oid: ObjectId): StoredObject | null => {
    try {
      return findOnce(oid)
    } catch (error) {
      if (!isMissing(error)) throw error
      // A foreign gc replaced the packs between two reads.
      refresh()
      return findOnce(oid)
    }
  }
  const findOnce = (oid: ObjectId): StoredObject | null => {
    for (const pack of packs) {
      const found = pack.read(oid)
      if (found) return found
    }
    for (const folder of folders) {
      const found = readLoose(folder, oid)
      if (found) return found
    }
    return null
  }
  const refresh = () => {
    for (const pack of packs) pack.close()
    packs = folders.map((folder) => new PackFolder(folder))
  }
  /** What is asked here is the disk, not our memory of it: a pack that a foreign gc removed holds nothing any more. */
  const freshen = (oid: ObjectId): boolean => {
    if (folders.some((folder) => freshenLoose(folder, oid))) return true
    if (packs.some((pack) => pack.isStale())) refresh()
    try {
      return packs.some((pack) => pack.freshen(oid))
    } catch (error) {
      if (isMissing(error)) return false
      throw error
    }
  }
  const store: ObjectStore = {
    read(oid) {
      let found = find(oid)
      if (!found && packs.some((pack) => pack.isStale())) {
        refresh()
        found = find(oid)
      }
      if (found) return found
      if (packs.some((pack) => pack.isPartialClone())) {
        throw new Failure('UNSUPPORTED_REPOSITORY', { feature: 'missing-objects', detail: oid })
      }
      throw new Failure('REPOSITORY_DAMAGED', { detail: `missing object ${oid}` })
    },
    has(oid) {
      const there = () => packs.some((pack) => pack.has(oid)) || folders.some((folder) => hasLoose(folder, oid))
      if (there()) return true
      if (!packs.some((pack) => pack.isStale())) return false
      refresh()
      return there()
    },
    readBlob(oid) {
      return expect(store.read(oid), 'blob', oid)
    },
    readTree(oid) {
      const known = trees.get(oid)
      if (known) return known
      const entries = parseTree(expect(store.read(oid), 'tree', oid))
      if (trees.size >= TREES_KEPT) trees.clear()
      trees.set(oid, entries)
      return entries
    },
    readCommit(oid) {
      const known = commits.get(oid)
      if (known) return known
      const commit = parseCommit(expect(store.read(oid), 'commit', oid))
      if (commits.size >= TREES_KEPT) commits.clear()
      commits.set(oid, commit)
      return commit
    },
    write(type, content) {
      const oid = hashObject(type, content)
      if (!freshen(oid)) writeLoose(own, oid, type, content)
      return oid
    },
    refresh,
  }
  return store
}

function expect(object: StoredObject, type: ObjectType, oid: ObjectId): Buffer {
  if (object.type !== type) throw new Failure('REPOSITORY_DAMAGED', { detail: `${oid} is a ${object.type}, not a ${type}` })
  return object.content
}
