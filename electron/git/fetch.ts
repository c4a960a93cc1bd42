import type { ObjectId } from '#shared/domain/ids.ts'
import type { FetchOutcome } from '#shared/domain/repository.ts'
import { Failure } from '../failure.ts'
import type { CallOptions, RemoteAccess } from './contract.ts'
import { fetchOthers } from './fetch-others.ts'
import { fetchDefault } from './managed/fetch-default.ts'
import { readShallow } from './repository/history.ts'
import { managedFolders } from './repository/managed.ts'
import { moveTracking } from './repository/move-tracking.ts'
import { readRef, updateRef } from './repository/refs.ts'
import { keptAt, parseRefspecs } from './repository/refspecs.ts'
import { findRemoteBranch, type RemoteBranch } from './repository/remote-branch.ts'
import { type Repo, readConfig } from './repository/repo.ts'
import { answerBeside } from './repository/server-answer.ts'
import { writeServerAnswer } from './repository/server-answer-file.ts'
import { trackedBranches } from './repository/tracked-branches.ts'
import { readUpstream } from './repository/upstream.ts'
import { openLine } from './transport/connect.ts'
import { requireWhole } from './transport/connectivity.ts'
import { boundaryBelow, deepenBranch, deepenForMergeBase } from './transport/deepen.ts'
import { downloadCommits } from './transport/download-commits.ts'
import { type Depth, FetchRefused, type FetchSession, type Filter, openFetchSession } from './transport/fetch-session.ts'
import { configuredFilter } from './transport/partial-clone.ts'
import { listServerBranches, type ServerBranches } from './transport/server-branches.ts'
import { deepenOverSsh, fetchAllOverSsh, fetchOverSsh, listBranchesOverSsh } from './transport/ssh.ts'

/** What a fetch could not bring, though all else is there: the history that the branch and its counterpart share. */
export interface FetchedBranch {
  mergeBase: { kind: 'within-reach' } | { kind: 'out-of-reach'; because: FetchRefused }
}

/**
 * Brings what this clone knows of the server up to date; no branch moves, and a remote-tracking ref only once all its objects are
 * here. Of a user's clone that is all that `git fetch <remote>` brings (tags apart); of a managed one the checked-out branch's
 * counterpart and the commits of the default branch. What branches the server has is remembered. The counterpart of the
 * checked-out branch vanishes here where it vanished there; other refs stay, unless the configuration has them pruned.
 * Failures: DETACHED_HEAD, REPOSITORY_DAMAGED, those of the transport, REPOSITORY_BUSY.
 */
export async function fetchRemote(repo: Repo, access: RemoteAccess, options: CallOptions = {}): Promise<FetchOutcome> {
  const { remote } = access
  const at = findRemoteBranch(repo, remote)
  // Read first: what another Git moves while the server is asked is newer than its answer.
  const noted = trackedBranches(repo, remote)
  const { branches, defaultBranch } = await fetchAll(repo, { at, noted, access }, options)
  const answer = { remote, askedAt: repo.now().toISOString(), defaultBranch, branches: answerBeside(branches, noted) }
  await unlessFailing(() => writeServerAnswer(repo, answer))
  return { kind: 'fetched', upstream: readUpstream(repo, at.branch, at.local) }
}

interface FetchAll {
  at: RemoteBranch
  noted: ReadonlyMap<string, ObjectId>
  access: RemoteAccess
}

async function fetchAll(repo: Repo, { at, noted, access }: FetchAll, options: CallOptions): Promise<ServerBranches> {
  options.onProgress?.({ stage: 'connecting', done: 0, total: null, unit: 'bytes' })
  const line = openLine(repo, access, 'fetch', options)
  if (line.kind === 'ssh') {
    const told = await listBranchesOverSsh(repo, at.remote, options)
    await takeOverSsh(repo, at, told, options)
    await reachMergeBase(repo, at, deepeningOverSsh(repo, at, options))
    return told
  }
  const { session: http } = line
  try {
    const session = await openFetchSession(http)
    const told = await listServerBranches(session)
    const tip = told.branches.get(shortName(at)) ?? null
    await takeCounterpart(repo, at, session, { tip, domain: access.domain }, options)
    await reachMergeBase(repo, at, deepeningOverHttp(repo, at, session, options))
    if (managedFolders(repo) !== null) await fetchDefault(repo, at, { session, domain: access.domain, told }, options)
    else {
      const others = { remote: at.remote, session, domain: access.domain, told, noted, except: at.serverRef }
      await fetchOthers(repo, others, options)
    }
    return told
  } finally {
    await http.close()
  }
}

/** A user's clone gets all that its refspecs name in one go; the counterpart may be none of it. */
async function takeOverSsh(repo: Repo, at: RemoteBranch, told: ServerBranches, options: CallOptions): Promise<void> {
  const specs = parseRefspecs(readConfig(repo).all(`remote.${at.remote}.fetch`))
  const wholesale = managedFolders(repo) === null && specs.kept.length > 0
  if (!told.branches.has(shortName(at))) await noteGone(repo, at)
  else if (!wholesale || keptAt(specs, at.serverRef)?.ref !== at.trackingRef) await fetchOverSsh(repo, at, options)
  if (wholesale) await fetchAllOverSsh(repo, at.remote, options)
  repo.objects.refresh()
}

/**
 * The network half of a pull, of the checked-out branch's counterpart or of another branch in its place. In a shallow clone it also
 * gets as much more history as is needed to see where the two part.
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
    return await reachMergeBase(repo, at, deepeningOverSsh(repo, at, options))
  }
  const { session: http } = line
  try {
    const session = await openFetchSession(http)
    const { refs } = await session.listRefs([at.serverRef])
    await takeCounterpart(repo, at, session, { tip: refs.get(at.serverRef) ?? null, domain: access.domain }, options)
    return await reachMergeBase(repo, at, deepeningOverHttp(repo, at, session, options))
  } finally {
    await http.close()
  }
}

async function takeCounterpart(
  repo: Repo,
  at: RemoteBranch,
  session: FetchSession,
  { tip, domain }: { tip: ObjectId | null; domain: string },
  options: CallOptions,
): Promise<void> {
  if (tip === null) return await noteGone(repo, at)
  const known = readRef(repo, at.trackingRef)
  if (known === tip) return
  if (tip !== at.local) {
    // Nothing here tells the server where to stop; a shallow clone gets one commit, and then as many as it needs.
    const unheardOf = known === null && readShallow(repo).size > 0
    const depth: Depth = unheardOf && !repo.objects.has(tip) ? { kind: 'depth', commits: 1 } : { kind: 'full' }
    await downloadCommits(repo, session, { wants: [tip], depth, filters: filtersOf(repo, at.remote), ...options })
  }
  options.signal?.throwIfAborted()
  requireWhole(repo, tip, { known: [known, at.local], domain })
  await moveTracking(repo, { remote: at.remote, ref: at.trackingRef, from: known, to: tip, whenForced: 'follow' })
}

/** A partial clone asks for as little as it was made with; a server that no longer lets it sends everything. */
function filtersOf(repo: Repo, remote: string): (Filter | null)[] {
  const filter = configuredFilter(repo, remote)
  return filter === null ? [null] : [filter, null]
}

type Deepen = (depth: Depth) => Promise<void>

/** More history of the branch's counterpart, and of the commits below which this clone's own is cut off. */
function deepeningOverHttp(repo: Repo, at: RemoteBranch, session: FetchSession, options: CallOptions): Deepen {
  return async (depth) => {
    const tip = readRef(repo, at.trackingRef)
    if (tip === null || at.local === null) return
    await deepenBranch(repo, session, { tip, local: at.local, depth, filters: filtersOf(repo, at.remote) }, options)
  }
}

function deepeningOverSsh(repo: Repo, at: RemoteBranch, options: CallOptions): Deepen {
  return async (depth) => {
    const below = at.local === null ? [] : boundaryBelow(repo, at.local)
    await deepenOverSsh(repo, at, { depth, below }, options)
  }
}

async function reachMergeBase(repo: Repo, at: RemoteBranch, deepen: Deepen): Promise<FetchedBranch> {
  const { local } = at
  const tip = readRef(repo, at.trackingRef)
  if (local === null || tip === null || readShallow(repo).size === 0) return { mergeBase: { kind: 'within-reach' } }
  try {
    await deepenForMergeBase(repo, [local, tip], deepen)
  } catch (error) {
    if (!(error instanceof FetchRefused)) throw error
    return { mergeBase: { kind: 'out-of-reach', because: error } }
  }
  return { mergeBase: { kind: 'within-reach' } }
}

function shortName({ serverRef }: RemoteBranch): string {
  return serverRef.slice('refs/heads/'.length)
}

/** All is fetched by now: that a memory of it could not be written makes it no failure. */
async function unlessFailing(work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    if (!(error instanceof Failure)) throw error
  }
}

async function noteGone(repo: Repo, at: RemoteBranch): Promise<void> {
  const known = readRef(repo, at.trackingRef)
  if (known !== null) await updateRef(repo, { name: at.trackingRef, from: known, to: null, reflog: null })
}
