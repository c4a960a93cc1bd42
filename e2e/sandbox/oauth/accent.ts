import type { HostKind } from '#shared/domain/host.ts'

/** A request to one of the endpoints that programs use, after the client was recognised. */
export interface OAuthCall {
  endpoint: 'token' | 'device' | 'revoke'
  grant: string | null
  parameters: URLSearchParams
  /** Whether the client asked for JSON. */
  wantsJson: boolean
}

/** Why a call was refused, in the words of RFC 6749 and RFC 8628, with two that hosts tell apart. */
export interface OAuthRefusal {
  error: string
  description: string
}

export interface OAuthReply {
  status: number
  headers?: Record<string, string>
  /** Sent as JSON, or as a form where `form` says so. */
  body: Record<string, unknown>
  form?: boolean
}

/** How one kind of host deviates from the book. Everything that it leaves alone is the provider's own. */
export interface OAuthAccent {
  routes: {
    authorize: string
    token: string
    /** Null where the host has no device codes. */
    device: string | null
    /** Where a person types the code. */
    devicePage: string
    revoke: string | null
  }
  /** The path as the provider knows it; hosts with a tenant in the path take it out here. */
  toProvider(path: string): { path: string; tenant: string | null }
  scopes: readonly string[]
  /** What the token endpoint demands of a client beside its id. */
  secret: 'none' | 'anywhere' | 'basic'
  /** Whether a request's redirect address is the registered one, by this host's rule. */
  redirectAllowed(given: URL, registered: URL): boolean
  /** `kills-old` ends the access token and the refresh token before at once. */
  refresh: 'none' | 'rotates' | 'kills-old' | 'lasts'
  /** Whether a refresh has to name the redirect address of the sign-in again. */
  refreshNamesRedirect: boolean
  issuer(origin: string): string
  /** Seconds that an access token lives, and a device code. */
  lifetimes: { accessToken: number; deviceCode: number }
  granted(body: Record<string, unknown>, call: OAuthCall): OAuthReply
  refused(refusal: OAuthRefusal, call: OAuthCall): OAuthReply
  /** What the browser takes back where the person or a rule says no. */
  denied(why: 'person' | 'policy' | 'approval'): { error: string; description: string }
}

/** An address on this computer: `127.0.0.1`, `[::1]` or `localhost`. */
export function isLoopback({ hostname }: URL): boolean {
  return ['127.0.0.1', '[::1]', 'localhost'].includes(hostname)
}

/** RFC 8252, section 7.3: the port of a literal loopback address is the program's to choose. */
export function sameButPort(given: URL, registered: URL): boolean {
  return (
    given.protocol === registered.protocol &&
    given.hostname === registered.hostname &&
    given.pathname === registered.pathname &&
    (given.port === registered.port || isLoopback(registered))
  )
}

export const FOR_EVER = 10 * 365 * 24 * 3600

export type OAuthHostKind = Exclude<HostKind, 'azure-devops-server'>
