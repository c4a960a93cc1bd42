import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Failure } from '#electron/failure.ts'
import type { ObjectId } from '#shared/domain/ids.ts'
import {
  dropPrepared,
  moveLockIntoPlace,
  type PreparedLock,
  prepareLock,
  releaseLock,
  removeIfThere,
  takeLock,
  writeUnderLock,
} from '../transaction/lock.ts'
import { removeEmptyFolders } from '../working-folder/empty-folders.ts'
import { appendReflog, removeReflog } from './reflog.ts'
import type { Repo } from './repo.ts'
import { isMissing } from './system-failure.ts'

export interface Ref {
  /** Full name, such as `refs/heads/main`. */
  name: string
  oid: ObjectId
}

export interface RefUpdate {
  name: string
  from: ObjectId | null
  to: ObjectId | null
  /** The reflog line's message, or null for refs that keep none. */
  reflog: string | null
}

const OBJECT_ID = /^[0-9a-f]{40}$/
const DEEPEST_SYMREF = 5
/** Refs that each working tree has for itself (gitrepository-layout, "refs"). */
const PER_WORKTREE = /^(?:[^/]+$|refs\/(?:bisect|worktree|rewritten)\/)/

/** The file of a loose ref. */
export function refFile(repo: Repo, name: string): string {
  return join(PER_WORKTREE.test(name) ? repo.gitdir : repo.commondir, ...name.split('/'))
}

/** The text of a loose ref or symbolic ref without its final newline; null where there is none. */
export function readLooseRef(repo: Repo, name: string): string | null {
  try {
    return readFileSync(refFile(repo, name), 'utf8').trimEnd()
  } catch (error) {
    if (isMissing(error) || (error instanceof Error && 'code' in error && error.code === 'EISDIR')) return null
    throw error
  }
}

function readPacked(repo: Repo): string {
  try {
    return readFileSync(join(repo.commondir, 'packed-refs'), 'utf8')
  } catch (error) {
    if (isMissing(error)) return ''
    throw error
  }
}

/**
 * The object a ref names, loose or packed; null where it does not exist. Symbolic refs are followed.
 * Failure: REPOSITORY_DAMAGED for a ref that holds neither an id nor a name.
 */
export function readRef(repo: Repo, name: string): ObjectId | null {
  let at = name
  for (let depth = 0; depth < DEEPEST_SYMREF; depth++) {
    const text = readLooseRef(repo, at)
    if (text === null) return findPacked(readPacked(repo), at)
    if (OBJECT_ID.test(text)) return text
    if (!text.startsWith('ref: ')) throw new Failure('REPOSITORY_DAMAGED', { detail: at })
    at = text.slice(5).trim()
  }
  throw new Failure('REPOSITORY_DAMAGED', { detail: name })
}

function findPacked(packed: string, name: string): ObjectId | null {
  const at = packed.indexOf(` ${name}\n`)
  return at < 40 ? null : packed.slice(at - 40, at)
}

/**
 * All refs below prefixes that end in a slash (`refs/remotes/origin/`), loose over packed, by name. However many there are, the
 * packed ones are read once and no object is looked at.
 */
export function listRefs(repo: Repo, ...prefixes: string[]): Ref[] {
  const found = new Map<string, ObjectId>()
  for (const line of readPacked(repo).split('\n')) {
    const name = line.slice(41)
    if (!prefixes.some((prefix) => name.startsWith(prefix))) continue
    if (OBJECT_ID.test(line.slice(0, 40))) found.set(name, line.slice(0, 40))
  }
  const visit = (folder: string): void => {
    for (const entry of listFolder(refFile(repo, folder))) {
      const name = `${folder}${entry.name}`
      if (entry.isDirectory()) visit(`${name}/`)
      else if (!name.endsWith('.lock')) {
        const oid = readRef(repo, name)
        if (oid !== null) found.set(name, oid)
      }
    }
  }
  for (const prefix of prefixes) visit(prefix)
  return [...found].map(([name, oid]) => ({ name, oid })).sort((a, b) => (a.name < b.name ? -1 : 1))
}

function listFolder(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true })
  } catch (error) {
    if (isMissing(error)) return []
    throw error
  }
}

/**
 * Moves a ref by compare-and-swap under its lock file. `from: null` means that it must not exist yet, `to: null` removes it.
 * `prepared` is a lock file that was made, and perhaps noted down, beforehand.
 * Failures: REPOSITORY_MOVED (`branch`), REPOSITORY_BUSY, NO_PERMISSION, DISK_FULL.
 */
export async function updateRef(repo: Repo, update: RefUpdate, prepared?: PreparedLock): Promise<void> {
  const lock = prepared ?? prepareLock(repo.commondir)
  const { name, from, to, reflog } = update
  const file = refFile(repo, name)
  try {
    await takeLock(repo, lock, file)
  } catch (error) {
    dropPrepared(lock)
    throw error
  }
  try {
    requireRef(repo, { name, value: from })
    if (to === null) await removeLockedRefs(repo, [name])
    else {
      if (reflog !== null) appendReflog(repo, name, from, to, reflog)
      replaceLockedRef(repo, { name, to }, lock)
      return
    }
  } catch (error) {
    releaseLock(lock, file)
    throw error
  }
  releaseLock(lock, file)
}

/** Failure: REPOSITORY_MOVED (`branch`) where the ref is not at this (null: not there). */
export function requireRef(repo: Repo, { name, value }: { name: string; value: ObjectId | null }): void {
  if (readRef(repo, name) !== value) throw new Failure('REPOSITORY_MOVED', { what: 'branch', path: name })
}

/** Gives a ref whose lock we hold its new value, and the lock up. */
export function replaceLockedRef(repo: Repo, { name, to }: { name: string; to: ObjectId }, lock: PreparedLock): void {
  const file = refFile(repo, name)
  removeEmptyFolders(file)
  writeUnderLock(file, Buffer.from(`${to}\n`))
  moveLockIntoPlace(lock, file)
}

/** Removes refs whose locks we hold, and their logs; the locks stay. `packedLock` is one for `packed-refs`, made beforehand. */
export async function removeLockedRefs(repo: Repo, names: readonly string[], packedLock?: PreparedLock): Promise<void> {
  await removeFromPacked(repo, names, packedLock)
  for (const name of names) {
    removeIfThere(refFile(repo, name))
    removeReflog(repo, name)
  }
}

/** Packed-refs may hold an older value that would come back once the loose file is gone. */
async function removeFromPacked(repo: Repo, names: readonly string[], prepared?: PreparedLock): Promise<void> {
  const packed = readPacked(repo)
  if (names.every((name) => findPacked(packed, name) === null)) return
  const file = join(repo.commondir, 'packed-refs')
  const lock = prepared ?? prepareLock(repo.commondir)
  try {
    await takeLock(repo, lock, file)
  } catch (error) {
    dropPrepared(lock)
    throw error
  }
  try {
    const kept: string[] = []
    let dropping = false
    for (const line of readPacked(repo).split('\n')) {
      if (!line.startsWith('^')) dropping = names.includes(line.slice(41))
      if (!dropping) kept.push(line)
    }
    writeUnderLock(file, Buffer.from(kept.join('\n')))
    moveLockIntoPlace(lock, file)
  } catch (error) {
    releaseLock(lock, file)
    throw error
  }
}
