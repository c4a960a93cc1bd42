import type { ObjectId } from '#shared/domain/ids.ts'
import type { FetchOutcome } from '#shared/domain/repository.ts'
import type { CallOptions, RemoteAccess } from './contract.ts'
import { isAncestor, readShallow } from './repository/history.ts'
import { dropClashingTracking } from './repository/ref-clashes.ts'
import { readRef, updateRef } from './repository/refs.ts'
import { findRemoteBranch, type RemoteBranch } from './repository/remote-branch.ts'
import type { Repo } from './repository/repo.ts'
import { readUpstream } from './repository/upstream.ts'
import { openLine } from './transport/connect.ts'
import { requireWhole } from './transport/connectivity.ts'
import { boundaryBelow, deepenForMergeBase } from './transport/deepen.ts'
import { type Depth, FetchRefused, type FetchSession, openFetchSession } from './transport/fetch-session.ts'
import { configuredFilter } from './transport/partial-clone.ts'
import { deepenOverSsh, fetchOverSsh } from './transport/ssh.ts'

/** What a fetch could not bring, though all else is there: the history that the branch and its counterpart share. */
export interface FetchedBranch {
  mergeBase: { kind: 'within-reach' } | { kind: 'out-of-reach'; because: FetchRefused }
}

/**
 * Brings what this clone knows of the checked-out branch's counterpart up to date; nothing but its remote-tracking ref moves,
 * and that only once all objects are here. A branch that vanished on the server vanishes here, too.
 * Failures: DETACHED_HEAD, REPOSITORY_DAMAGED, those of the transport, REPOSITORY_BUSY.
 */
export async function fetchRemote(repo: Repo, access: RemoteAccess, options: CallOptions = {}): Promise<FetchOutcome> {
  const at = findRemoteBranch(repo, access.remote)
  await fetchBranch(repo, at, access, options)
  return { kind: 'fetched', upstream: readUpstream(repo, at.branch, at.local) }
}

/**
 * The network half of a fetch and of a pull. In a shallow clone it also gets as much more history as is needed to see where the
 * branch and its counterpart part.
 */
export async function fetchBranch(
  repo: Repo,
  at: RemoteBranch,
  access: RemoteAccess,
  options: CallOptions,
): Promise<FetchedBranch> {
  options.onProgress?.({ stage: 'connecting', done: 0, total: null, unit: 'bytes' })
  const line = openLine(repo, access, 'fetch', options)
  if (line.kind === 'ssh') {
    const found = await fetchOverSsh(repo, at, options)
    repo.objects.refresh()
    if (found === 'gone') await noteGone(repo, at)
    return await reachMergeBase(repo, at, ({ depth, below }) => deepenOverSsh(repo, at, { depth, below }, options))
  }
  try {
    const session = await openFetchSession(line.session)
    await fetchOverHttp(repo, at, session, access.domain, options)
    return await reachMergeBase(repo, at, async ({ tip, depth, below }) => {
      try {
        await downloadBranch(repo, at, session, { wants: [tip, ...below], depth, ...options })
      } catch (error) {
        // What a forced push left behind may be gone from the server by now.
        if (!(error instanceof FetchRefused) || error.refused !== 'object') throw error
        await downloadBranch(repo, at, session, { wants: [tip], depth, ...options })
      }
    })
  } finally {
    await line.session.close()
  }
}

async function fetchOverHttp(
  repo: Repo,
  at: RemoteBranch,
  session: FetchSession,
  domain: string,
  options: CallOptions,
): Promise<void> {
  const { refs } = await session.listRefs([at.serverRef])
  const tip = refs.get(at.serverRef)
  if (tip === undefined) return await noteGone(repo, at)
  const known = readRef(repo, at.trackingRef)
  if (known === tip) return
  const isHere = tip === at.local
  if (!isHere) await downloadBranch(repo, at, session, { wants: [tip], depth: { kind: 'full' }, ...options })
  options.signal?.throwIfAborted()
  requireWhole(repo, tip, { known: [known, at.local], domain })
  if (known === null) await dropClashingTracking(repo, at)
  const how = known === null ? 'storing head' : isAncestor(repo, known, tip) ? 'fast-forward' : 'forced-update'
  await updateRef(repo, { name: at.trackingRef, from: known, to: tip, reflog: `fetch ${at.remote}: ${how}` })
}

/** A partial clone asks for as little as it was made with; a server that no longer lets it sends everything. */
async function downloadBranch(
  repo: Repo,
  at: RemoteBranch,
  session: FetchSession,
  { wants, depth, ...options }: { wants: readonly ObjectId[]; depth: Depth } & CallOptions,
): Promise<void> {
  const filter = configuredFilter(repo, at.remote)
  const request = { wants, haves: 'negotiate', depth, ...options } as const
  try {
    await session.fetchPack(repo, { ...request, filter })
  } catch (error) {
    if (filter === null || !(error instanceof FetchRefused) || error.refused !== 'filter') throw error
    await session.fetchPack(repo, { ...request, filter: null })
  }
}

/** More history of the branch's counterpart, and of the commits below which this clone's own is cut off. */
interface Deepening {
  tip: ObjectId
  below: readonly ObjectId[]
  depth: Depth
}

async function reachMergeBase(
  repo: Repo,
  at: RemoteBranch,
  deepen: (request: Deepening) => Promise<void>,
): Promise<FetchedBranch> {
  const { local } = at
  const tip = readRef(repo, at.trackingRef)
  if (local === null || tip === null || readShallow(repo).size === 0) return { mergeBase: { kind: 'within-reach' } }
  try {
    await deepenForMergeBase(repo, [local, tip], (depth) => deepen({ tip, depth, below: boundaryBelow(repo, local) }))
  } catch (error) {
    if (!(error instanceof FetchRefused)) throw error
    return { mergeBase: { kind: 'out-of-reach', because: error } }
  }
  return { mergeBase: { kind: 'within-reach' } }
}

async function noteGone(repo: Repo, at: RemoteBranch): Promise<void> {
  const known = readRef(repo, at.trackingRef)
  if (known !== null) await updateRef(repo, { name: at.trackingRef, from: known, to: null, reflog: null })
}
