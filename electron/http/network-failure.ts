import type { FailureData } from '#shared/contract/failures.ts'
import { Failure } from '../failure.ts'

type UnreachableReason = FailureData<'UNREACHABLE'>['reason']
type CertificateReason = FailureData<'CERTIFICATE_REJECTED'>['reason']

const UNREACHABLE: Readonly<Record<string, UnreachableReason>> = {
  ENOTFOUND: 'name-not-found',
  EAI_AGAIN: 'name-not-found',
  EAI_NODATA: 'name-not-found',
  EAI_NONAME: 'name-not-found',
  ECONNREFUSED: 'refused',
  ECONNRESET: 'connection-lost',
  EPIPE: 'connection-lost',
  ECONNABORTED: 'connection-lost',
  UND_ERR_SOCKET: 'connection-lost',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'connection-lost',
  ETIMEDOUT: 'timed-out',
  UND_ERR_CONNECT_TIMEOUT: 'timed-out',
  UND_ERR_HEADERS_TIMEOUT: 'timed-out',
  UND_ERR_BODY_TIMEOUT: 'timed-out',
  EHOSTUNREACH: 'no-route',
  ENETUNREACH: 'no-route',
  EADDRNOTAVAIL: 'no-route',
}

/** OpenSSL's verification results as Node.js names them (Node.js documentation, "X509 certificate error codes"). */
const CERTIFICATE: Readonly<Record<string, CertificateReason>> = {
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'unknown-authority',
  UNABLE_TO_GET_ISSUER_CERT: 'unknown-authority',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'unknown-authority',
  SELF_SIGNED_CERT_IN_CHAIN: 'unknown-authority',
  CERT_UNTRUSTED: 'unknown-authority',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'self-signed',
  CERT_HAS_EXPIRED: 'expired',
  CERT_NOT_YET_VALID: 'expired',
  ERR_TLS_CERT_ALTNAME_INVALID: 'wrong-name',
  HOSTNAME_MISMATCH: 'wrong-name',
  CERT_SIGNATURE_FAILURE: 'other',
  CERT_CHAIN_TOO_LONG: 'other',
  CERT_REVOKED: 'other',
  INVALID_CA: 'other',
  INVALID_PURPOSE: 'other',
  PATH_LENGTH_EXCEEDED: 'other',
  CERT_REJECTED: 'other',
}

/** Codes that with a proxy in between tell of the proxy, because it alone is talked to directly. */
const PROXY_CODES = new Set([
  'ENOTFOUND',
  'EAI_AGAIN',
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_ABORTED',
  'UND_ERR_PRX_TLS',
])

export type NetworkProblem =
  | { kind: 'unreachable'; reason: UnreachableReason }
  | { kind: 'certificate'; reason: CertificateReason }

/** What a network error means, by its code or the code of what caused it; null for an abort and for anything without a known code. */
export function networkProblem(error: unknown, { viaProxy }: { viaProxy: boolean }): NetworkProblem | null {
  const codes = [...codesOf(error)]
  // undici calls a proxy's refusal an abort as well, and only then gives it a code of its own.
  const refusedByProxy = viaProxy && codes.includes('UND_ERR_ABORTED')
  if (error instanceof Error && error.name === 'AbortError' && !refusedByProxy) return null
  for (const code of codes) {
    const certificate = CERTIFICATE[code]
    if (certificate) return { kind: 'certificate', reason: certificate }
    if (viaProxy && PROXY_CODES.has(code)) return { kind: 'unreachable', reason: 'proxy' }
    const reason = UNREACHABLE[code]
    if (reason) return { kind: 'unreachable', reason }
    if (/^(ERR_SSL_|EPROTO$|ERR_TLS_|UND_ERR_|HPE_)/.test(code)) return { kind: 'unreachable', reason: 'other' }
  }
  return null
}

/** A network error as the failure a person is told about; anything that is none comes back unchanged. */
export function networkFailure(error: unknown, server: { domain: string; viaProxy: boolean }): unknown {
  if (error instanceof Failure) return error
  const { domain } = server
  const problem = networkProblem(error, server)
  switch (problem?.kind) {
    case 'certificate':
      return new Failure('CERTIFICATE_REJECTED', { domain, reason: problem.reason }, { cause: error })
    case 'unreachable':
      return new Failure('UNREACHABLE', { domain, reason: problem.reason }, { cause: error })
    default:
      return error
  }
}

function* codesOf(error: unknown, depth = 0): Generator<string> {
  if (!(error instanceof Error) || depth > 5) return
  if ('code' in error && typeof error.code === 'string') yield error.code
  // Several addresses tried at once fail as one error that holds the others.
  if (error instanceof AggregateError) for (const one of error.errors) yield* codesOf(one, depth + 1)
  yield* codesOf(error.cause, depth + 1)
}
