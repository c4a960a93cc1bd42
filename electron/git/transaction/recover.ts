import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { Failure } from '#electron/failure.ts'
import { removeAbandonedConfigLock } from '../config/edit-config.ts'
import { indexFile } from '../index/read-index.ts'
import { noteFolders } from '../managed/note-folders.ts'
import { type Entry, MODE } from '../objects/model.ts'
import { readShallow } from '../repository/history.ts'
import { managedFolders } from '../repository/managed.ts'
import { refFile } from '../repository/refs.ts'
import type { Repo } from '../repository/repo.ts'
import { diffTrees } from '../trees/diff-trees.ts'
import { parentsAreFolders } from '../working-folder/working-file.ts'
import { temporaryName } from '../working-folder/working-write.ts'
import { carryOut } from './carry-out.ts'
import { goOn } from './go-on.ts'
import { type Journal, locksOf, ownerLives, readJournal, removeJournal, replaceJournal, thisProcess } from './journal.ts'
import {
  dropPrepared,
  graftFolder,
  identify,
  PATIENCE_MS,
  pause,
  prepareLock,
  removeAbandonedLock,
  removeIfThere,
  sameFile,
} from './lock.ts'

export type Recovery = { kind: 'nothing' | 'finished' | 'rolled-back' }

const FORGOTTEN_AFTER_MS = 60 * 60 * 1000

/**
 * Finishes what a killed process began in this working tree. Files that somebody edited since stay as they are; where HEAD
 * went elsewhere meanwhile, or a gc took what the plan needs, the plan is dropped. A second Graft that is still at work is left alone.
 * Failures: REPOSITORY_BUSY, NO_PERMISSION, DISK_FULL; the journal stays and the next call tries again.
 */
export async function recover(repo: Repo): Promise<Recovery> {
  const journal = readJournal(repo)
  removeAbandonedConfigLock(repo)
  if (!journal) {
    removeForgotten(repo)
    return { kind: 'nothing' }
  }
  if (ownerLives(journal)) return { kind: 'nothing' }
  removeAbandonedLocks(repo, journal)
  removeTemporaries(repo, journal)
  if (isComplete(repo, journal)) {
    clear(repo, journal)
    return { kind: 'finished' }
  }
  if (!objectsAreHere(repo, journal)) {
    if (journal.folders) await noteFolders(repo, journal.folders.from)
    clear(repo, journal)
    return { kind: 'rolled-back' }
  }
  const mine = takeOver(repo, journal)
  try {
    await carryOut(repo, mine, { kind: 'forgiving' })
    if (mine.next !== null) await goOn(repo, mine)
  } catch (error) {
    if (!(error instanceof Failure) || error.code !== 'REPOSITORY_MOVED') throw error
    if (mine.folders) await noteFolders(repo, mine.folders.from)
    clear(repo, mine)
    return { kind: 'rolled-back' }
  }
  clear(repo, mine)
  return { kind: 'finished' }
}

/**
 * To be called before an operation reads what it will change: finishes what a dead process began, so that the plan is made
 * from the outcome. Another Graft at work here is waited for, as a lock is. Failure: REPOSITORY_BUSY.
 */
export async function settleEarlier(repo: Repo): Promise<void> {
  for (const until = Date.now() + PATIENCE_MS; ; await pause(50)) {
    const earlier = readJournal(repo)
    if (!earlier) return
    if (!ownerLives(earlier)) break
    if (Date.now() >= until) throw new Failure('REPOSITORY_BUSY', { lock: '.git/graft/journal.json' })
  }
  await recover(repo)
}

/** The index is the last thing to change: once it is the file that was prepared for it, all is done. */
function isComplete(repo: Repo, journal: Journal): boolean {
  return journal.index === 'follow' && sameFile(identify(indexFile(repo)), journal.indexLock.identity)
}

function removeAbandonedLocks(repo: Repo, { indexLock, branchRef, refLock, refs, packedLock, head }: Journal): void {
  removeAbandonedLock(indexFile(repo), indexLock.identity)
  if (branchRef !== null && refLock) removeAbandonedLock(refFile(repo, branchRef), refLock.identity)
  for (const { name, lock } of refs) removeAbandonedLock(refFile(repo, name), lock.identity)
  if (packedLock) removeAbandonedLock(join(repo.commondir, 'packed-refs'), packedLock.identity)
  if (head) removeAbandonedLock(refFile(repo, 'HEAD'), head.lock.identity)
}

/** What a plan made was referred to by nothing while its process was dead, so that a gc may have taken it. */
function objectsAreHere(repo: Repo, { from, to: branchTo, files, refs, head }: Journal): boolean {
  const { objects } = repo
  const to = head === null ? branchTo : head.commit
  const isHere = (entry: Entry | null) => entry === null || entry.mode === MODE.gitlink || objects.has(entry.oid)
  if (!files.every(({ after, index }) => isHere(after) && isHere(index ?? null))) return false
  if (!refs.every((ref) => ref.to === null || objects.has(ref.to))) return false
  if (to === null || to === from) return true
  if (!objects.has(to)) return false
  const { tree, parents } = objects.readCommit(to)
  const cutOff = readShallow(repo)
  if (!cutOff.has(to) && !parents.every(objects.has)) return false
  // A managed clone lacks all but the folders' files on purpose, and those are looked for above.
  if (managedFolders(repo) !== null) return objects.has(tree)
  try {
    const before = from === null ? null : objects.readCommit(from).tree
    return diffTrees(objects, before, tree).every(({ after }) => isHere(after))
  } catch (error) {
    if (error instanceof Failure && (error.code === 'REPOSITORY_DAMAGED' || error.code === 'UNSUPPORTED_REPOSITORY'))
      return false
    throw error
  }
}

/** Our own locks are noted down before they are taken, so that this attempt may be killed as well. */
function takeOver(repo: Repo, journal: Journal): Journal {
  dropLocks(repo, journal)
  const mine: Journal = {
    ...journal,
    owner: thisProcess(),
    indexLock: prepareLock(repo.gitdir),
    refLock: journal.refLock ? prepareLock(repo.commondir) : null,
    refs: journal.refs.map((ref) => ({ ...ref, lock: prepareLock(repo.commondir) })),
    packedLock: journal.packedLock ? prepareLock(repo.commondir) : null,
    head: journal.head && { ...journal.head, lock: prepareLock(repo.gitdir) },
  }
  replaceJournal(repo, mine)
  return mine
}

function clear(repo: Repo, journal: Journal): void {
  dropLocks(repo, journal)
  removeJournal(repo, journal)
}

/** Only files of Graft's own folder: a journal is a file that others could have written. */
function dropLocks(repo: Repo, journal: Journal): void {
  for (const lock of locksOf(journal)) {
    const own = [repo.gitdir, repo.commondir].some((folder) => lock.file.startsWith(join(graftFolder(folder), 'lock-')))
    if (own && sameFile(identify(lock.file), lock.identity)) dropPrepared(lock)
  }
}

function removeTemporaries(repo: Repo, journal: Journal): void {
  for (const { path } of journal.files) {
    const temporary = temporaryName(path, journal.id)
    if (parentsAreFolders(repo, path)) removeIfThere(join(repo.root, temporary))
  }
}

/** Lock files that were prepared and never noted down, because the process ended in between. */
function removeForgotten(repo: Repo): void {
  const folder = graftFolder(repo.gitdir)
  let names: string[]
  try {
    names = readdirSync(folder)
  } catch {
    return
  }
  for (const name of names) {
    const file = join(folder, name)
    const stat = name.startsWith('lock-') || name.startsWith('journal.json.') ? statSync(file, { throwIfNoEntry: false }) : null
    if (stat && repo.now().getTime() - stat.mtimeMs > FORGOTTEN_AFTER_MS) removeIfThere(file)
  }
}
