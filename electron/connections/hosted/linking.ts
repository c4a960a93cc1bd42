import type { CloneCheck, LinkOutcome } from '#shared/contract/connections.ts'
import type { CloneRemote, FolderInspection } from '#shared/domain/clone.ts'
import type { Connection } from '#shared/domain/connection.ts'
import type { ConnectionId, FolderHandle } from '#shared/domain/ids.ts'
import type { EventHub } from '../../events/hub.ts'
import { Failure } from '../../failure.ts'
import type { GitOperations } from '../../git/contract.ts'
import type { CloneAccess } from '../../source-control/clone-access.ts'
import { checkDirectories } from '../check-directories.ts'
import { type CloneCheckParts, commonFolder } from '../clone-check.ts'
import type { StoredConnection } from '../connection-store.ts'
import { judgeClone, remoteKey, signInMethods } from '../judge-clone.ts'
import { normalDomain } from '../same-domain.ts'
import { ownWork } from './own-work.ts'

export interface LinkingParts extends CloneCheckParts {
  access: CloneAccess
  events: EventHub
}

export interface LinkInput {
  connectionId: ConnectionId
  folder: FolderHandle
  work: 'ask' | 'leave'
}

/**
 * Leads a connection with a managed clone to a clone of the user's own, of the same repository (B8). Both clones stay as they
 * are; work that is only in the managed one waits there until the folder is unlinked, which is asked about first. Fails with
 * `NOT_FOUND`, and with `INVALID_PATH` where one of the connection's directories can't be used in that clone.
 */
export async function linkFolder(
  parts: LinkingParts,
  { connectionId, folder, work }: LinkInput,
  signal?: AbortSignal,
): Promise<LinkOutcome> {
  const { connections, handles, git, access } = parts
  const stored = connections.get(connectionId)
  if (stored.managedRoot === null) throw new Failure('NOT_FOUND', { what: 'folder' })
  const root = await handles.resolve(folder)
  const inspection = await git.inspectFolder(root, signal ? { signal } : {})
  const judged = judge(parts, stored, { inspection, folder, root })
  if (judged.kind !== 'remote') return judged
  const { directories } = stored.connection
  await usable(git, root, directories, signal)
  if (work === 'ask' && stored.connection.clone.kind === 'managed') {
    const left = await ownWork(git, await access.workspace(connectionId), signal)
    if (left.changes > 0 || left.commits > 0) return { kind: 'work-left', ...left }
  }
  await access.recovered({ root, directories }, signal)
  const connection = await connections.relocate(
    connectionId,
    { root, commonFolder: commonFolder(root) },
    {
      clone: { kind: 'linked', folderLabel: handles.label(root) },
      remote: { name: judged.remote.name, url: judged.remote.url },
      // What else lies in a person's own clone is theirs.
      otherFiles: 'ask',
    },
  )
  announceMove(parts, connection)
  return { kind: 'linked', connection }
}

/** Leads a connection back to Graft's own clone; the user's folder stays as it is. Fails with `NOT_FOUND` and `CLONE_MISSING`. */
export async function unlinkFolder(parts: LinkingParts, connectionId: ConnectionId): Promise<Connection> {
  const { connections, git } = parts
  const { connection, managedRoot } = connections.get(connectionId)
  if (connection.clone.kind !== 'linked' || managedRoot === null) return connection
  const inspection = await git.inspectFolder(managedRoot)
  const own = inspection.kind === 'working-tree' ? inspection.remotes.find(({ name }) => name === 'origin') : undefined
  if (!own) {
    const reason = inspection.kind === 'missing' ? 'missing' : 'not-a-repository'
    throw new Failure('CLONE_MISSING', { folder: '', reason })
  }
  const changed = await connections.relocate(
    connectionId,
    { root: managedRoot, commonFolder: commonFolder(managedRoot) },
    { clone: { kind: 'managed' }, remote: { name: own.name, url: own.url }, otherFiles: 'update' },
  )
  announceMove(parts, changed)
  return changed
}

type Judged = { kind: 'remote'; remote: CloneRemote } | Exclude<LinkOutcome, { kind: 'linked' | 'work-left' }>

/** Holds a picked folder against what a linked clone must be; gives the remote that is the connection's repository. */
function judge(
  { connections, registry, handles }: LinkingParts,
  stored: StoredConnection,
  { inspection, folder, root }: { inspection: FolderInspection; folder: FolderHandle; root: string },
): Judged {
  const { host, domain, id } = stored.connection
  const refused = (check: CloneCheck): Judged => ({ kind: 'refused', check })
  if (inspection.kind !== 'working-tree') {
    const picked = { handle: folder, label: handles.label(root) }
    const question = { host, domain: normalDomain(domain), remote: null, folder: picked, offer: handles.offer }
    return refused(judgeClone(inspection, question))
  }
  const { remotes, head } = inspection
  const [first] = originFirst(remotes)
  if (!first) return refused({ kind: 'no-remote' })
  const remote = originFirst(remotes).find(
    (each) => remoteKey(each) === stored.remoteKey && signInMethods(each, host).length > 0,
  )
  if (!remote) return { kind: 'other-repository', url: first.url }
  if (head.kind === 'detached') return refused({ kind: 'detached', commit: head.commit })
  const others = connections.ofRepository({ commonFolder: commonFolder(root), remoteKey: null })
  const other = others.find((each) => each.connection.id !== id)
  if (other) {
    const { apiId } = other.connection
    return refused({ kind: 'already-connected', apiId, apiName: registry.find(apiId)?.name ?? '' })
  }
  return { kind: 'remote', remote }
}

function originFirst(remotes: readonly CloneRemote[]): CloneRemote[] {
  return [...remotes].sort((one, other) => Number(other.name === 'origin') - Number(one.name === 'origin'))
}

async function usable(
  git: GitOperations,
  root: string,
  directories: Connection['directories'],
  signal: AbortSignal | undefined,
): Promise<void> {
  const reports = await checkDirectories(git, root, directories, signal ? { signal } : {})
  for (const [area, path] of Object.entries(directories)) {
    const report = area === 'schema' ? reports.schema : reports.collection
    if (report.kind === 'refused') throw new Failure('INVALID_PATH', { path })
  }
}

function announceMove({ events }: LinkingParts, { id, apiId }: Connection): void {
  events.announce({ kind: 'repository-changed', connectionId: id })
  events.announce({ kind: 'content-changed', apiId })
}
