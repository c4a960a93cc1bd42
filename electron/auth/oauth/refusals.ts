import type { SignInRefusal } from '#shared/contract/accounts.ts'
import { serverWords } from '#shared/domain/server-words.ts'
import type { OAuthTold } from './oauth-trouble.ts'

type Reason = SignInRefusal['reason']

/** Errors of RFC 6749, RFC 8628 and OpenID Connect, and GitHub's own ("Troubleshooting OAuth app access token request errors"). */
const BY_ERROR: Readonly<Record<string, Reason>> = {
  access_denied: 'denied',
  authorization_declined: 'denied',
  invalid_grant: 'code-expired',
  bad_verification_code: 'code-expired',
  incorrect_device_code: 'code-expired',
  expired_token: 'timed-out',
  token_expired: 'timed-out',
  invalid_client: 'client-rejected',
  unauthorized_client: 'client-rejected',
  incorrect_client_credentials: 'client-rejected',
  application_suspended: 'client-rejected',
  device_flow_disabled: 'client-rejected',
  redirect_uri_mismatch: 'redirect-rejected',
  invalid_redirect_uri: 'redirect-rejected',
  invalid_scope: 'scope',
  consent_required: 'approval-needed',
  admin_consent_required: 'approval-needed',
}

/** Numbers of Microsoft Entra ("Microsoft Entra authentication and authorization error codes"). They say more than the error. */
const BY_ENTRA_NUMBER: Readonly<Record<string, Reason>> = {
  65001: 'approval-needed',
  65004: 'denied',
  90093: 'approval-needed',
  90094: 'approval-needed',
  90095: 'approval-needed',
  900941: 'approval-needed',
  500011: 'approval-needed',
  50105: 'policy',
  50097: 'policy',
  50131: 'policy',
  50158: 'policy',
  53000: 'policy',
  53001: 'policy',
  53002: 'policy',
  53003: 'policy',
  53004: 'policy',
  530003: 'policy',
  50020: 'personal-account',
  500200: 'personal-account',
  50011: 'redirect-rejected',
  500112: 'redirect-rejected',
  700016: 'client-rejected',
  700025: 'client-rejected',
  7000215: 'client-rejected',
  7000218: 'client-rejected',
  7000222: 'client-rejected',
  50194: 'client-rejected',
  54005: 'code-expired',
  70000: 'code-expired',
  70008: 'code-expired',
  700082: 'code-expired',
  70020: 'timed-out',
}

/** What an authorization server refused, as the end of a sign-in. `secrets` are taken out of its words. */
export function refusalOf(told: OAuthTold, secrets: readonly string[] = []): SignInRefusal {
  if (told.kind === 'wrong-answer') return refusal('wrong-answer')
  const words = told.description ?? told.error
  const number = entraNumber(words)
  const reason = (number === null ? undefined : BY_ENTRA_NUMBER[number]) ?? reasonFor(told.error, words)
  return refusal(reason, { hostWords: serverWords(withoutTrace(words), secrets) })
}

function reasonFor(error: string, words: string): Reason {
  // Bitbucket and GitLab name a wrong redirect address in words only.
  if (/redirect[_ ]?ur[il]/i.test(words) && ['invalid_request', 'invalid_redirect_uri'].includes(error))
    return 'redirect-rejected'
  return BY_ERROR[error] ?? 'other'
}

export function refusal(reason: Reason, more: Partial<Omit<SignInRefusal, 'reason'>> = {}): SignInRefusal {
  return { reason, missing: [], hostWords: null, ...more }
}

/**
 * What a refused renewal says of the sign-in. Most hosts name every possible cause in one sentence; only words that speak of one
 * alone are taken for it.
 */
export function endOfSignIn(told: OAuthTold): 'expired' | 'revoked' | 'rejected' {
  const words = told.kind === 'refused' ? (told.description ?? '') : ''
  if (['700082', '70043', '700084'].includes(entraNumber(words) ?? '')) return 'expired'
  if (['50173', '700024'].includes(entraNumber(words) ?? '')) return 'revoked'
  const expired = /expired/i.test(words)
  const revoked = /revoked/i.test(words)
  return expired === revoked ? 'rejected' : expired ? 'expired' : 'revoked'
}

function entraNumber(words: string): string | null {
  return /\bAADSTS(\d{4,7})\b/.exec(words)?.[1] ?? null
}

/** Entra adds ids for its support to each sentence; they help nobody who reads it here. */
function withoutTrace(words: string): string {
  return words.replace(/\s*Trace ID:[\s\S]*$/, '')
}
