import type { FetchOutcome } from '#shared/domain/repository.ts'
import type { CallOptions, RemoteAccess } from './contract.ts'
import { isAncestor } from './history.ts'
import { readRef, updateRef } from './refs.ts'
import { findRemoteBranch, type RemoteBranch } from './remote-branch.ts'
import { forgetForeignChanges, type Repo } from './repo.ts'
import { openLine } from './transport/connect.ts'
import type { SmartHttp } from './transport/smart-http.ts'
import { fetchOverSsh } from './transport/ssh.ts'
import { downloadObjects } from './transport/upload-pack.ts'
import { readUpstream } from './upstream.ts'

/**
 * Brings what this clone knows of the checked-out branch's counterpart up to date; nothing but its remote-tracking ref moves,
 * and that only once all objects are here. A branch that vanished on the server vanishes here, too.
 * Failures: DETACHED_HEAD, those of the transport, REPOSITORY_BUSY.
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
    forgetForeignChanges(repo)
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
  // Reading it is the check that it came.
  repo.objects.readCommit(tip)
  const how = known === null ? 'storing head' : isAncestor(repo, known, tip) ? 'fast-forward' : 'forced-update'
  await updateRef(repo, { name: at.trackingRef, from: known, to: tip, reflog: `fetch ${at.remote}: ${how}` })
}

async function noteGone(repo: Repo, at: RemoteBranch): Promise<void> {
  const known = readRef(repo, at.trackingRef)
  if (known !== null) await updateRef(repo, { name: at.trackingRef, from: known, to: null, reflog: null })
}
