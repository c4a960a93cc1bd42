import type { Connection, Directories } from '#shared/domain/connection.ts'
import { resolveDirectories, type TypedDirectories } from '#shared/domain/directories.ts'
import type { ConnectionId } from '#shared/domain/ids.ts'
import type { EventHub } from '../events/hub.ts'
import { Failure } from '../failure.ts'
import type { GitOperations, Workspace } from '../git/contract.ts'
import { isOwned } from '../git/owned-folders.ts'
import type { Log } from '../platform/platform.ts'
import type { AccessRequest, CloneAccess } from '../source-control/clone-access.ts'
import { indexEntry } from './api-index.ts'
import { checkDirectories, type DirectoryReports } from './check-directories.ts'
import type { ConnectionStore } from './connection-store.ts'
import { managedBehind } from './managed-behind.ts'
import { isRefused, textReport } from './new-directories.ts'

export interface ChangeDirectoriesParts {
  connections: ConnectionStore
  access: CloneAccess
  git: GitOperations
  events: EventHub
  log: Log
}

export interface ChangeDirectoriesInput {
  connectionId: ConnectionId
  directories: TypedDirectories
  edits: 'ask' | 'keep-in-restore-point'
}

export type ChangeDirectoriesOutcome =
  | { kind: 'changed'; connection: Connection }
  | ({ kind: 'refused' } & DirectoryReports)
  | { kind: 'has-edits'; paths: string[] }

/**
 * Leads a connection to other folders of its active branch (B14). A managed clone gets them beside those it has, before anything
 * else changes: whenever the work ends early, the connection goes on with its old folders. Edits in folders that are given up are
 * kept in a restore point; only in a managed clone, where nobody would see them again, are they put back to the last commit.
 * Fails with `NOT_FOUND`, `CLONE_MISSING`, and with the failures of a fetch and of a discard.
 */
export async function changeDirectories(
  parts: ChangeDirectoriesParts,
  { connectionId, directories: typed, edits }: ChangeDirectoriesInput,
  signal?: AbortSignal,
): Promise<ChangeDirectoriesOutcome> {
  const { connections, access, git, events } = parts
  const stored = connections.get(connectionId)
  const { connection } = stored
  const resolved = resolveDirectories(typed)
  if (isRefused(resolved)) {
    return { kind: 'refused', schema: textReport(resolved.schema), collection: textReport(resolved.collection) }
  }
  const workspace = await access.workspace(connectionId)
  const folders = [resolved.schema, resolved.collection].flatMap((each) => (each.kind === 'refused' ? [] : [each.directory]))
  const behind = await managedBehind(git, stored)
  await widen(parts, connection, workspace, folders, signal)
  if (behind) await widen(parts, { ...connection, remote: behind.remote }, behind.workspace, folders, signal)

  const reports = await checkDirectories(git, workspace.root, typed, signal ? { signal } : {})
  if (reports.schema.kind === 'refused' || reports.collection.kind === 'refused') return { kind: 'refused', ...reports }
  const directories = { schema: reports.schema.directory, collection: reports.collection.directory }
  const leaving = await editsLeftBehind(git, workspace, directories)
  if (leaving.length > 0 && edits === 'ask') return { kind: 'has-edits', paths: leaving }
  signal?.throwIfAborted()
  if (leaving.length > 0) await keepEdits(git, connection, workspace, leaving)
  const changed = await settle(parts, connection, { root: workspace.root, directories })
  events.announce({ kind: 'repository-changed', connectionId })
  events.announce({ kind: 'content-changed', apiId: connection.apiId })
  return { kind: 'changed', connection: changed }
}

/** From what is here, and else with what the server has. */
async function widen(
  { access, git }: ChangeDirectoriesParts,
  request: AccessRequest,
  workspace: Workspace,
  folders: string[],
  signal: AbortSignal | undefined,
): Promise<void> {
  const options = signal ? { signal } : {}
  await access.recovered(workspace, signal)
  const here = await git.widenClone({ workspace, folders, access: null }, options)
  if (here.kind === 'widened') return
  const fetched = await access.signedIn(request, (way) => git.widenClone({ workspace, folders, access: way }, options), signal)
  // Somebody moved the branch in between.
  if (fetched.kind === 'needs-server') throw new Failure('REPOSITORY_MOVED', { what: 'branch', path: null })
}

async function editsLeftBehind(git: GitOperations, workspace: Workspace, directories: Directories): Promise<string[]> {
  const { changes } = await git.status(workspace)
  return changes.map(({ path }) => path).filter((path) => !isOwned(directories, path))
}

async function keepEdits(git: GitOperations, { clone }: Connection, workspace: Workspace, paths: string[]): Promise<void> {
  if (clone.kind === 'managed') await git.discard({ workspace, paths, reason: 'folders-changed' })
  else await git.makeRestorePoint({ workspace, reason: 'folders-changed' })
}

/** The connection, its root definition and the index files follow. */
async function settle(
  { connections, git, log }: ChangeDirectoriesParts,
  { id, apiId, directories: before, definitionRoot: root }: Connection,
  workspace: Workspace,
): Promise<Connection> {
  const { directories } = workspace
  const definitionRoot = directories.schema === before.schema ? root : null
  const content = await git.readContent({ kind: 'clone', workspace, definitionRoot })
  const changed = await connections.change(id, { directories, definitionRoot: content.definitionRoot })
  try {
    await git.writeApiIndex({ workspace, entry: indexEntry(apiId, content) })
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    // The next definition that is chosen writes them again; the connection is changed all the same.
    log.warn('the index files of an API could not be written', { connectionId: id, code: error.code })
  }
  return changed
}
