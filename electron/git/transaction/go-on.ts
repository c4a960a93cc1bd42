import type { Repo } from '../repository/repo.ts'
import { carryOut } from './carry-out.ts'
import { type Journal, locksOf, removeJournal, replaceJournal, thisProcess } from './journal.ts'
import { dropPrepared, prepareLock } from './lock.ts'

/**
 * Carries out what a journal that is done says comes next. Its journal takes the other one's place in one step, and stays where
 * this fails: the next operation tries again. Failures: as `carryOut`.
 */
export async function goOn(repo: Repo, done: Journal): Promise<void> {
  const next = journalAfter(repo, done)
  try {
    replaceJournal(repo, next)
  } catch (error) {
    for (const lock of locksOf(next)) dropPrepared(lock)
    throw error
  }
  for (const lock of locksOf(done)) dropPrepared(lock)
  if (next.name === 'rename') repo.reached('rename:goes-on')
  await carryOut(repo, next, { kind: 'forgiving' })
  removeJournal(repo, next)
  for (const lock of locksOf(next)) dropPrepared(lock)
}

function journalAfter(repo: Repo, done: Journal): Journal {
  const { branchRef, refs, head, branch } = done.next ?? { branchRef: done.branchRef, refs: [], head: null, branch: null }
  return {
    ...done,
    owner: thisProcess(),
    branchRef,
    files: [],
    leftOut: [],
    indexLock: prepareLock(repo.gitdir),
    refLock: null,
    refs: refs.map((move) => ({ ...move, lock: prepareLock(repo.commondir) })),
    packedLock: refs.some(({ to }) => to === null) ? prepareLock(repo.commondir) : null,
    head: head && { ...head, lock: prepareLock(repo.gitdir) },
    folders: null,
    branch,
    next: null,
  }
}
