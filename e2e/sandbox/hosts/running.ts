import type { HostAccent, SandboxHost, SandboxRepository } from './model.ts'
import type { NewRepository } from './repositories.ts'

/** One request as it came in, for assertions. */
export interface SeenRequest {
  method: string
  /** Path and query. */
  url: string
  /** The `Host` header: whom the client thought it spoke to. */
  host: string
  part: 'oauth' | 'page' | 'git' | 'rest'
  /** The secret that came along (token, or password beside a user name), for the search for leaks; null without one. */
  credential: string | null
  status: number
}

/** A host that runs. What is in `host` may be changed at any moment and holds for the next request. */
export interface RunningSandboxHost {
  host: SandboxHost
  /** `http://127.0.0.1:<port>`, or `https` with a certificate of its own authority. */
  origin: string
  /** Where its REST interface starts, as `CloudAddresses` and the hosts' clients want it. */
  api: string
  /** Microsoft Entra's address; only of Azure DevOps. */
  login: string
  /** PEM of the authority that signed its certificate; null over plain HTTP. */
  authority: string | null
  requests: SeenRequest[]
  /** Every token, code and verifier that passed, whoever made it: none of them may be found anywhere afterwards. */
  secrets: Set<string>
  /** Requests to a part of the host wait until its promise settles. */
  held: Partial<Record<SeenRequest['part'], Promise<void>>>
  /** Address of a repository for Git, without credentials. */
  cloneUrl(repository: SandboxRepository): string
  /** Makes a repository on the host, served from now on. */
  addRepository(repository: NewRepository): SandboxRepository
  /** A personal access token of a person, accepted from now on. */
  issueToken(person: string, scopes?: readonly string[]): string
  /** The person takes back what was allowed to Graft: access and refresh tokens die. */
  revokeSignIns(person: string): void
  close(): Promise<void>
}

export interface SandboxHostOptions {
  /** Which kind of host it plays. */
  accent: HostAccent
  /** An empty folder of its own: repositories and certificates lie there. */
  folder: string
  /** `https` makes an authority and a certificate for `127.0.0.1` with the installed `openssl`. */
  scheme?: 'http' | 'https'
  port?: number
}
