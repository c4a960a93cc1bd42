import type { CallOptions } from '../contract.ts'
import { readShallow } from '../repository/history.ts'
import { moveTracking } from '../repository/move-tracking.ts'
import { readRef } from '../repository/refs.ts'
import type { RemoteBranch } from '../repository/remote-branch.ts'
import type { Repo } from '../repository/repo.ts'
import { trackingOf } from '../repository/upstream.ts'
import { requireWhole } from '../transport/connectivity.ts'
import { deepenBranch, deepenForMergeBase } from '../transport/deepen.ts'
import { downloadCommits } from '../transport/download-commits.ts'
import { type Depth, FetchRefused, type FetchSession, type Filter } from '../transport/fetch-session.ts'
import { configuredFilter } from '../transport/partial-clone.ts'
import type { ServerBranches } from '../transport/server-branches.ts'

interface Source {
  session: FetchSession
  domain: string
  told: ServerBranches
}

/**
 * Gets the commits of the server's default branch into a managed clone, and nothing that they hold, down to where the checked-out
 * branch left it: enough to say how far behind it is. Where that lies far back it gets a part, and goes on the next time. A server
 * that lets nothing be left out, of a history that is cut off, is not asked: it would send whole trees.
 * Failures: those of the transport, DISK_FULL, REPOSITORY_BUSY.
 */
export async function fetchDefault(
  repo: Repo,
  { remote, serverRef, local }: RemoteBranch,
  { session, domain, told }: Source,
  options: CallOptions,
): Promise<void> {
  const name = told.defaultBranch
  const tip = name === null ? undefined : told.branches.get(name)
  const filter = configuredFilter(repo, remote)
  const isShallow = readShallow(repo).size > 0
  if (name === null || tip === undefined || serverRef === `refs/heads/${name}` || (filter === null && isShallow)) return
  const commitsAlone: Filter = { kind: 'tree-depth', depth: 0 }
  const filters = filter === null ? [null] : [commitsAlone, filter]
  try {
    const ref = trackingOf(repo, remote, name)
    const from = readRef(repo, ref)
    if (!repo.objects.has(tip)) {
      // Without a commit of it to begin at, the server would send all there ever was.
      const depth: Depth = from === null && isShallow ? { kind: 'depth', commits: 1 } : { kind: 'full' }
      await downloadCommits(repo, session, { wants: [tip], depth, filters, ...options })
    }
    options.signal?.throwIfAborted()
    requireWhole(repo, tip, { known: [from, local], domain })
    await moveTracking(repo, { remote, ref, from, to: tip, whenForced: 'follow' })
    if (local === null || !isShallow) return
    const deepen = (depth: Depth) => deepenBranch(repo, session, { tip, local, depth, filters }, options)
    await deepenForMergeBase(repo, [local, tip], deepen, 'some')
  } catch (error) {
    if (!(error instanceof FetchRefused)) throw error
  }
}
