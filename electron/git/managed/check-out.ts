import { closeSync, lstatSync, mkdirSync, openSync, symlinkSync, writeFileSync, writeSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import type { CallOptions } from '../contract.ts'
import { editIndex, type NewIndexEntry } from '../index/index-edit.ts'
import { emptyIndex } from '../index/index-file.ts'
import { indexStat, UNKNOWN_STAT } from '../index/index-stat.ts'
import { indexFile } from '../index/read-index.ts'
import { type Entry, MODE } from '../objects/model.ts'
import type { Repo } from '../repository/repo.ts'
import { alreadyExists, systemFailure } from '../repository/system-failure.ts'
import { type Conversion, openConversion } from '../working-folder/conversion.ts'
import { fileSettings, lstatWorking } from '../working-folder/working-file.ts'
import { pace } from '../working-folder/working-folder.ts'
import type { Outline } from './outline.ts'

/**
 * Fills the working folder and the index of a clone that is being made and that nobody else knows of yet. A file that this
 * system turns out not to hold is left out, as those are whose names tell beforehand.
 * Failures: NO_PERMISSION, DISK_FULL.
 */
export async function checkOut(repo: Repo, outline: Outline, { signal, onProgress }: CallOptions): Promise<void> {
  // Rules of folders that are not in the working folder are read from the index, so it comes first.
  writeIndex(repo, outline, () => UNKNOWN_STAT)
  const conversion = openConversion(repo)
  const steps = pace(signal)
  const leftOut = new Set<string>()
  const total = outline.files.size
  let done = 0
  for (const [path, entry] of outline.files) {
    await steps.step()
    if (!putNewFile(repo, conversion, path, entry)) leftOut.add(path)
    done += 1
    if (done === 1) repo.reached('clone:first-file-written')
    onProgress?.({ stage: 'writing', done, total, unit: 'files' })
  }
  await flush([...outline.files.keys()].filter((path) => !leftOut.has(path)).map((path) => join(repo.root, path)))
  repo.reached('clone:files-written')
  signal?.throwIfAborted()
  writeIndex(repo, outline, (path, entry) => {
    if (leftOut.has(path)) return null
    // A submodule's folder is never looked into; an edit made this very moment by nobody cannot be missed.
    const stat = entry.mode === MODE.gitlink ? null : lstatWorking(repo, path)
    return stat ? indexStat(stat) : UNKNOWN_STAT
  })
  await flush([indexFile(repo)])
}

type StatOf = (path: string, entry: Entry) => NewIndexEntry['stat'] | null

/** `statOf` says null for a file that is left out of the working folder. */
function writeIndex(repo: Repo, { files, leftOut }: Outline, statOf: StatOf): void {
  const entries = [...files].map(([path, entry]): [string, NewIndexEntry] => {
    const stat = statOf(path, entry)
    return [path, stat ? { ...entry, stat } : { ...entry, stat: UNKNOWN_STAT, skipWorktree: true }]
  })
  try {
    writeFileSync(indexFile(repo), editIndex(emptyIndex(), new Map(entries), { leftOut }))
  } catch (error) {
    throw systemFailure(error, '.git/index')
  }
}

/** Never through a link and never over anything, whatever names the server made up. False where the system cannot hold the file. */
function putNewFile(repo: Repo, conversion: Conversion, path: string, entry: Entry): boolean {
  const place = join(repo.root, path)
  try {
    if (!makeParents(repo, path)) return false
    if (entry.mode === MODE.gitlink) mkdirSync(place)
    else {
      const content = repo.objects.readBlob(entry.oid)
      if (entry.mode === MODE.symlink && fileSettings(repo).symlinks) symlinkSync(content, place)
      else writeNew(place, entry.mode === MODE.symlink ? content : workingForm(conversion, path, content), entry.mode)
    }
    return lstatSync(place, { throwIfNoEntry: false }) !== undefined
  } catch (error) {
    if (alreadyExists(error) || cannotHold(error)) return false
    throw systemFailure(error, path)
  }
}

/** False where something that is no folder stands in the way: links lead who knows where. */
function makeParents(repo: Repo, path: string): boolean {
  for (let slash = path.indexOf('/'); slash > 0; slash = path.indexOf('/', slash + 1)) {
    const folder = join(repo.root, path.slice(0, slash))
    const stat = lstatSync(folder, { throwIfNoEntry: false })
    if (!stat) mkdirSync(folder)
    else if (!stat.isDirectory()) return false
  }
  return true
}

/** What a filter stands for (Git LFS and others) is not here: the pointer lies in the folder as it is stored. */
function workingForm(conversion: Conversion, path: string, content: Buffer): Buffer {
  return conversion.filterOf(path) === null ? conversion.toWorking(path, content) : content
}

function cannotHold(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : null
  return code === 'ENAMETOOLONG' || code === 'EINVAL' || code === 'EILSEQ' || code === 'ENOTDIR'
}

function writeNew(place: string, content: Uint8Array, mode: number): void {
  const handle = openSync(place, 'wx', mode === MODE.executable ? 0o777 : 0o666)
  try {
    for (let at = 0; at < content.length; ) at += writeSync(handle, content, at)
  } finally {
    closeSync(handle)
  }
}

const FLUSHED_TOGETHER = 16

/** All of it is on the disk before the clone gets its name. Links have no content to wait for. */
async function flush(places: readonly string[]): Promise<void> {
  for (let at = 0; at < places.length; at += FLUSHED_TOGETHER) {
    await Promise.all(places.slice(at, at + FLUSHED_TOGETHER).map(flushOne))
  }
}

async function flushOne(place: string): Promise<void> {
  if (!lstatSync(place).isFile()) return
  try {
    const handle = await open(place, 'r+')
    try {
      await handle.sync()
    } finally {
      await handle.close()
    }
  } catch (error) {
    throw systemFailure(error, 'clone')
  }
}
