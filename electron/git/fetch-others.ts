import type { ObjectId } from '#shared/domain/ids.ts'
import { Failure } from '../failure.ts'
import type { CallOptions } from './contract.ts'
import { moveTracking } from './repository/move-tracking.ts'
import { updateRef } from './repository/refs.ts'
import { keptAt, parseRefspecs } from './repository/refspecs.ts'
import { type Repo, readConfig } from './repository/repo.ts'
import { requireWhole } from './transport/connectivity.ts'
import { downloadCommits } from './transport/download-commits.ts'
import type { FetchSession } from './transport/fetch-session.ts'
import { configuredFilter } from './transport/partial-clone.ts'
import type { ServerBranches } from './transport/server-branches.ts'

const BRANCHES = 'refs/heads/'

interface Others {
  remote: string
  session: FetchSession
  domain: string
  told: ServerBranches
  /** Remote-tracking refs as they were before the server was asked, by branch. */
  noted: ReadonlyMap<string, ObjectId>
  /** Which branch has been fetched already, by its full name on the server. */
  except: string
}

interface Behind {
  ref: string
  forced: boolean
  from: ObjectId | null
  to: ObjectId
}

/**
 * Brings the remote-tracking refs of all branches up to date that the remote's refspecs name, as `git fetch <remote>` does: all
 * objects in one pack, then the refs. One that is not to be forced stays, as does one that another Git moved meanwhile. Refs of
 * branches that the server has no more go only where the configuration says so (`fetch.prune`).
 * Failures: those of the transport, REPOSITORY_BUSY, NO_PERMISSION, DISK_FULL.
 */
export async function fetchOthers(repo: Repo, others: Others, options: CallOptions): Promise<void> {
  const { told, noted, remote, session, domain } = others
  const behind = findBehind(repo, others)
  const here = new Set(noted.values())
  const wants = [...new Set(behind.map(({ to }) => to))].filter((oid) => !here.has(oid))
  if (wants.length > 0) {
    const filter = configuredFilter(repo, remote)
    const filters = filter === null ? [null] : [filter, null]
    await downloadCommits(repo, session, { wants, depth: { kind: 'full' }, filters, ...options })
  }
  const trunk = told.defaultBranch === null ? null : (noted.get(told.defaultBranch) ?? null)
  for (const { ref, forced, from, to } of behind) {
    options.signal?.throwIfAborted()
    if (!here.has(to)) requireWhole(repo, to, { known: [from, trunk], domain })
    const whenForced = forced ? 'follow' : 'stay'
    await unlessMoved(() => moveTracking(repo, { remote, ref, from, to, whenForced }))
  }
  await prune(repo, others)
}

function findBehind(repo: Repo, { remote, told, noted, except }: Others): Behind[] {
  const specs = parseRefspecs(readConfig(repo).all(`remote.${remote}.fetch`))
  return [...told.branches].flatMap(([name, to]) => {
    const kept = keptAt(specs, BRANCHES + name)
    const from = noted.get(name) ?? null
    return kept === null || from === to || BRANCHES + name === except ? [] : [{ ...kept, from, to }]
  })
}

async function prune(repo: Repo, { remote, told, noted }: Others): Promise<void> {
  const config = readConfig(repo)
  if ((config.bool(`remote.${remote}.prune`) ?? config.bool('fetch.prune')) !== true) return
  const specs = parseRefspecs(config.all(`remote.${remote}.fetch`))
  for (const [name, from] of noted) {
    const kept = told.branches.has(name) ? null : keptAt(specs, BRANCHES + name)
    if (kept !== null) await unlessMoved(() => updateRef(repo, { name: kept.ref, from, to: null, reflog: null }))
  }
}

/** Whoever moved a ref since knows as much of the server as we do. */
async function unlessMoved(work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    if (!(error instanceof Failure) || error.code !== 'REPOSITORY_MOVED') throw error
  }
}
