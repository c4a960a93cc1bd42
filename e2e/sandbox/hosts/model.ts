import type { HostKind } from '#shared/domain/host.ts'
import type { RepositoryPath } from '#shared/domain/hosting.ts'

/** A person who has an account at a sandbox host. */
export interface SandboxPerson {
  id: number
  login: string
  name: string
  email: string
  /** Organisations that the person belongs to, by name. */
  organisations: string[]
}

/** A token that the sandbox accepts, or did. The same object is changed to expire or revoke it while a test runs. */
export interface SandboxToken {
  token: string
  /** Login of its owner. */
  person: string
  kind: 'oauth' | 'personal'
  scopes: string[]
  state: 'good' | 'expired' | 'revoked'
}

export interface SandboxPullRequest {
  number: number
  title: string
  description: string
  source: string
  target: string
  author: string
  state: 'open' | 'draft' | 'merged' | 'closed'
}

export interface SandboxRepository {
  path: RepositoryPath
  /** The bare repository on disk: branches and trees are read from it by command-line git, so that both always agree. */
  bare: string
  visibility: 'public' | 'private'
  archived: boolean
  /** Logins that may push; everybody else in the organisation reads. */
  writers: string[]
  protectedBranches: string[]
  pullRequests: SandboxPullRequest[]
}

/** What is wrong with a host right now. Each is one row of `hosts.md` section 4; null or false is "nothing". */
export interface SandboxTroubles {
  /** SAML: requests for this organisation want single sign-on (GitHub's header and words, in the API and in Git). */
  ssoOrganisation: string | null
  appNotApproved: boolean
  addressNotAllowed: boolean
  thirdPartyAccessOff: boolean
  /** Everything is refused for a while, as after too many failed sign-ins. */
  lockedOut: boolean
  /** Seconds until the host answers again. */
  rateLimit: { status: 403 | 429; retryAfter: number } | null
  /** 410 with the number of a change, for the calls that the host removed. */
  removed: string | null
  /** REST answers with the host's sign-in page: 203 and HTML. */
  signInPage: boolean
  /** The host answers 500. */
  broken: boolean
}

export const NO_TROUBLES: Readonly<SandboxTroubles> = {
  ssoOrganisation: null,
  appNotApproved: false,
  addressNotAllowed: false,
  thirdPartyAccessOff: false,
  lockedOut: false,
  rateLimit: null,
  removed: null,
  signInPage: false,
  broken: false,
}

/** What the browser's page of a sandbox host does, and how its OAuth differs from the book. */
export interface SandboxOAuth {
  clientId: string
  /** Null where the host takes public clients. */
  clientSecret: string | null
  /** The registered redirect address, held against a request's by the host's own rule; null takes any. */
  redirect: string | null
  /** Who is signed in to the host in the browser. */
  browserPerson: string
  /** Rights that the person unticks on the consent page. */
  untickedScopes: string[]
  /** Seconds that codes, tokens and device codes live. */
  lifetimes: { code: number; accessToken: number; deviceCode: number }
  /** Seconds that a program is told to wait between two questions after a device code. */
  deviceInterval: number
  /** Whether the application allows device codes. */
  deviceCodes: boolean
  /** Azure DevOps: organisations of personal Microsoft accounts, which belong to no tenant. */
  personalOrganisations: string[]
  /** Rules of the organisation refuse every token (Conditional Access). */
  policyRefuses: boolean
  /** An administrator has to allow the application before anybody may. */
  adminApprovalNeeded: boolean
}

/** Everything there is at one sandbox host. Tests change it while the server runs. */
export interface SandboxHost {
  kind: HostKind
  /** `http://127.0.0.1:<port>`; also the accounts' domain. */
  origin: string
  people: SandboxPerson[]
  tokens: SandboxToken[]
  repositories: SandboxRepository[]
  troubles: SandboxTroubles
  oauth: SandboxOAuth
}

/** One REST request, its path below the host's REST base and not decoded. `caller` is whose good token came along. */
export interface RestRequest {
  method: string
  path: string
  query: URLSearchParams
  headers: Readonly<Record<string, string | string[] | undefined>>
  body: unknown
  caller: { person: SandboxPerson; token: SandboxToken } | null
}

export interface RestAnswer {
  status: number
  headers?: Record<string, string>
  /** JSON unless it is a string. */
  body?: unknown
  /** Defaults to JSON, or plain text for a string. */
  contentType?: string
}

/** How one kind of host speaks: what of the sandbox differs between hosts. */
export interface HostAccent {
  kind: HostKind
  /**
   * Path prefixes of the server that belong to the REST interface, such as `/api/v4`. The first one is its public base. An
   * empty one takes every path that is neither Git's nor a page of the sign-in.
   */
  restPrefixes: readonly string[]
  /** The token in a REST request's headers, however this host carries it; null where there is none. */
  readToken(headers: RestRequest['headers']): string | null
  /** Whether Git takes this user name beside this token. */
  acceptsGitUser(username: string, token: SandboxToken): boolean
  /** Where Git finds the repository: the path of its clone address, such as `/acme/pets.git`. */
  gitPath(path: RepositoryPath): string
  /** The answer to a request without trouble; troubles that have words of their own here come from `trouble`. */
  rest(request: RestRequest, host: SandboxHost): RestAnswer
  /** The answer that one of the troubles gives in this host's accent; null where none applies to the request. */
  trouble(request: RestRequest, host: SandboxHost): RestAnswer | null
  /** How Git over HTTP is refused by one of the troubles; null where none applies. */
  gitTrouble(repository: SandboxRepository, host: SandboxHost): RestAnswer | null
  /** Missing, expired, revoked or unknown token. */
  unauthorized(token: SandboxToken | null, host: SandboxHost): RestAnswer
}
