import type { DomainCheck } from '#shared/contract/connections.ts'

export type NetworkProblem =
  | { kind: 'unreachable'; reason: Extract<DomainCheck, { kind: 'unreachable' }>['reason'] }
  | { kind: 'certificate'; reason: Extract<DomainCheck, { kind: 'certificate' }>['reason'] }

/** What an error of `undici` or of Node's network layer means, by its code (Node: "Common system errors", OpenSSL's verify codes). */
export function networkProblem(error: unknown): NetworkProblem {
  for (const code of codesOf(error)) {
    const known = PROBLEMS[code]
    if (known) return known
  }
  return { kind: 'unreachable', reason: 'other' }
}

const unreachable = (reason: Extract<DomainCheck, { kind: 'unreachable' }>['reason']): NetworkProblem => ({
  kind: 'unreachable',
  reason,
})
const certificate = (reason: Extract<DomainCheck, { kind: 'certificate' }>['reason']): NetworkProblem => ({
  kind: 'certificate',
  reason,
})

const PROBLEMS: Readonly<Record<string, NetworkProblem>> = {
  ENOTFOUND: unreachable('name-not-found'),
  EAI_AGAIN: unreachable('name-not-found'),
  ECONNREFUSED: unreachable('refused'),
  ETIMEDOUT: unreachable('timed-out'),
  UND_ERR_CONNECT_TIMEOUT: unreachable('timed-out'),
  UND_ERR_HEADERS_TIMEOUT: unreachable('timed-out'),
  UND_ERR_BODY_TIMEOUT: unreachable('timed-out'),
  TimeoutError: unreachable('timed-out'),
  ECONNRESET: unreachable('connection-lost'),
  EPIPE: unreachable('connection-lost'),
  UND_ERR_SOCKET: unreachable('connection-lost'),
  EHOSTUNREACH: unreachable('no-route'),
  ENETUNREACH: unreachable('no-route'),
  UND_ERR_PRX_TLS: unreachable('proxy'),
  UND_ERR_ABORTED: unreachable('proxy'),
  UNABLE_TO_GET_ISSUER_CERT: certificate('unknown-authority'),
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: certificate('unknown-authority'),
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: certificate('unknown-authority'),
  SELF_SIGNED_CERT_IN_CHAIN: certificate('unknown-authority'),
  DEPTH_ZERO_SELF_SIGNED_CERT: certificate('self-signed'),
  CERT_HAS_EXPIRED: certificate('expired'),
  CERT_NOT_YET_VALID: certificate('expired'),
  ERR_TLS_CERT_ALTNAME_INVALID: certificate('wrong-name'),
  CERT_REVOKED: certificate('other'),
  CERT_UNTRUSTED: certificate('other'),
  CERT_REJECTED: certificate('other'),
  CERT_SIGNATURE_FAILURE: certificate('other'),
}

/** Codes and names of an error, its causes and the errors it gathers, outermost first. */
function codesOf(error: unknown, depth = 0): string[] {
  if (!(error instanceof Error) || depth > 5) return []
  const own = [...('code' in error && typeof error.code === 'string' ? [error.code] : []), error.name]
  const gathered = error instanceof AggregateError ? error.errors.flatMap((each) => codesOf(each, depth + 1)) : []
  return [...own, ...codesOf(error.cause, depth + 1), ...gathered]
}
