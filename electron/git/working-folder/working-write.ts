import {
  type BigIntStats,
  closeSync,
  fstatSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmdirSync,
  symlinkSync,
  unlinkSync,
  writeSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { Failure } from '#electron/failure.ts'
import { hashObject, MODE } from '../objects/model.ts'
import type { Repo } from '../repository/repo.ts'
import { type StatStamp, statStamp } from '../repository/stat-stamp.ts'
import { isFolderInTheWay, isMissing, systemFailure } from '../repository/system-failure.ts'
import { removeIfThere } from '../transaction/lock.ts'
import type { PlannedEntry } from '../transaction/transaction.ts'
import type { Conversion } from './conversion.ts'
import type { KnownFiles } from './known-files.ts'
import { checkPath, fileSettings, lstatWorking, parentsAreFolders, readWorkingBytes, storedForm } from './working-file.ts'

/**
 * Whether the working folder holds exactly this at the path. Submodules are never looked into; one need not be there. `known` spares
 * reading files that the index vouches for.
 */
export function holds(
  repo: Repo,
  conversion: Conversion,
  path: string,
  entry: PlannedEntry | null,
  known?: KnownFiles,
): boolean {
  const stat = lstatWorking(repo, path)
  if (entry?.mode === MODE.gitlink) return stat === null
  if (entry === null || stat === null) return entry === null && stat === null
  if (entry.exact) {
    if ((entry.mode === MODE.symlink) !== stat.isSymbolicLink()) return false
    if (fileSettings(repo).fileMode && entry.mode !== MODE.symlink) {
      if ((entry.mode === MODE.executable) !== ((stat.mode & 0o100n) !== 0n)) return false
    }
    return hashObject('blob', readWorkingBytes(repo, path, stat)) === entry.oid
  }
  const stored = known?.(path, stat) ?? storedForm(repo, conversion, path, stat, entry)
  return stored.oid === entry.oid && stored.mode === entry.mode
}

/** A file as it was when its content had just been written; it keeps that when it takes its name. */
export type WrittenState = Pick<BigIntStats, 'ino' | 'size' | 'mtimeNs'>

/** A file's state when it was last held against what was planned; null where there was none. */
export type ExpectedState = StatStamp | null

export function workingState(repo: Repo, path: string): ExpectedState {
  const stat = lstatWorking(repo, path)
  return stat && statStamp(stat)
}

function requireState(repo: Repo, path: string, expected: ExpectedState): void {
  if (workingState(repo, path) !== expected) throw new Failure('REPOSITORY_MOVED', { what: 'file', path })
}

/** Whether nothing lies where a submodule belongs. Git makes an empty folder for it, and calls it deleted without. */
export function lacksSubmodule(repo: Repo, path: string, entry: PlannedEntry | null): boolean {
  return entry?.mode === MODE.gitlink && lstatSync(join(repo.root, path), { throwIfNoEntry: false }) === undefined
}

export function temporaryName(path: string, mark: string): string {
  return join(dirname(path), `.graft-${mark}`)
}

/**
 * Puts an entry (null: nothing) at a path of the working folder. The content lies complete under a temporary name beside it
 * before it takes the file's name, and the file is looked at once more in between, as large ones take their time. Links above the path are never followed; a folder in the way is removed only if empty.
 * Returns the state of a file that was written. Failures: REPOSITORY_MOVED (`file`), NO_PERMISSION, DISK_FULL, INVALID_PATH,
 * FILTERED_FILE.
 */
export function putWorkingFile(
  repo: Repo,
  conversion: Conversion,
  input: { path: string; entry: PlannedEntry | null; mark: string; expected: ExpectedState; flush?: 'now' | 'by-caller' },
): WrittenState | null {
  const { path, entry, mark, expected, flush = 'now' } = input
  checkPath(path)
  try {
    if (entry === null) {
      requireState(repo, path, expected)
      remove(repo, path)
      return null
    }
    makeParents(repo, path)
    const target = join(repo.root, path)
    if (entry.mode === MODE.gitlink) {
      requireState(repo, path, expected)
      if (expected !== null) unlinkSync(target)
      mkdirSync(target, { recursive: true })
      return null
    }
    const temporary = join(repo.root, temporaryName(path, mark))
    const content = repo.objects.readBlob(entry.oid)
    removeIfThere(temporary)
    let state: WrittenState | null = null
    if (entry.mode === MODE.symlink && fileSettings(repo).symlinks) symlinkSync(content, temporary)
    else {
      const raw = entry.exact || entry.mode === MODE.symlink
      const bytes = raw ? content : conversion.toWorking(path, content)
      state = writeWhole(temporary, bytes, { permission: permissions(target, entry.mode), flush })
    }
    try {
      requireState(repo, path, expected)
      removeEmptyFolder(target)
      renameSync(temporary, target)
    } catch (error) {
      removeIfThere(temporary)
      throw error
    }
    return state
  } catch (error) {
    if (isFolderInTheWay(error)) throw new Failure('REPOSITORY_MOVED', { what: 'file', path }, { cause: error })
    throw systemFailure(error, path)
  }
}

/** As the file has them now, so that nobody loses a right; a new one gets what the umask leaves. */
function permissions(file: string, mode: number): number {
  const now = lstatSync(file, { throwIfNoEntry: false })
  const base = now?.isFile() ? now.mode & 0o777 : 0o666
  if (mode !== MODE.executable) return base & 0o666
  // Whoever may read it may run it, as Git does.
  return base | ((base & 0o444) >> 2)
}

function writeWhole(
  file: string,
  content: Uint8Array,
  { permission, flush }: { permission: number; flush: 'now' | 'by-caller' },
): WrittenState {
  const handle = openSync(file, 'wx', permission)
  try {
    let at = 0
    while (at < content.length) at += writeSync(handle, content, at)
    if (flush === 'now') fsyncSync(handle)
    const { ino, size, mtimeNs } = fstatSync(handle, { bigint: true })
    return { ino, size, mtimeNs }
  } catch (error) {
    removeIfThere(file)
    throw error
  } finally {
    closeSync(handle)
  }
}

function makeParents(repo: Repo, path: string): void {
  for (let slash = path.indexOf('/'); slash > 0; slash = path.indexOf('/', slash + 1)) {
    const folder = path.slice(0, slash)
    const stat = lstatSync(join(repo.root, folder), { throwIfNoEntry: false })
    if (!stat) mkdirSync(join(repo.root, folder))
    else if (!stat.isDirectory()) throw new Failure('REPOSITORY_MOVED', { what: 'file', path: folder })
  }
}

function remove(repo: Repo, path: string): void {
  if (!parentsAreFolders(repo, path)) return
  try {
    unlinkSync(join(repo.root, path))
  } catch (error) {
    if (isMissing(error)) return
    // A folder stands there: it is not what was to be removed.
    if (lstatSync(join(repo.root, path), { throwIfNoEntry: false })?.isDirectory()) return
    throw error
  }
  for (let folder = dirname(path); folder !== '.'; folder = dirname(folder)) {
    try {
      rmdirSync(join(repo.root, folder))
    } catch {
      return
    }
  }
}

/** Removes a folder that holds nothing but empty folders. One that holds anything stays, and the rename that follows fails. */
function removeEmptyFolder(target: string): void {
  if (!lstatSync(target, { throwIfNoEntry: false })?.isDirectory()) return
  const entries = readdirSync(target, { withFileTypes: true })
  if (entries.some((entry) => !entry.isDirectory())) return
  for (const entry of entries) removeEmptyFolder(join(target, entry.name))
  try {
    rmdirSync(target)
  } catch {
    // Something lies deeper down.
  }
}
