import type { HistoryPage } from '#shared/domain/history.ts'
import type { ObjectId } from '#shared/domain/ids.ts'
import type { CallOptions, GitOperations, NeedsServer, RemoteAccess } from '../contract.ts'
import { ownedFolders } from '../owned-folders.ts'
import { headCommit, readHead } from '../repository/head.ts'
import type { Repo } from '../repository/repo.ts'
import { pace } from '../working-folder/working-folder.ts'
import { type Cursor, readCursor, writeCursor } from './cursor.ts'
import { openDescriptions } from './describe-commit.ts'
import { openReach } from './reach-back.ts'
import { type Matches, matcher } from './search.ts'
import { type HistorySession, historySession, type SessionStep } from './sessions.ts'

type Input = Parameters<GitOperations['listHistory']>[0]

const PROGRESS_EVERY = 500

/**
 * One page of the history of the checked-out branch (or detached HEAD), newest first; never a parent before its children, unless
 * clocks ran very late (`openWalk`). The pages of one tip go on from it although the branch moves meanwhile.
 * Where history or trees are not in this clone, a page ends there; one that would be empty asks for an access, and with it the
 * server is asked for as much as a page is likely to take. Scope `api` shows what `git log -- <folders>` does.
 * Failures: HISTORY_OUT_OF_REACH (the server lets go of no more), those of the transport, REPOSITORY_DAMAGED, DISK_FULL.
 */
export async function listHistory(repo: Repo, input: Input, options: CallOptions = {}): Promise<HistoryPage | NeedsServer> {
  const cursor = usable(repo, readCursor(input.cursor))
  const tip = cursor?.tip ?? headCommit(readHead(repo))
  if (tip === null) return { commits: [], next: null, tip }
  const session = historySession(repo, { tip, scope: input.scope, directories: input.workspace.directories })
  session.refresh()
  const scan = openScan(repo, session, { limit: input.limit, matches: matcher(input.search) })
  await goTo(session, cursor, scan, options)
  const { access } = input
  const found =
    access === null ? await scan.go(options) : await scanWithServer(repo, { scan, session, tip }, { ...input, access }, options)
  if (found.stopped.kind === 'lacking' && found.commits.length === 0) return { kind: 'needs-server' }
  const describe = openDescriptions(repo, { tip, remote: input.remote })
  const last = session.shown[scan.past() - 1]
  const next = found.stopped.kind === 'end' || last === undefined ? null : writeCursor({ tip, past: scan.past(), last })
  return { commits: found.commits.map(describe), next, tip }
}

/** A cursor whose commits were collected as garbage meanwhile leads nowhere. */
function usable(repo: Repo, cursor: Cursor | null): Cursor | null {
  return cursor !== null && repo.objects.has(cursor.tip) ? cursor : null
}

interface Found {
  commits: ObjectId[]
  stopped: { kind: 'full' } | Extract<SessionStep, { kind: 'end' | 'lacking' }>
}

interface Scan {
  past(): number
  skipTo(past: number): void
  /** Goes on until the page is full; what was found earlier stays. */
  go(options: CallOptions): Promise<Found>
}

function openScan(repo: Repo, session: HistorySession, { limit, matches }: { limit: number; matches: Matches }): Scan {
  const commits: ObjectId[] = []
  let past = 0
  return {
    past: () => past,
    skipTo(to) {
      past = to
    },
    async go({ signal, onProgress }) {
      const steps = pace(signal)
      signal?.throwIfAborted()
      while (commits.length < limit) {
        const id = session.shown[past]
        if (id === undefined) {
          const step = session.advance()
          if (step.kind === 'end' || step.kind === 'lacking') return { commits, stopped: step }
        } else {
          if (matches(id, () => repo.objects.readCommit(id))) commits.push(id)
          past += 1
          if (past % PROGRESS_EVERY === 0) onProgress?.({ stage: 'reading', done: past, total: null, unit: 'objects' })
        }
        await steps.step()
      }
      return { commits, stopped: isLast(session, past) ? { kind: 'end' } : { kind: 'full' } }
    },
  }
}

/** Whether nothing comes after a full page, as far as a short look tells. */
function isLast(session: HistorySession, past: number): boolean {
  for (let look = 0; look < PROGRESS_EVERY && session.shown.length === past; look++) {
    const step = session.advance()
    if (step.kind === 'end') return true
    if (step.kind === 'lacking') return false
  }
  return false
}

/** To where a cursor points, walking again what is not remembered. */
async function goTo(session: HistorySession, cursor: Cursor | null, scan: Scan, { signal }: CallOptions): Promise<void> {
  if (cursor === null) return
  const steps = pace(signal)
  while (session.shown.length < cursor.past) {
    const step = session.advance()
    if (step.kind === 'end' || step.kind === 'lacking') break
    await steps.step()
  }
  // History that came in between may have put commits before it.
  const at = session.shown[cursor.past - 1] === cursor.last ? cursor.past : session.shown.indexOf(cursor.last) + 1
  scan.skipTo(at > 0 ? at : Math.min(cursor.past, session.shown.length))
}

/** As many rounds as it takes while nothing is found; once there is something to show, no more history is asked for. */
async function scanWithServer(
  repo: Repo,
  { scan, session, tip }: { scan: Scan; session: HistorySession; tip: ObjectId },
  { access, workspace, limit }: Input & { access: RemoteAccess },
  options: CallOptions,
): Promise<Found> {
  let found = await scan.go(options)
  if (found.stopped.kind !== 'lacking') return found
  const reach = openReach(repo, { access, folders: ownedFolders(workspace.directories) }, options)
  try {
    for (let by = limit; found.stopped.kind === 'lacking'; ) {
      const { what, place } = found.stopped
      if (what === 'trees') await reach.bringTrees(place)
      else {
        if (found.commits.length > 0) return found
        await reach.deepen({ tip, by })
        by *= 2
      }
      session.refresh()
      found = await scan.go(options)
    }
    return found
  } finally {
    await reach.close()
  }
}
