import type { ConnectEvent } from '#shared/contract/connections.ts'
import type { CloneRemote } from '#shared/domain/clone.ts'
import type { Directories, SignIn } from '#shared/domain/connection.ts'
import type { ApiContent } from '#shared/domain/content.ts'
import type { OnPremisesHost } from '#shared/domain/host.ts'
import { type ApiId, ConnectionId, type FolderHandle } from '#shared/domain/ids.ts'
import type { AccountService } from '../auth/account-service.ts'
import { streamWork } from '../events/stream-work.ts'
import { Failure } from '../failure.ts'
import type { CallOptions, ContentLocation, Workspace } from '../git/contract.ts'
import type { CloneAccess } from '../source-control/clone-access.ts'
import { checkDirectories } from './check-directories.ts'
import { type CloneCheckParts, checkClone, commonFolder } from './clone-check.ts'
import { connectStage } from './connect-stages.ts'
import type { StoredConnection } from './connection-store.ts'
import { remoteKey } from './judge-clone.ts'
import { normalDomain, sameDomain } from './same-domain.ts'
import { createUndoLog } from './undo-log.ts'
import { writeOwnFiles } from './write-own-files.ts'

export interface ConnectInput {
  apiId: ApiId
  host: OnPremisesHost
  domain: string
  folder: FolderHandle
  remote: string
  directories: { schema: string; collection: string }
  signIn: SignIn
}

export interface ConnectParts extends CloneCheckParts {
  access: CloneAccess
  accounts: AccountService
  /** Runs pieces of work one after the other. */
  oneAtATime: <R>(work: () => Promise<R>) => Promise<R>
  now: () => Date
  newId: () => string
}

type Stage = Extract<ConnectEvent, { kind: 'stage' }>
type Outcome = Exclude<ConnectEvent, Stage>

/**
 * Connects an API to a clone: checks everything again, signs in by fetching, reads what is there, writes the API's own files
 * (where the clone has none) and the index files, and only then the connection. Giving up at any stage takes back what was
 * written, where it is still as written. Failures are those of a fetch, besides `NOT_FOUND`, `NO_PERMISSION` and `DISK_FULL`.
 */
export async function* connect(
  parts: ConnectParts,
  input: ConnectInput,
  signal: AbortSignal | undefined,
): AsyncGenerator<ConnectEvent, void, undefined> {
  const sameStage = (kept: Stage, next: Stage): Stage | null => (kept.stage === next.stage ? next : null)
  const stream = streamWork<Stage, Outcome>(signal, sameStage, (tell, inner) => run(parts, input, tell, inner))
  for await (const told of stream) yield told.value
}

async function run(
  parts: ConnectParts,
  input: ConnectInput,
  tell: (stage: Stage) => void,
  signal: AbortSignal,
): Promise<Outcome> {
  const { git, handles } = parts
  tell(connectStage('check'))
  checkAccount(parts, input)
  const check = await checkClone(parts, input, signal)
  if (check.kind !== 'accepted') return { kind: 'refused', check }
  const root = await handles.resolve(input.folder)
  const reports = await checkDirectories(git, root, input.directories, { signal })
  if (reports.schema.kind === 'refused' || reports.collection.kind === 'refused') {
    return { kind: 'directories-refused', ...reports }
  }
  const directories = { schema: reports.schema.directory, collection: reports.collection.directory }
  const workspace = { root, directories }

  tell(connectStage('sign-in'))
  await signIn(parts, input, workspace, check.remote, { signal, tell })

  tell(connectStage('read'))
  const there: ContentLocation = { kind: 'clone', workspace, definitionRoot: null }
  const found = await git.readContent(there, { signal })

  tell(connectStage('write'))
  return await parts.oneAtATime(() => finish(parts, input, workspace, check.remote, found, signal))
}

/** Writes and makes the connection, unless the clone was connected or left its branch while the server was asked. */
async function finish(
  parts: ConnectParts,
  input: ConnectInput,
  workspace: Workspace,
  remote: CloneRemote,
  found: ApiContent,
  signal: AbortSignal,
): Promise<Outcome> {
  const check = await checkClone(parts, input, signal)
  if (check.kind !== 'accepted' || check.head.kind === 'detached') return { kind: 'refused', check }
  const undo = createUndoLog(workspace.root)
  try {
    const content = await writeOwnFiles(parts, { apiId: input.apiId, workspace, found }, undo.remember, signal)
    signal.throwIfAborted()
    const stored = connectionOf(parts, input, workspace, remote, check.head.branch, content)
    await parts.connections.add(stored)
    return { kind: 'connected', connection: stored.connection }
  } catch (error) {
    await undo.seal()
    await undo.undo()
    throw error
  }
}

/** An account signs in at its own server alone. */
function checkAccount({ accounts }: ConnectParts, { signIn, host, domain }: ConnectInput): void {
  if (signIn.kind !== 'account') return
  const account = accounts.get(signIn.accountId)
  if (account.host !== host || !sameDomain(account.domain, domain)) throw new Failure('NOT_FOUND', { what: 'account' })
}

/** The fetch is the sign-in: a wrong token or an unknown repository is found here, before anything is written. */
async function signIn(
  { access, git }: ConnectParts,
  input: ConnectInput,
  workspace: Workspace,
  remote: CloneRemote,
  { signal, tell }: { signal: AbortSignal; tell: (stage: Stage) => void },
): Promise<void> {
  await access.recovered(workspace, signal)
  const request = { domain: normalDomain(input.domain), remote, signIn: input.signIn }
  const onProgress: CallOptions['onProgress'] = ({ stage, done, total, unit }) =>
    tell({ ...connectStage(stage === 'waiting' || stage === 'connecting' ? 'sign-in' : 'fetch'), done, total, unit })
  await access.signedIn(request, (remote) => git.fetch({ workspace, access: remote }, { signal, onProgress }), signal)
}

function connectionOf(
  { now, newId, handles }: ConnectParts,
  input: ConnectInput,
  workspace: Workspace,
  remote: CloneRemote,
  branch: string,
  content: ApiContent,
): StoredConnection {
  const directories: Directories = workspace.directories
  return {
    connection: {
      id: ConnectionId.parse(newId()),
      apiId: input.apiId,
      host: input.host,
      domain: normalDomain(input.domain),
      remote: { name: remote.name, url: remote.url },
      repository: null,
      clone: { kind: 'local', folderLabel: handles.label(workspace.root) },
      branch,
      directories,
      signIn: input.signIn,
      otherFiles: 'ask',
      definitionRoot: content.definitionRoot,
      createdAt: now().toISOString(),
    },
    root: workspace.root,
    managedRoot: null,
    commonFolder: commonFolder(workspace.root),
    remoteKey: remoteKey(remote),
  }
}
