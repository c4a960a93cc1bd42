import { Failure } from '#electron/failure.ts'
import type { ObjectId } from '#shared/domain/ids.ts'
import { readHeadRef } from '../repository/head.ts'
import { appendReflog, appendReflogLines, copyReflog } from '../repository/reflog.ts'
import { readRef, refFile, removeLockedRefs, replaceLockedRef, requireRef } from '../repository/refs.ts'
import type { Repo } from '../repository/repo.ts'
import type { Journal, JournalRef } from './journal.ts'
import { dropPrepared, type PreparedLock, releaseLock, replaceUnderLock, takeLock } from './lock.ts'

/**
 * Whether HEAD and all refs are where the journal means to move them from. `forgiving`: or already where it moves them to.
 * Failure: REPOSITORY_MOVED (`branch`).
 */
export function checkRefs(repo: Repo, journal: Journal, manner: 'strict' | 'forgiving'): void {
  const { branchRef, from, to, head } = journal
  const now = { ref: readHeadRef(repo), commit: readRef(repo, 'HEAD') }
  const isBefore = now.ref === branchRef && (now.commit === from || (manner === 'forgiving' && now.commit === to))
  const isAfter = manner === 'forgiving' && head !== null && now.ref === head.toRef && now.commit === head.commit
  if (!isBefore && !isAfter) throw new Failure('REPOSITORY_MOVED', { what: 'branch', path: branchRef })
  for (const move of journal.refs) {
    if (manner === 'forgiving' && readRef(repo, move.name) === move.to) continue
    requireRef(repo, { name: move.name, value: move.from })
  }
}

/** All locks that moving the refs needs, taken. */
export interface LockedRefs {
  /**
   * New and changed refs first, then HEAD, and last the refs that go: HEAD never stands for one that is gone, and nothing goes
   * before all else is there. `begins` is called before the first of them changes.
   */
  move(on: { begins(): void; refsMoved(): void; headMoved(): void }): Promise<void>
}

/**
 * Takes the locks of all refs that move, and of HEAD, and looks at them once more. After a failure none of the locks is held.
 * Failures: REPOSITORY_MOVED (`branch`), REPOSITORY_BUSY, NO_PERMISSION, DISK_FULL.
 */
export async function lockRefs(repo: Repo, journal: Journal, manner: 'strict' | 'forgiving'): Promise<LockedRefs> {
  const moves = movesOf(journal).filter(({ name, to, lock }) => {
    const isDone = manner === 'forgiving' && readRef(repo, name) === to
    if (isDone) dropPrepared(lock)
    return !isDone
  })
  const head = journal.head && !isAtHead(repo, journal.head) ? journal.head : null
  const held: { lock: PreparedLock; file: string }[] = []
  const release = () => {
    for (const { lock, file } of held.splice(0)) releaseLock(lock, file)
  }
  const take = async (name: string, lock: PreparedLock) => {
    const file = refFile(repo, name)
    await takeLock(repo, lock, file)
    held.push({ lock, file })
  }
  try {
    for (const { name, lock } of moves) await take(name, lock)
    if (head) await take('HEAD', head.lock)
    checkRefs(repo, journal, manner)
  } catch (error) {
    release()
    throw error
  }
  const isPut = (lock: PreparedLock) => {
    const at = held.findIndex((one) => one.lock === lock)
    if (at >= 0) held.splice(at, 1)
  }
  return {
    async move({ begins, refsMoved, headMoved }) {
      try {
        begins()
        for (const { name, from, to, reflog, lock } of moves) {
          if (to === null || from === to) continue
          if (journal.branch?.to && name === `refs/heads/${journal.branch.to}`)
            moveLog(repo, journal.branch.from, { name, reflog })
          else logMoves(repo, { name, from, reflog })
          replaceLockedRef(repo, { name, to }, lock)
          isPut(lock)
        }
        refsMoved()
        if (head) {
          logHead(repo, journal, head)
          replaceUnderLock(head.lock, refFile(repo, 'HEAD'), Buffer.from(headText(head)))
          isPut(head.lock)
        }
        headMoved()
        const removed = moves.flatMap(({ name, to }) => (to === null ? [name] : []))
        if (removed.length > 0) await removeLockedRefs(repo, removed, journal.packedLock ?? undefined)
      } finally {
        release()
      }
    },
  }
}

/** The branch itself is one of the refs that move. */
function movesOf({ branchRef, from, to, reflog, refLock, refs }: Journal): JournalRef[] {
  if (branchRef === null || refLock === null || to === null) return refs
  return [{ name: branchRef, from, to, reflog: [{ to, message: reflog }], lock: refLock }, ...refs]
}

type Head = NonNullable<Journal['head']>

function isAtHead(repo: Repo, { toRef, commit }: Head): boolean {
  return readHeadRef(repo) === toRef && (toRef !== null || readRef(repo, 'HEAD') === commit)
}

function headText({ toRef, commit }: Head): string {
  return toRef === null ? `${commit}\n` : `ref: ${toRef}\n`
}

/** What was told of the branch under its old name, and that it has another. */
function moveLog(repo: Repo, from: string, { name, reflog }: Pick<JournalRef, 'name' | 'reflog'>): void {
  copyReflog(repo, `refs/heads/${from}`, name)
  appendReflogLines(
    repo,
    name,
    reflog.map(({ to, message }) => ({ from: to, to, message })),
  )
}

function logMoves(repo: Repo, { name, from, reflog }: Pick<JournalRef, 'name' | 'from' | 'reflog'>): void {
  const [only, ...more] = reflog
  if (only && more.length === 0) appendReflog(repo, name, from, only.to, only.message)
  else if (only) appendReflogLines(repo, name, chain(from, reflog))
}

/** Git notes a switch to a branch without commits nowhere. What is committed onto a new branch is told after the switch. */
function logHead(repo: Repo, { from, refs }: Journal, { toRef, commit, reflog }: Head): void {
  const made = refs.find(({ name, from: before }) => name === toRef && before === null)
  const [begun, ...steps] = made?.reflog ?? []
  const start = begun?.to ?? commit
  if (start === null) return
  appendReflogLines(repo, 'HEAD', [{ from, to: start, message: reflog }, ...chain(start, steps)])
}

function chain(from: ObjectId | null, steps: JournalRef['reflog']): { from: ObjectId | null; to: ObjectId; message: string }[] {
  return steps.map(({ to, message }, i) => ({ from: i === 0 ? from : (steps[i - 1]?.to ?? null), to, message }))
}
