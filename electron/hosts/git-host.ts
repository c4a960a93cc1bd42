import type { HostKind } from '#shared/domain/host.ts'
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

/** Who a token belongs to, as its host says. */
export interface HostPerson {
  hostUserId: string | null
  login: string
  name: string | null
  /** Where the picture is; may ask for the sign-in. Null where there is none. */
  avatarUrl: string | null
  /** Rights that the token has; null where the host does not tell. */
  scopes: string[] | null
  /** When the token ends; null where it does not, or the host does not tell. */
  expiresAt: string | null
}

/** A search and where to go on; `search` is empty for everything. */
export interface Listing {
  search: string
  cursor: string | null
}

/** How a request to a host signs in. Asked for every request, so that a renewed token is used at once. */
export type Authorization = (signal: AbortSignal | undefined) => Promise<string>

/**
 * One host with one sign-in. Every function fails with the failures of the contract: those of the network, `SIGN_IN_NEEDED`,
 * `SSO_REQUIRED`, `APP_NOT_APPROVED`, `THIRD_PARTY_ACCESS_OFF`, `ADDRESS_NOT_ALLOWED`, `SCOPE_MISSING`, `RATE_LIMITED`,
 * `LOCKED_OUT`, `HOST_CHANGED`, `ACCESS_DENIED` and `REMOTE_FAILED`. What a host does not know (or hides) is null or empty.
 */
export interface GitHost {
  kind: HostKind
  person(signal?: AbortSignal): Promise<HostPerson>
  organisations(listing: Listing, signal?: AbortSignal): Promise<Page<Organisation>>
  /** Azure DevOps alone; empty elsewhere. */
  projects(organisation: string, listing: Listing, signal?: AbortSignal): Promise<Page<HostedProject>>
  repositories(
    place: { organisation: string; project: string | null },
    listing: Listing,
    signal?: AbortSignal,
  ): Promise<Page<HostedRepository>>
  repository(path: RepositoryPath, signal?: AbortSignal): Promise<HostedRepository | null>
  branches(path: RepositoryPath, listing: Listing, signal?: AbortSignal): Promise<Page<HostedBranch>>
  branch(path: RepositoryPath, name: string, signal?: AbortSignal): Promise<HostedBranch | null>
  /** Directly in the folder (`''` is the root); null where the folder or branch is not there. */
  folder(path: RepositoryPath, place: { branch: string; path: string }, signal?: AbortSignal): Promise<HostedEntry[] | null>
  /** Open ones whose source is this branch. */
  pullRequests(path: RepositoryPath, source: string, signal?: AbortSignal): Promise<PullRequest[]>
  /** A pull request that the host refuses in its own words is the value `refused`. */
  createPullRequest(
    path: RepositoryPath,
    request: { title: string; description: string; source: string; target: string; draft: boolean },
    signal?: AbortSignal,
  ): Promise<{ kind: 'created'; pullRequest: PullRequest } | { kind: 'refused'; hostWords: string }>
  webAddress(path: RepositoryPath, place: WebPlace): string
}

/** Pages of a repository that Graft leads to. */
export type WebPlace =
  | { kind: 'repository' }
  | { kind: 'branch'; branch: string }
  | { kind: 'commit'; commit: string }
  | { kind: 'new-pull-request'; source: string; target: string }
