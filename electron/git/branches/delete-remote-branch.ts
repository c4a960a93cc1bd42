import type { DeleteRemoteBranchOutcome } from '#shared/domain/branch.ts'
import type { ObjectId } from '#shared/domain/ids.ts'
import { Failure } from '../../failure.ts'
import type { CallOptions, GitOperations, RemoteAccess } from '../contract.ts'
import type { Exclusively } from '../pull.ts'
import { readRef, updateRef } from '../repository/refs.ts'
import { requireRemote } from '../repository/remote-branch.ts'
import type { Repo } from '../repository/repo.ts'
import { noteServerBranch } from '../repository/server-answer-file.ts'
import { trackingOf } from '../repository/upstream.ts'
import { openLine } from '../transport/connect.ts'
import { sendUpdate } from '../transport/receive-pack.ts'
import { deleteOverSsh } from '../transport/ssh.ts'
import { askServer } from './ask-server.ts'

interface Doomed {
  remote: string
  serverRef: string
  tip: ObjectId
}

/**
 * Deletes a branch on the server, if it still is where the person saw it; local branches stay. What was noted here of it goes.
 * Failures: REMOTE_REPOSITORY_NOT_FOUND, those of the transport.
 */
export async function deleteRemoteBranch(
  repo: Repo,
  { access, name, tip }: Omit<Parameters<GitOperations['deleteRemoteBranch']>[0], 'workspace'>,
  options: CallOptions & { exclusively?: Exclusively } = {},
): Promise<DeleteRemoteBranchOutcome> {
  const { exclusively = (work) => work() } = options
  const { remote } = access
  requireRemote(repo, remote)
  const lookNow = async (): Promise<DeleteRemoteBranchOutcome | null> => {
    const { branches, defaultBranch } = await askServer(repo, access, options)
    if (name === defaultBranch) return { kind: 'is-default' }
    const now = branches.get(name)
    return now === undefined ? { kind: 'missing' } : now === tip ? null : { kind: 'moved', tip: now }
  }
  const refusal = await lookNow()
  const doomed: Doomed = { remote, serverRef: `refs/heads/${name}`, tip }
  const outcome = refusal ?? (await remove(repo, access, doomed, lookNow, options))
  if (outcome.kind === 'deleted' || outcome.kind === 'missing') await exclusively(() => forget(repo, remote, name))
  return outcome
}

async function remove(
  repo: Repo,
  access: RemoteAccess,
  doomed: Doomed,
  lookNow: () => Promise<DeleteRemoteBranchOutcome | null>,
  options: CallOptions,
): Promise<DeleteRemoteBranchOutcome> {
  const words = await refusalWords(repo, access, doomed, options)
  if (words === null) return { kind: 'deleted' }
  // Somebody may have pushed in between: where the branch is now tells, the server's words do not.
  return (await lookNow()) ?? { kind: 'rejected', hostWords: words }
}

/** Asks for the removal. Null: it is done; else the server's words. */
async function refusalWords(repo: Repo, access: RemoteAccess, doomed: Doomed, options: CallOptions): Promise<string | null> {
  const line = openLine(repo, access, 'push', options)
  if (line.kind === 'ssh') {
    const push = await deleteOverSsh(repo, doomed, options)
    return push.kind === 'refused' ? push.words : null
  }
  try {
    const advertisement = await line.session.advertise('git-receive-pack')
    const change = { ref: doomed.serverRef, from: doomed.tip, to: null }
    const request = { change, objects: [], advertisement, domain: access.domain, ...options }
    const report = await sendUpdate(repo, line.session, request)
    return report.kind === 'accepted' ? null : report.words
  } finally {
    await line.session.close()
  }
}

/** It is gone from the server by now: that this could not be noted makes it no failure. */
async function forget(repo: Repo, remote: string, name: string): Promise<void> {
  try {
    const ref = trackingOf(repo, remote, name)
    const noted = readRef(repo, ref)
    if (noted !== null) await updateRef(repo, { name: ref, from: noted, to: null, reflog: null })
    await noteServerBranch(repo, remote, name, null)
  } catch (error) {
    if (!(error instanceof Failure)) throw error
  }
}
