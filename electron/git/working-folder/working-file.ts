import { type BigIntStats, lstatSync, readFileSync, readlinkSync } from 'node:fs'
import { join } from 'node:path'
import { Failure } from '#electron/failure.ts'
import { workingMode } from '../index/index-stat.ts'
import { type Entry, hashObject, MODE } from '../objects/model.ts'
import { type Repo, readConfig } from '../repository/repo.ts'
import { isMissing, systemFailure } from '../repository/system-failure.ts'
import type { Conversion } from './conversion.ts'

/** The file's state in the working folder; null where there is no file or link. Links above it are not followed. */
export function lstatWorking(repo: Repo, path: string): BigIntStats | null {
  checkPath(path)
  if (!parentsAreFolders(repo, path)) return null
  try {
    const stat = lstatSync(join(repo.root, path), { bigint: true })
    return stat.isFile() || stat.isSymbolicLink() ? stat : null
  } catch (error) {
    if (isMissing(error)) return null
    throw systemFailure(error, path)
  }
}

/** Whether every folder above the path is a real folder, so that what lies there lies in this repository. */
export function parentsAreFolders(repo: Repo, path: string): boolean {
  for (let slash = path.indexOf('/'); slash > 0; slash = path.indexOf('/', slash + 1)) {
    const stat = lstatSync(join(repo.root, path.slice(0, slash)), { throwIfNoEntry: false })
    if (!stat?.isDirectory()) return false
  }
  return true
}

/**
 * Refuses names that would leave the working folder or reach into a Git folder, under any spelling that some file system
 * takes for it (Git's `verify_path`). Failure: INVALID_PATH.
 */
export function checkPath(path: string): void {
  const parts = path.split('/')
  const bad = parts.some(
    (part) =>
      part === '' ||
      part === '.' ||
      part === '..' ||
      part.includes('\0') ||
      /^(?:\.git|git~1)[ .]*(?::.*)?$/i.test(part.replace(/[\u200c-\u200f\u202a-\u202e\u206a-\u206f\ufeff]/g, '')) ||
      (process.platform === 'win32' && /[\\:]/.test(part)),
  )
  if (bad) throw new Failure('INVALID_PATH', { path })
}

/** A working file's bytes (a link's target); `stat` is what `lstatWorking` said. */
export function readWorkingBytes(repo: Repo, path: string, stat: BigIntStats): Buffer {
  const file = join(repo.root, path)
  try {
    return stat.isSymbolicLink() ? readlinkSync(file, { encoding: 'buffer' }) : readFileSync(file)
  } catch (error) {
    throw systemFailure(error, path)
  }
}

export interface FileSettings {
  fileMode: boolean
  symlinks: boolean
}

export function fileSettings(repo: Repo): FileSettings {
  const config = readConfig(repo)
  return { fileMode: config.bool('core.filemode') ?? true, symlinks: config.bool('core.symlinks') ?? true }
}

/** A working file as Git would store it. `known` is the entry Git holds for the path. */
export interface StoredForm extends Entry {
  content: Buffer
}

export function storedForm(
  repo: Repo,
  conversion: Conversion,
  path: string,
  stat: BigIntStats,
  known: Entry | null,
): StoredForm {
  const mode = workingMode(stat, known?.mode ?? null, fileSettings(repo))
  const bytes = readWorkingBytes(repo, path, stat)
  const content =
    mode === MODE.symlink
      ? bytes
      : conversion.toStored(path, bytes, () => (isBlob(known) ? repo.objects.readBlob(known.oid) : null))
  return { mode, content, oid: hashObject('blob', content) }
}

function isBlob(entry: Entry | null): entry is Entry {
  return entry !== null && (entry.mode === MODE.file || entry.mode === MODE.executable)
}
