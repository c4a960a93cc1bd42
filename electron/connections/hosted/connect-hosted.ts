import type { ConnectEvent } from '#shared/contract/connections.ts'
import type { Account } from '#shared/domain/account.ts'
import type { TypedDirectories } from '#shared/domain/directories.ts'
import type { HostedRepository } from '#shared/domain/hosting.ts'
import { ConnectionId } from '#shared/domain/ids.ts'
import { withoutCredentials } from '#shared/domain/remote-address.ts'
import type { ApiRegistry } from '../../apis/api-registry.ts'
import type { AccountService } from '../../auth/account-service.ts'
import { streamWork } from '../../events/stream-work.ts'
import type { CallOptions, GitOperations, Workspace } from '../../git/contract.ts'
import type { HostingService } from '../../hosting/hosting-service.ts'
import type { CloneAccess } from '../../source-control/clone-access.ts'
import { checkDirectories } from '../check-directories.ts'
import { commonFolder } from '../clone-check.ts'
import { connectStage } from '../connect-stages.ts'
import type { ConnectionStore, StoredConnection } from '../connection-store.ts'
import { writeOwnFiles } from '../write-own-files.ts'
import {
  checkRepository,
  connectedElsewhere,
  keyOf,
  type RepositoryCheckInput,
  type RepositoryCheckParts,
} from './check-repository.ts'
import { checkHostedDirectories } from './hosted-directories.ts'
import type { CloneAttempt, ManagedClones } from './managed-clones.ts'

export interface ConnectHostedInput extends RepositoryCheckInput {
  branch: string
  directories: TypedDirectories
}

export interface ConnectHostedParts extends RepositoryCheckParts {
  registry: ApiRegistry
  connections: ConnectionStore
  accounts: AccountService
  hosting: HostingService
  git: GitOperations
  access: CloneAccess
  clones: ManagedClones
  /** Runs pieces of work one after the other. */
  oneAtATime: <R>(work: () => Promise<R>) => Promise<R>
  now: () => Date
  newId: () => string
}

type Stage = Extract<ConnectEvent, { kind: 'stage' }>
type Outcome = Exclude<ConnectEvent, Stage>
interface Telling {
  signal: AbortSignal
  tell: (stage: Stage) => void
}

/**
 * Connects an API to a repository at its host: checks everything again, makes a small clone of Graft's own, reads what is there,
 * writes the API's own files (where the branch has none) and the index files, and only then the connection. Giving up at any
 * stage removes the clone. Failures are those of the host and of a fetch, besides `NOT_FOUND`, `NO_PERMISSION` and `DISK_FULL`.
 */
export async function* connectHosted(
  parts: ConnectHostedParts,
  input: ConnectHostedInput,
  signal: AbortSignal | undefined,
): AsyncGenerator<ConnectEvent, void, undefined> {
  const sameStage = (kept: Stage, next: Stage): Stage | null => (kept.stage === next.stage ? next : null)
  const stream = streamWork<Stage, Outcome>(signal, sameStage, (tell, inner) => run(parts, input, { tell, signal: inner }))
  for await (const told of stream) yield told.value
}

async function run(parts: ConnectHostedParts, input: ConnectHostedInput, telling: Telling): Promise<Outcome> {
  const { tell, signal } = telling
  tell(connectStage('check'))
  const check = await checkRepository(parts, input, signal)
  if (check.kind !== 'accepted') return { kind: 'repository-refused', check }
  const { repository } = check
  const branch = repository.empty === true ? null : input.branch
  const reports = await checkHostedDirectories(parts.hosting, { ...input, branch }, signal)
  if (reports.schema.kind === 'refused' || reports.collection.kind === 'refused') {
    return { kind: 'directories-refused', ...reports }
  }
  const directories = { schema: reports.schema.directory, collection: reports.collection.directory }

  tell(connectStage('sign-in'))
  const account = parts.accounts.get(input.accountId)
  const attempt = await parts.clones.begin(ConnectionId.parse(parts.newId()))
  const making = { account, repository, attempt, workspace: { root: attempt.root, directories } }
  const outcome = await dropOnFailure(attempt, () => inClone(parts, input, making, telling))
  await (outcome.kind === 'connected' ? attempt.keep() : attempt.drop())
  return outcome
}

async function dropOnFailure<R>(attempt: CloneAttempt, work: () => Promise<R>): Promise<R> {
  try {
    return await work()
  } catch (error) {
    await attempt.drop()
    throw error
  }
}

interface Making {
  account: Account
  repository: HostedRepository
  attempt: CloneAttempt
  workspace: Workspace
}

async function inClone(
  parts: ConnectHostedParts,
  input: ConnectHostedInput,
  making: Making,
  telling: Telling,
): Promise<Outcome> {
  const { git } = parts
  const { tell, signal } = telling
  const { workspace } = making
  const cloned = await clone(parts, input, making, telling)
  if (cloned.kind === 'branch-missing') return { kind: 'branch-missing', branch: input.branch }

  tell(connectStage('read'))
  // Only the clone knows what Git ignores, and what the working folder makes of the branch.
  const reports = await checkDirectories(git, workspace.root, workspace.directories, { signal })
  if (reports.schema.kind === 'refused' || reports.collection.kind === 'refused') {
    return { kind: 'directories-refused', ...reports }
  }
  const found = await git.readContent({ kind: 'clone', workspace, definitionRoot: null }, { signal })

  tell(connectStage('write'))
  return await parts.oneAtATime(async () => {
    // The repository or the API may have been connected while the server was asked, the API or the account be gone.
    const { api } = parts.registry.get(input.apiId)
    parts.accounts.get(input.accountId)
    if (parts.connections.ofApi(input.apiId)) {
      return { kind: 'repository-refused', check: { kind: 'already-connected', apiId: api.id, apiName: api.name } }
    }
    const elsewhere = connectedElsewhere(parts, making.repository)
    if (elsewhere) return { kind: 'repository-refused', check: elsewhere }
    const content = await writeOwnFiles(parts, { apiId: input.apiId, workspace, found }, async () => undefined, signal)
    signal.throwIfAborted()
    const stored = connectionOf(parts, input, making, content.definitionRoot)
    await parts.connections.add(stored)
    return { kind: 'connected', connection: stored.connection }
  })
}

/** The clone is the sign-in, too: a token without access to the repository is refused here, before anything is written. */
async function clone(
  { access, git }: ConnectHostedParts,
  { accountId, branch }: ConnectHostedInput,
  { account, repository, workspace }: Making,
  { tell, signal }: Telling,
) {
  let stage: 'sign-in' | 'fetch' = 'sign-in'
  const onProgress: CallOptions['onProgress'] = (progress) => {
    // The server is connected to more than once; what has been fetched is not told away by that.
    if (progress.stage !== 'waiting' && progress.stage !== 'connecting') stage = 'fetch'
    const { done, total, unit } = progress
    if (stage === 'fetch' && (progress.stage === 'waiting' || progress.stage === 'connecting')) return
    tell({ ...connectStage(stage), done, total, unit })
  }
  const url = withoutCredentials(repository.cloneUrl)
  const request = { domain: account.domain, remote: { name: 'origin', url }, signIn: { kind: 'account' as const, accountId } }
  return access.signedIn(
    request,
    (remote) => git.cloneManaged({ workspace, url, branch, access: remote }, { signal, onProgress }),
    signal,
  )
}

function connectionOf(
  { now }: ConnectHostedParts,
  { apiId, accountId, branch }: ConnectHostedInput,
  { account, repository, attempt, workspace }: Making,
  definitionRoot: string | null,
): StoredConnection {
  return {
    connection: {
      id: attempt.id,
      apiId,
      host: account.host,
      domain: account.domain,
      remote: { name: 'origin', url: withoutCredentials(repository.cloneUrl) },
      repository: repository.path,
      clone: { kind: 'managed' },
      branch,
      directories: workspace.directories,
      signIn: { kind: 'account', accountId },
      // Nobody works in this clone but Graft: what else the branch brings may follow.
      otherFiles: 'update',
      definitionRoot,
      createdAt: now().toISOString(),
    },
    root: attempt.root,
    commonFolder: commonFolder(attempt.root),
    managedRoot: attempt.root,
    remoteKey: keyOf(repository),
  }
}
