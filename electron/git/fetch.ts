import type { ObjectId } from '#shared/domain/ids.ts'
import type { FetchOutcome } from '#shared/domain/repository.ts'
import { Failure } from '../failure.ts'
import type { CallOptions, RemoteAccess } from './contract.ts'
import { isAncestor } from './repository/history.ts'
import { dropClashingTracking } from './repository/ref-clashes.ts'
import { readRef, updateRef } from './repository/refs.ts'
import { findRemoteBranch, type RemoteBranch } from './repository/remote-branch.ts'
import type { Repo } from './repository/repo.ts'
import { readUpstream } from './repository/upstream.ts'
import { openLine } from './transport/connect.ts'
import { findMissingObjects } from './transport/outgoing-pack.ts'
import type { SmartHttp } from './transport/smart-http.ts'
import { fetchOverSsh } from './transport/ssh.ts'
import { downloadObjects } from './transport/upload-pack.ts'

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

/** The network half of a fetch and of a pull. */
export async function fetchBranch(repo: Repo, at: RemoteBranch, access: RemoteAccess, options: CallOptions): Promise<void> {
  options.onProgress?.({ stage: 'connecting', done: 0, total: null, unit: 'bytes' })
  const line = openLine(repo, access, 'fetch', options)
  if (line.kind === 'ssh') {
    const found = await fetchOverSsh(repo, at, options)
    repo.objects.refresh()
    if (found === 'gone') await noteGone(repo, at)
    return
  }
  try {
    await fetchOverHttp(repo, at, line.session, access.domain, options)
  } finally {
    await line.session.close()
  }
}

async function fetchOverHttp(
  repo: Repo,
  at: RemoteBranch,
  session: SmartHttp,
  domain: string,
  options: CallOptions,
): Promise<void> {
  const advertisement = await session.advertise('git-upload-pack')
  const tip = advertisement.refs.get(at.serverRef)
  if (tip === undefined) return await noteGone(repo, at)
  const known = readRef(repo, at.trackingRef)
  if (known === tip) return
  const isHere = tip === at.local
  if (!isHere) await downloadObjects(repo, session, { want: tip, advertisement, domain, ...options })
  options.signal?.throwIfAborted()
  requireWhole(repo, tip, { known: [known, at.local], domain })
  if (known === null) await dropClashingTracking(repo, at)
  const how = known === null ? 'storing head' : isAncestor(repo, known, tip) ? 'fast-forward' : 'forced-update'
  await updateRef(repo, { name: at.trackingRef, from: known, to: tip, reflog: `fetch ${at.remote}: ${how}` })
}

/** No ref may come to name something that is not all here, whatever the server sent (as Git's own check after a fetch). */
function requireWhole(repo: Repo, tip: ObjectId, { known, domain }: { known: (ObjectId | null)[]; domain: string }): void {
  try {
    const { objects } = findMissingObjects(
      repo,
      tip,
      known.filter((oid) => oid !== null),
    )
    const missing = objects.find((oid) => !repo.objects.has(oid))
    if (missing !== undefined) repo.objects.read(missing)
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    // A partial clone lacks objects on purpose.
    if (error.code === 'UNSUPPORTED_REPOSITORY') return
    throw new Failure('REMOTE_FAILED', { domain, status: null, hostWords: null }, { cause: error })
  }
}

async function noteGone(repo: Repo, at: RemoteBranch): Promise<void> {
  const known = readRef(repo, at.trackingRef)
  if (known !== null) await updateRef(repo, { name: at.trackingRef, from: known, to: null, reflog: null })
}
