import { readFileSync } from 'node:fs'
import { Failure } from '#electron/failure.ts'
import type { CallOptions } from '../contract.ts'
import { checkIndex, findEntry } from '../index/index-file.ts'
import { indexFile, readIndex } from '../index/read-index.ts'
import { noteFolders } from '../managed/note-folders.ts'
import { MODE } from '../objects/model.ts'
import type { Repo } from '../repository/repo.ts'
import { isMissing } from '../repository/system-failure.ts'
import { type Conversion, openConversion } from '../working-folder/conversion.ts'
import { isLeftOut } from '../working-folder/sparse.ts'
import { holds, lacksSubmodule, putWorkingFile, workingState } from '../working-folder/working-write.ts'
import { indexAfter } from './index-after.ts'
import { type Journal, type JournalFile, locksOf, readJournal, removeJournal } from './journal.ts'
import { dropPrepared, moveLockIntoPlace, releaseLock, takeLock, writeUnderLock } from './lock.ts'
import { checkRefs, lockRefs } from './move-refs.ts'

/**
 * `strict`: anything that is not as planned stops the work before it begins. `forgiving` (after a crash): what somebody
 * changed since is left as it is.
 */
export type Manner = { kind: 'strict'; onProgress?: CallOptions['onProgress'] } | { kind: 'forgiving' }

/**
 * Takes a journal's steps: index locked, files, branch, index. The journal itself is the caller's, except that a failure
 * which left everything as it was removes it.
 * Failures: as `applyTransaction`.
 */
export async function carryOut(repo: Repo, planned: Journal, manner: Manner): Promise<void> {
  const index = indexFile(repo)
  const conversion = openConversion(repo)
  const journal = manner.kind === 'strict' ? planned : withFilteredAsStored(planned, conversion)
  const giveUp = () => {
    for (const lock of locksOf(journal)) dropPrepared(lock)
    if (manner.kind === 'strict') removeJournal(repo, journal)
  }
  try {
    await takeLock(repo, journal.indexLock, index)
  } catch (error) {
    giveUp()
    throw error
  }
  const written: JournalFile[] = []
  let isUnderWay = false
  try {
    if (readJournal(repo)?.id !== journal.id) throw new Failure('REPOSITORY_BUSY', { lock: '.git/graft/journal.json' })
    repo.reached(`${journal.name}:index-locked`)
    checkIndexOnDisk(index)
    // Under the index's lock no Git client commits, so what is true now stays true until we are done.
    checkRefs(repo, journal, manner.kind)
    if (journal.writeFiles === 'write') writeFiles(repo, conversion, journal, manner, written)
    const content = journal.index === 'follow' ? indexAfter(repo, conversion, journal, manner.kind) : null
    if (content) writeUnderLock(index, content)
    const locked = await lockRefs(repo, journal, manner.kind)
    await locked.move({
      begins: () => {
        isUnderWay = true
      },
      refsMoved: () => {
        if (journal.head && (journal.name === 'switch' || journal.name === 'commit')) repo.reached(`${journal.name}:refs-moved`)
      },
    })
    if (journal.name === 'commit' || journal.name === 'pull' || journal.name === 'switch') {
      repo.reached(`${journal.name}:branch-moved`)
    }
    if (journal.folders) {
      isUnderWay = true
      await noteFolders(repo, journal.folders.to)
      repo.reached('folders:noted')
    }
    if (content) moveLockIntoPlace(journal.indexLock, index)
    else releaseLock(journal.indexLock, index)
  } catch (error) {
    releaseLock(journal.indexLock, index)
    // Once refs or folders move, the journal stays: the next start moves the others and brings the index after them.
    if (!isUnderWay && (manner.kind === 'forgiving' || undo(repo, conversion, journal, written))) giveUp()
    throw error
  }
  if (journal.index === 'follow' && journal.name !== 'restore') repo.reached(`${journal.name}:index-written`)
}

/** A filter may have come with the very files that were being written; those were planned, and are finished, as they are stored. */
function withFilteredAsStored(journal: Journal, conversion: Conversion): Journal {
  const exact = (entry: JournalFile['after']) => entry && { ...entry, exact: true as const }
  const files = journal.files.map((file) =>
    conversion.filterOf(file.path) === null ? file : { ...file, before: exact(file.before), after: exact(file.after) },
  )
  return { ...journal, files }
}

function checkIndexOnDisk(file: string): void {
  try {
    checkIndex(readFileSync(file))
  } catch (error) {
    if (!isMissing(error)) throw error
  }
}

function writeFiles(repo: Repo, conversion: Conversion, journal: Journal, manner: Manner, written: JournalFile[]): void {
  const waiting: JournalFile[] = []
  const before = readIndex(repo)
  for (const file of journal.files) {
    // What a sparse checkout left out so far comes into the working folder with its folder.
    if (journal.folders === null && isLeftOut(repo, file.path, findEntry(before, file.path))) continue
    const isNewSubmodule = file.before?.mode !== MODE.gitlink && lacksSubmodule(repo, file.path, file.after)
    if (holds(repo, conversion, file.path, file.after) && !isNewSubmodule) continue
    if (holds(repo, conversion, file.path, file.before)) waiting.push(file)
    else if (manner.kind === 'strict') throw new Failure('REPOSITORY_MOVED', { what: 'file', path: file.path })
  }
  for (const [done, file] of waiting.entries()) {
    const expected = workingState(repo, file.path)
    if (!holds(repo, conversion, file.path, file.before)) {
      if (manner.kind === 'forgiving') continue
      throw new Failure('REPOSITORY_MOVED', { what: 'file', path: file.path })
    }
    putWorkingFile(repo, conversion, { path: file.path, entry: file.after, mark: journal.id, expected })
    written.push(file)
    if (written.length === 1 && journal.name !== 'commit') repo.reached(`${journal.name}:first-file-written`)
    if (manner.kind === 'strict') {
      manner.onProgress?.({ stage: 'writing', done: done + 1, total: waiting.length, unit: 'files' })
    }
  }
  if (journal.name !== 'commit') repo.reached(`${journal.name}:files-written`)
}

/** Puts files back that were written before something failed. False where one could not be: then the journal has to stay. */
function undo(repo: Repo, conversion: Conversion, journal: Journal, written: readonly JournalFile[]): boolean {
  try {
    for (const file of [...written].reverse()) {
      const expected = workingState(repo, file.path)
      if (!holds(repo, conversion, file.path, file.after)) continue
      putWorkingFile(repo, conversion, { path: file.path, entry: file.before, mark: journal.id, expected })
    }
    return true
  } catch {
    return false
  }
}
