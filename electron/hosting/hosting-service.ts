import type { Account } from '#shared/domain/account.ts'
import type {
  HostedBranch,
  HostedEntry,
  HostedProject,
  HostedRepository,
  Organisation,
  Page,
  PullRequest,
  RepositoryPath,
} from '#shared/domain/hosting.ts'
import type { AccountId } from '#shared/domain/ids.ts'
import type { AccountService } from '../auth/account-service.ts'
import type { Authorization, GitHost, Listing } from '../hosts/git-host.ts'
import { createFolderMemory } from './folder-memory.ts'
import { withAccount } from './with-account.ts'

/**
 * What a host has, seen with an account's eyes. A call with a refused token did nothing, so the token is renewed and the call
 * made once more. Fails as `GitHost` does, and with `NOT_FOUND` for an unknown account.
 */
export interface HostingService {
  organisations(id: AccountId, listing: Listing, signal?: AbortSignal): Promise<Page<Organisation>>
  projects(id: AccountId, organisation: string, listing: Listing, signal?: AbortSignal): Promise<Page<HostedProject>>
  repositories(
    id: AccountId,
    place: { organisation: string; project: string | null },
    listing: Listing,
    signal?: AbortSignal,
  ): Promise<Page<HostedRepository>>
  branches(id: AccountId, path: RepositoryPath, listing: Listing, signal?: AbortSignal): Promise<Page<HostedBranch>>
  /** Null where the branch is not there. */
  branch(id: AccountId, path: RepositoryPath, name: string, signal?: AbortSignal): Promise<HostedBranch | null>
  /** Open ones whose source is this branch. */
  pullRequests(id: AccountId, path: RepositoryPath, source: string, signal?: AbortSignal): Promise<PullRequest[]>
  createPullRequest(
    id: AccountId,
    path: RepositoryPath,
    request: Parameters<GitHost['createPullRequest']>[1],
    signal?: AbortSignal,
  ): ReturnType<GitHost['createPullRequest']>
  /** Null where the host does not know the repository, or hides it from this account. */
  repository(id: AccountId, path: RepositoryPath, signal?: AbortSignal): Promise<HostedRepository | null>
  /** Null where the folder or branch is not there. Remembered for a moment, as a tree is unfolded. */
  folder(
    id: AccountId,
    path: RepositoryPath,
    place: { branch: string; path: string },
    signal?: AbortSignal,
  ): Promise<HostedEntry[] | null>
}

export interface HostingParts {
  accounts: Pick<AccountService, 'get' | 'find' | 'token' | 'afterRefusal'>
  openHost(account: Account, authorization: Authorization): GitHost
  now: () => Date
}

export function createHosting({ accounts, openHost, now }: HostingParts): HostingService {
  const folders = createFolderMemory(now)
  const ask = <R>(id: AccountId, signal: AbortSignal | undefined, question: (host: GitHost) => Promise<R>): Promise<R> => {
    const account = accounts.get(id)
    return withAccount(accounts, id, signal, ({ authorization }) => question(openHost(account, async () => authorization)))
  }
  return {
    organisations: (id, listing, signal) => ask(id, signal, (host) => host.organisations(listing, signal)),
    projects: (id, organisation, listing, signal) => ask(id, signal, (host) => host.projects(organisation, listing, signal)),
    repositories: (id, place, listing, signal) => ask(id, signal, (host) => host.repositories(place, listing, signal)),
    branches: (id, path, listing, signal) => ask(id, signal, (host) => host.branches(path, listing, signal)),
    branch: (id, path, name, signal) => ask(id, signal, (host) => host.branch(path, name, signal)),
    pullRequests: (id, path, source, signal) => ask(id, signal, (host) => host.pullRequests(path, source, signal)),
    createPullRequest: (id, path, request, signal) => ask(id, signal, (host) => host.createPullRequest(path, request, signal)),
    repository: (id, path, signal) => ask(id, signal, (host) => host.repository(path, signal)),
    folder: async (id, path, place, signal) => {
      const key = JSON.stringify([id, path.organisation, path.project, path.name, place.branch, place.path])
      const kept = folders.recall(key)
      if (kept) return kept.entries
      const entries = await ask(id, signal, (host) => host.folder(path, place, signal))
      folders.keep(key, entries)
      return entries
    },
  }
}
