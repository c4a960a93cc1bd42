import type { ObjectId } from '#shared/domain/ids.ts'
import type { PushOutcome } from '#shared/domain/repository.ts'
import { Failure } from '../failure.ts'
import { writeUpstream } from './config/upstream-config.ts'
import type { CallOptions, RemoteAccess } from './contract.ts'
import { countAheadBehind, isAncestor, readShallow } from './repository/history.ts'
import { listRefs, readRef, updateRef } from './repository/refs.ts'
import { findRemoteBranch, type RemoteBranch } from './repository/remote-branch.ts'
import type { Repo } from './repository/repo.ts'
import { noteServerBranch } from './repository/server-answer-file.ts'
import { openLine } from './transport/connect.ts'
import { findMissingObjects, findNewCommits } from './transport/missing-objects.ts'
import { isPartialClone } from './transport/partial-clone.ts'
import { sendUpdate } from './transport/receive-pack.ts'
import { rejectionReason } from './transport/rejection-reason.ts'
import type { SmartHttp } from './transport/smart-http.ts'
import { fetchOverSsh, pushOverSsh } from './transport/ssh.ts'

export type Delivery = { kind: 'delivered'; from: ObjectId | null } | Exclude<PushOutcome, { kind: 'pushed' }>

/**
 * Sends the checked-out branch's commits to its counterpart, never by force. The first push of a branch notes what it follows.
 * Failures: DETACHED_HEAD, those of the transport.
 */
export async function pushBranch(repo: Repo, access: RemoteAccess, options: CallOptions = {}): Promise<PushOutcome> {
  const at = findRemoteBranch(repo, access.remote)
  const commit = at.local
  if (commit === null) return { kind: 'up-to-date' }
  const knownBefore = knownTips(repo, at)
  const delivery = await deliver(repo, at, { commit, access }, options)
  if (delivery.kind !== 'delivered') return delivery
  const commits =
    delivery.from !== null && repo.objects.has(delivery.from)
      ? countAheadBehind(repo, commit, delivery.from).ahead
      : findNewCommits(repo, commit, knownBefore).length
  return {
    kind: 'pushed',
    commits,
    branch: at.serverRef.replace('refs/heads/', ''),
    createdBranch: delivery.from === null,
  }
}

/**
 * Sends a commit and what it holds to one branch of the server, never by force, and notes here that it is there now.
 * Failures: those of the transport.
 */
export async function deliver(
  repo: Repo,
  at: RemoteBranch,
  { commit, access }: { commit: ObjectId; access: RemoteAccess },
  options: CallOptions,
): Promise<Delivery> {
  options.onProgress?.({ stage: 'connecting', done: 0, total: null, unit: 'bytes' })
  const delivery = await send(repo, at, { commit, access }, options)
  if (delivery.kind === 'delivered' || delivery.kind === 'up-to-date') await noteDelivered(repo, at, commit)
  return delivery
}

async function send(
  repo: Repo,
  at: RemoteBranch,
  { commit, access }: { commit: ObjectId; access: RemoteAccess },
  options: CallOptions,
): Promise<Delivery> {
  const line = openLine(repo, access, 'push', options)
  if (line.kind === 'ssh') return deliverOverSsh(repo, at, commit, options)
  try {
    return await deliverOverHttp(repo, at, commit, line.session, access.domain, options)
  } finally {
    await line.session.close()
  }
}

async function deliverOverHttp(
  repo: Repo,
  at: RemoteBranch,
  commit: ObjectId,
  session: SmartHttp,
  domain: string,
  options: CallOptions,
): Promise<Delivery> {
  const advertisement = await session.advertise('git-receive-pack')
  const from = advertisement.refs.get(at.serverRef) ?? null
  if (from === commit) return { kind: 'up-to-date' }
  if (from !== null && !(repo.objects.has(from) && isAncestor(repo, from, commit))) return { kind: 'remote-moved' }
  options.onProgress?.({ stage: 'packing', done: 0, total: null, unit: 'objects' })
  const { objects } = findMissingObjects(repo, commit, [...advertisement.refs.values(), ...thereBefore(repo, at)])
  options.signal?.throwIfAborted()
  const change = { ref: at.serverRef, from, to: commit }
  const report = await sendUpdate(repo, session, { change, objects, advertisement, domain, ...options })
  if (report.kind === 'accepted') return { kind: 'delivered', from }
  // Somebody may have pushed in between: whether the branch moved tells, the server's words do not.
  const now = await session.advertise('git-receive-pack')
  const moved = (now.refs.get(at.serverRef) ?? null) !== from
  return moved ? { kind: 'remote-moved' } : { kind: 'rejected', reason: rejectionReason(report.words), hostWords: report.words }
}

async function deliverOverSsh(repo: Repo, at: RemoteBranch, commit: ObjectId, options: CallOptions): Promise<Delivery> {
  const before = readRef(repo, at.trackingRef)
  const push = await pushOverSsh(repo, at, commit, options)
  if (push.kind === 'up-to-date') return push
  if (push.kind === 'pushed') return { kind: 'delivered', from: push.created ? null : before }
  await fetchOverSsh(repo, at, options)
  repo.objects.refresh()
  const now = readRef(repo, at.trackingRef)
  const moved = now !== null && !isAncestor(repo, now, commit)
  return moved ? { kind: 'remote-moved' } : { kind: 'rejected', reason: rejectionReason(push.words), hostWords: push.words }
}

/**
 * What is cut off or left out here cannot be sent, and need not be: it came from the server. Its branches may have moved on since,
 * so that what was seen of them counts, too.
 */
function thereBefore(repo: Repo, at: RemoteBranch): ObjectId[] {
  return readShallow(repo).size > 0 || isPartialClone(repo) ? knownTips(repo, at) : []
}

function knownTips(repo: Repo, at: RemoteBranch): ObjectId[] {
  return listRefs(repo, `refs/remotes/${at.remote}/`).map((ref) => ref.oid)
}

/** The push is done by now: that its note could not be taken (a fetch took a newer one, a lock is held) makes it no failure. */
async function noteDelivered(repo: Repo, at: RemoteBranch, commit: ObjectId): Promise<void> {
  try {
    const known = readRef(repo, at.trackingRef)
    if (known !== commit) {
      await updateRef(repo, { name: at.trackingRef, from: known, to: commit, reflog: 'update by push' })
    }
    if (at.relation === 'same-name') await writeUpstream(repo, at)
    await noteServerBranch(repo, at.remote, at.serverRef.replace('refs/heads/', ''), commit)
  } catch (error) {
    if (!(error instanceof Failure)) throw error
  }
}
