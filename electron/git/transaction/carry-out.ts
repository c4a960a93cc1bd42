import { readFileSync } from 'node:fs'
import { Failure } from '#electron/failure.ts'
import { noteBranchMove } from '../config/note-branch-move.ts'
import type { CallOptions } from '../contract.ts'
import { checkIndex, findEntry } from '../index/index-file.ts'
import { indexFile, readIndex } from '../index/read-index.ts'
import { noteFolders } from '../managed/note-folders.ts'
import { MODE } from '../objects/model.ts'
import type { Repo } from '../repository/repo.ts'
import { isMissing } from '../repository/system-failure.ts'
import { type Conversion, openConversion } from '../working-folder/conversion.ts'
import { conversionAfter, isRules } from '../working-folder/conversion-after.ts'
import { flushFiles } from '../working-folder/flush-files.ts'
import { openKnownFiles } from '../working-folder/known-files.ts'
import { isLeftOut } from '../working-folder/sparse.ts'
import { holds, lacksSubmodule, putWorkingFile, type WrittenState, workingState } from '../working-folder/working-write.ts'
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
  const current = openConversion(repo)
  const coming = conversionAfter(repo, current, planned)
  const journal = withFilteredAsStored(planned, { current, coming }, manner.kind)
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
  const folder: Folder = { repo, current, coming, written: new Map() }
  let isUnderWay = false
  try {
    if (readJournal(repo)?.id !== journal.id) throw new Failure('REPOSITORY_BUSY', { lock: '.git/graft/journal.json' })
    repo.reached(`${journal.name}:index-locked`)
    checkIndexOnDisk(index)
    // Under the index's lock no Git client commits, so what is true now stays true until we are done.
    checkRefs(repo, journal, manner.kind)
    let isPassedOver = false
    if (journal.writeFiles === 'write') {
      isPassedOver = writeFiles(folder, journal, manner) === 'passed-over'
      await flushFiles(repo, flushable(folder))
    }
    const content = journal.index === 'follow' ? indexAfter(folder, journal, manner.kind) : null
    if (content) writeUnderLock(index, content)
    const locked = await lockRefs(repo, isPassedOver ? keepingLeftEdits(journal) : journal, manner.kind)
    await locked.move({
      begins: () => {
        isUnderWay = true
      },
      refsMoved: () => {
        const { name, head } = journal
        if (name === 'rename' || (head && (name === 'switch' || name === 'commit'))) repo.reached(`${name}:refs-moved`)
      },
      headMoved: () => {
        if (journal.name === 'rename') repo.reached('rename:head-moved')
      },
    })
    if (movesBranches(journal.name)) repo.reached(`${journal.name}:branch-moved`)
    if (journal.branch) await noteBranchMove(repo, journal.branch)
    if (movesNames(journal.name)) repo.reached(`${journal.name}:noted`)
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
    if (!isUnderWay && (manner.kind === 'forgiving' || undo(folder, journal))) giveUp()
    throw error
  }
  if (journal.index === 'follow' && journal.name !== 'restore' && !movesNames(journal.name)) {
    repo.reached(`${journal.name}:index-written`)
  }
}

function movesNames(name: Journal['name']): name is 'rename' | 'delete' {
  return name === 'rename' || name === 'delete'
}

function movesBranches(name: Journal['name']): name is 'commit' | 'pull' | 'switch' | 'rename' | 'delete' {
  return name === 'commit' || name === 'pull' || name === 'switch' || movesNames(name)
}

/** As `leftEditsRef` names them. */
const LEFT_EDITS = 'refs/graft/left/'

/** The working folder while it changes. */
export interface Folder {
  repo: Repo
  /** By the attributes that were there, and by those that will be. */
  current: Conversion
  coming: Conversion
  written: Map<string, { file: JournalFile; state: WrittenState | null }>
}

/**
 * A filter may come with the very files that are written: those are written as they are stored. After a crash it may be there
 * already, and what was planned without it is finished without it.
 */
function withFilteredAsStored(
  journal: Journal,
  { current, coming }: Pick<Folder, 'current' | 'coming'>,
  manner: Manner['kind'],
): Journal {
  if (manner === 'strict' && current === coming) return journal
  const exact = (entry: JournalFile['after']) => entry && { ...entry, exact: true as const }
  const files = journal.files.map((file) => {
    const was = current.filterOf(file.path) !== null
    const becomes = coming.filterOf(file.path) !== null
    if (manner === 'strict') return becomes && !was ? { ...file, after: exact(file.after) } : file
    return was || becomes ? { ...file, before: exact(file.before), after: exact(file.after) } : file
  })
  return { ...journal, files }
}

function checkIndexOnDisk(file: string): void {
  try {
    checkIndex(readFileSync(file))
  } catch (error) {
    if (!isMissing(error)) throw error
  }
}

/** What came back to a branch may be what could not be written: it stays where it was kept, and waits there. */
function keepingLeftEdits(journal: Journal): Journal {
  return { ...journal, refs: journal.refs.filter(({ name, to }) => to !== null || !name.startsWith(LEFT_EDITS)) }
}

/** Says whether a file stayed as somebody made it since. */
function writeFiles(folder: Folder, journal: Journal, manner: Manner): 'all' | 'passed-over' {
  const { repo, current, coming, written } = folder
  const known = openKnownFiles(repo)
  const waiting: JournalFile[] = []
  let outcome: 'all' | 'passed-over' = 'all'
  const before = readIndex(repo)
  for (const file of inOrder(journal.files)) {
    // What a sparse checkout left out so far comes into the working folder with its folder.
    if (journal.folders === null && isLeftOut(repo, file.path, findEntry(before, file.path))) continue
    const isNewSubmodule = file.before?.mode !== MODE.gitlink && lacksSubmodule(repo, file.path, file.after)
    if (holds(repo, coming, file.path, file.after, known) && !isNewSubmodule) continue
    if (holds(repo, current, file.path, file.before, known)) waiting.push(file)
    else if (manner.kind === 'strict') throw new Failure('REPOSITORY_MOVED', { what: 'file', path: file.path })
    else outcome = 'passed-over'
  }
  if (manner.kind === 'strict') refuseFiltered(coming, waiting)
  for (const [done, file] of waiting.entries()) {
    const expected = workingState(repo, file.path)
    if (!holds(repo, current, file.path, file.before, known)) {
      if (manner.kind === 'forgiving') {
        outcome = 'passed-over'
        continue
      }
      throw new Failure('REPOSITORY_MOVED', { what: 'file', path: file.path })
    }
    const state = putWorkingFile(repo, coming, {
      path: file.path,
      entry: file.after,
      mark: journal.id,
      expected,
      flush: 'by-caller',
    })
    written.set(file.path, { file, state })
    if (written.size === 1 && journal.name !== 'commit' && !movesNames(journal.name))
      repo.reached(`${journal.name}:first-file-written`)
    if (manner.kind === 'strict') {
      manner.onProgress?.({ stage: 'writing', done: done + 1, total: waiting.length, unit: 'files' })
    }
  }
  if (journal.name !== 'commit' && !movesNames(journal.name)) repo.reached(`${journal.name}:files-written`)
  return outcome
}

/** Links and folders of submodules have no content to wait for. */
function flushable({ written }: Folder): string[] {
  return [...written].flatMap(([path, { state }]) => (state === null ? [] : [path]))
}

/** Attributes come last among what goes and among what comes: until then what is there is read by those that were there. */
function inOrder(files: readonly JournalFile[]): JournalFile[] {
  const rank = ({ path, after }: JournalFile) => (after === null ? 0 : 2) + Number(isRules(path))
  return [...files].sort((a, b) => rank(a) - rank(b))
}

/** Before the first file is written, that none of them has to pass a filter. */
function refuseFiltered(coming: Conversion, files: readonly JournalFile[]): void {
  for (const { path, after } of files) {
    if (after === null || after.exact || (after.mode !== MODE.file && after.mode !== MODE.executable)) continue
    const filter = coming.filterOf(path)
    if (filter !== null) throw new Failure('FILTERED_FILE', { path, filter })
  }
}

/** Puts files back that were written before something failed. False where one could not be: then the journal has to stay. */
function undo({ repo, current, coming, written }: Folder, journal: Journal): boolean {
  try {
    for (const { file } of [...written.values()].reverse()) {
      const expected = workingState(repo, file.path)
      if (!holds(repo, coming, file.path, file.after)) continue
      putWorkingFile(repo, current, { path: file.path, entry: file.before, mark: journal.id, expected })
    }
    return true
  } catch {
    return false
  }
}
