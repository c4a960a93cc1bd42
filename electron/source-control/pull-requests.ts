import type { CreatePullRequestOutcome, PullRequestList } from '#shared/contract/pull-requests.ts'
import type { LocalBranch } from '#shared/domain/branch.ts'
import type { Connection } from '#shared/domain/connection.ts'
import type { ConnectionId } from '#shared/domain/ids.ts'
import { Failure } from '../failure.ts'
import type { GitOperations, Workspace } from '../git/contract.ts'
import type { HostingService } from '../hosting/hosting-service.ts'
import { pageAddress } from '../hosts/page-address.ts'
import { abortable, type CloneWork } from './clone-work.ts'
import { type HostedPlace, hostedPlace, repositoryOf } from './hosted-place.ts'

export interface PullRequestRequest {
  title: string
  description: string
  target: string
  draft: boolean
}

/**
 * Pull requests of a connection's active branch. Fails as `CloneWork` and `GitHost` do, and with `DETACHED_HEAD` where no branch
 * is checked out.
 */
export interface PullRequests {
  list(id: ConnectionId, signal?: AbortSignal): Promise<PullRequestList>
  create(id: ConnectionId, request: PullRequestRequest, signal?: AbortSignal): Promise<CreatePullRequestOutcome>
}

export interface PullRequestsParts {
  git: GitOperations
  hosting: Pick<HostingService, 'repository' | 'branches' | 'pullRequests' | 'createPullRequest'>
  work: CloneWork
}

/** Branches offered as targets beside the default one. */
const MOST_TARGETS = 50

export function createPullRequests({ git, hosting, work }: PullRequestsParts): PullRequests {
  const activeBranch = (id: ConnectionId, signal: AbortSignal | undefined): Promise<ActiveBranch> =>
    work.inClone(id, (workspace) => readActive(git, workspace, work.connection(id).remote.name, signal))
  return {
    list: async (id, signal) => {
      const connection = work.connection(id)
      const active = await activeBranch(id, signal)
      const place = hostedPlace(connection)
      if (place === null) return { kind: 'page-only', newPage: newPage(connection, active.source, active.defaultBranch) }
      return listAtHost(hosting, connection, place, active, signal)
    },
    create: async (id, request, signal) => {
      const place = hostedPlace(work.connection(id))
      // The window offers this only where the host can be asked.
      if (place === null) throw new Failure('NOT_FOUND', { what: 'account' })
      const { source, pushed } = await activeBranch(id, signal)
      if (!pushed) return { kind: 'not-pushed' }
      return hosting.createPullRequest(place.accountId, place.repository, { ...request, source }, signal)
    },
  }
}

interface ActiveBranch {
  /** Its name on the remote. */
  source: string
  /** Whether the remote, as last fetched, has all of its commits. */
  pushed: boolean
  defaultBranch: string | null
}

async function readActive(
  git: GitOperations,
  workspace: Workspace,
  remote: string,
  signal: AbortSignal | undefined,
): Promise<ActiveBranch> {
  const { head, local, defaultBranch } = await git.listBranches({ workspace, remote }, abortable(signal))
  if (head.kind === 'detached') throw new Failure('DETACHED_HEAD', { commit: head.commit })
  const branch = local.find(({ name }) => name === head.branch)
  const source = branch && branch.upstream.kind !== 'none' ? branch.upstream.name : head.branch
  const pushed = branch !== undefined && (await isPushed(git, { workspace, remote }, branch, signal))
  return { source, pushed, defaultBranch }
}

async function isPushed(
  git: GitOperations,
  at: { workspace: Workspace; remote: string },
  { name, tip, upstream }: LocalBranch,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  if (upstream.kind !== 'tracked') return false
  if (upstream.tip === tip) return true
  const [details] = await git.describeBranches({ ...at, refs: [{ kind: 'local', name }] }, abortable(signal))
  return details?.againstUpstream?.ahead === 0
}

async function listAtHost(
  hosting: PullRequestsParts['hosting'],
  connection: Connection,
  { accountId, repository }: HostedPlace,
  { source, defaultBranch: told }: ActiveBranch,
  signal: AbortSignal | undefined,
): Promise<PullRequestList> {
  const [found, branches, pullRequests] = await Promise.all([
    hosting.repository(accountId, repository, signal),
    hosting.branches(accountId, repository, { search: '', cursor: null }, signal),
    hosting.pullRequests(accountId, repository, source, signal),
  ])
  if (found === null) throw new Failure('REMOTE_REPOSITORY_NOT_FOUND', { url: connection.remote.url, hostWords: null })
  const defaultBranch = found.defaultBranch ?? branches.items.find(({ isDefault }) => isDefault)?.name ?? told
  const others = branches.items.map(({ name }) => name).filter((name) => name !== defaultBranch)
  const targets = [...(defaultBranch === null ? [] : [defaultBranch]), ...others.slice(0, MOST_TARGETS)]
  return {
    kind: 'listed',
    pullRequests,
    targets: targets.filter((name) => name !== source),
    newPage: newPage(connection, source, defaultBranch) ?? found.webUrl,
  }
}

/** The host's own page for a new pull request; null where the repository or its default branch is not known. */
function newPage(connection: Connection, source: string, target: string | null): string | null {
  const { host, domain } = connection
  const repository = repositoryOf(connection)
  if (repository === null || target === null) return null
  return pageAddress(host, domain, repository, { kind: 'new-pull-request', source, target })
}
