import type { FailureValue } from '../contract/failures.ts'
import { hasScope, missingScopes, scopesIn } from './github-scopes.ts'
import type { ListNotice } from './hosting.ts'
import { retryAfter, retryMoment } from './retry-moment.ts'
import { bodyWords } from './server-words.ts'

/** What a host answered: enough of it to tell what is wrong. */
export interface HostAnswer {
  status: number
  /** Names in lower case. */
  headers: Readonly<Record<string, string>>
  /** As text; the beginning is enough. */
  body: string
}

export interface TroubleContext {
  /** The server's address, for the failure's words. */
  domain: string
  /** Whether a REST interface was asked, which answers in JSON, or Git over HTTP. */
  asked: 'rest' | 'git'
  /** Whether the request carried a sign-in. */
  signedIn: boolean
  /** What must not be shown although the host repeats it: tokens, and the header that carried them. */
  secrets: readonly string[]
  now: Date
  /** Azure DevOps: whose policy may be in the way; its settings are linked to. */
  organisation?: string | null
}

/** One answer under examination. */
interface Case extends HostAnswer, TroubleContext {
  hostWords: string | null
}

/**
 * The failure that a host's answer signals, or null where it signals none that every caller would take for the same: a good
 * answer, and statuses whose meaning depends on the question (400, 404, 409, 422, …). Signals are those of the hosts'
 * documentation; what is refused without a known one is `ACCESS_DENIED` or `REMOTE_FAILED` with the host's own words.
 */
export function recogniseTrouble(answer: HostAnswer, context: TroubleContext): FailureValue | null {
  const hostWords = bodyWords(answer.headers['content-type'], answer.body, context.secrets)
  const found: Case = { ...answer, ...context, hostWords }
  for (const rule of RULES) {
    const failure = rule(found)
    if (failure) return failure
  }
  return null
}

/** What a good answer says beside its content: that something was left out, or that the host slows down. */
export function noticesOf(answer: Pick<HostAnswer, 'headers'>, now: Date): ListNotice[] {
  const notices: ListNotice[] = []
  // GitHub: `partial-results; organizations=21955855,20582480`. These are numbers that mean nothing to people.
  if (/^\s*partial-results\b/.test(answer.headers['x-github-sso'] ?? '')) {
    notices.push({ kind: 'sso-hides-some', organisations: [], url: null })
  }
  // Azure DevOps delays answers before it refuses them ("Rate and usage limits").
  const until = retryAfter(answer.headers, now)
  if (until) notices.push({ kind: 'slowed-down', until: until.toISOString() })
  return notices
}

type Rule = (found: Case) => FailureValue | null

/** The more telling come first: a 403 means many things. */
const RULES: readonly Rule[] = [
  proxyRefused,
  interfaceChanged,
  lockedOut,
  singleSignOn,
  appNotApproved,
  addressNotAllowed,
  rateLimited,
  thirdPartyAccessOff,
  scopeMissing,
  rightMissing,
  signInRefused,
  signInPage,
  refused,
]

function proxyRefused({ status, headers, domain }: Case): FailureValue | null {
  const byProxy = status === 407 || (status >= 400 && headers['x-squid-error'] !== undefined)
  return byProxy ? { code: 'UNREACHABLE', data: { domain, reason: 'proxy' } } : null
}

/** 410, at Bitbucket with the number of its announcement; GitHub says 400 of an interface version that it has given up. */
function interfaceChanged({ status, body, domain, hostWords }: Case): FailureValue | null {
  const versionGone = status === 400 && /is not a supported version|api[- ]version .{0,80}not supported/i.test(body)
  if (status !== 410 && !versionGone) return null
  const change = /\bCHANGE-\d+\b/.exec(body)?.[0] ?? null
  return { code: 'HOST_CHANGED', data: { domain, change, hostWords } }
}

const SECONDARY_LIMIT = /secondary rate limit|abuse detection/i
/** "Wait for at least one minute before retrying" (GitHub, "Rate limits for the REST API"). */
const SECONDARY_LIMIT_WAIT = 60_000

function rateLimited({ status, headers, body, domain, hostWords, now }: Case): FailureValue | null {
  const told = SECONDARY_LIMIT.test(body) || /\brate limit (has been )?exceeded|TF400733/i.test(body)
  const counted = headers['x-ratelimit-remaining']?.trim() === '0' || headers['retry-after'] !== undefined
  const limited = status === 429 || (status === 403 && (told || counted)) || (status === 503 && /TF400733/.test(body))
  if (!limited) return null
  const afterWords = SECONDARY_LIMIT.test(body) ? new Date(now.getTime() + SECONDARY_LIMIT_WAIT) : null
  const moment = SECONDARY_LIMIT.test(body) ? (retryAfter(headers, now) ?? afterWords) : retryMoment(headers, now)
  return { code: 'RATE_LIMITED', data: { domain, retryAt: moment?.toISOString() ?? null, hostWords } }
}

/**
 * GitHub: `X-GitHub-SSO: required; url=…` in REST (403 or 404), words in Git, with a link where a personal token was used.
 * GitLab: "Cannot find valid SSO session. Please login via your group's SSO at …".
 */
function singleSignOn({ status, headers, body, domain, hostWords }: Case): FailureValue | null {
  if (![401, 403, 404].includes(status)) return null
  const header = headers['x-github-sso'] ?? ''
  const required = /^\s*required\b/.test(header)
  if (!required && !/\bSAML (SSO|enforcement|single sign)|valid SSO session/i.test(body)) return null
  const link = /\burl=(\S+)/.exec(header)?.[1] ?? /https?:\/\/\S*\bsso\b[^\s"'<>`]*/.exec(body)?.[0]
  return { code: 'SSO_REQUIRED', data: { domain, url: linkTo(domain, link), hostWords } }
}

const LOCK_OUT_WORDS = /maximum number of login attempts exceeded|account (is|has been) (temporarily )?locked/i

/**
 * GitHub after repeated wrong sign-ins: 403 with words. GitLab's ban after wrong Git passwords: 403 and nothing but the word
 * `Forbidden` as plain text. Bitbucket Data Center: a captcha that only its page can ask.
 */
function lockedOut({ status, headers, body, domain, hostWords, now }: Case): FailureValue | null {
  if (status !== 401 && status !== 403 && status !== 429) return null
  const banned = status === 403 && /^text\/plain\b/.test(headers['content-type'] ?? '') && /^Forbidden\s*$/.test(body)
  const captcha = /captcha/i.test(headers['x-authentication-denied-reason'] ?? '')
  if (!banned && !captcha && !LOCK_OUT_WORDS.test(body)) return null
  return { code: 'LOCKED_OUT', data: { domain, until: retryAfter(headers, now)?.toISOString() ?? null, hostWords } }
}

/** GitHub: "… the `acme` organization has enabled OAuth App access restrictions …". Where approval is asked for is fixed. */
function appNotApproved({ status, body, domain, hostWords }: Case): FailureValue | null {
  if (![401, 403, 404].includes(status) || !/OAuth App(lication)? access restrictions/i.test(body)) return null
  return { code: 'APP_NOT_APPROVED', data: { domain, url: linkTo(domain, `${domain}/settings/applications`), hostWords } }
}

/** GitHub: "… has an IP allow list enabled, and 192.0.2.1 is not permitted …"; Bitbucket: "an admin must whitelist your IP". */
function addressNotAllowed({ status, body, domain, hostWords }: Case): FailureValue | null {
  const told = /\bIP (address )?(allow|white) ?list|(allow|white) ?list your IP\b/i.test(body)
  return told && [401, 403, 404].includes(status) ? { code: 'ADDRESS_NOT_ALLOWED', data: { domain, hostWords } } : null
}

/**
 * Azure DevOps: TF400813 about a user whom it did recognise, so the sign-in is good and the organisation keeps the application
 * out. The same number without a user's name is a sign-in that it did not take.
 */
function thirdPartyAccessOff({ status, body, domain, organisation, hostWords }: Case): FailureValue | null {
  if (status !== 401 && status !== 403) return null
  const knownUser = /TF400813\b.*?\buser '[^']+' is not authorized/is.test(body)
  if (!knownUser && !/third-?party application access/i.test(body)) return null
  const page = organisation ? `${domain}/${encodeURIComponent(organisation)}/_settings/organizationPolicy` : undefined
  return { code: 'THIRD_PARTY_ACCESS_OFF', data: { domain, url: linkTo(domain, page), hostWords } }
}

function scopeMissing(found: Case): FailureValue | null {
  const { domain, hostWords } = found
  const missing = scopesMissingByHeaders(found) ?? scopesMissingByBody(found)
  return missing ? { code: 'SCOPE_MISSING', data: { domain, missing, hostWords } } : null
}

/**
 * GitHub: scopes that the request accepts against those of the token; permissions of a fine-grained token. A 404 counts only
 * where the token can push to nothing at all: it is what GitHub says of anything that is not there, too.
 */
function scopesMissingByHeaders({ status, headers, body }: Case): string[] | null {
  const granted = scopesIn(headers['x-oauth-scopes'])
  const missing = missingScopes(granted, scopesIn(headers['x-accepted-oauth-scopes']))
  if (status === 403 && missing.length > 0) return missing
  const named = /\bneed at least ([a-z][a-z_:]*) scope/.exec(body)?.[1]
  if (status === 403 && named !== undefined) return [named]
  if (status === 404 && missing.includes('repo') && !hasScope(granted ?? [], 'public_repo')) return missing
  if (status === 403 && /not accessible by (personal access token|integration)/i.test(body)) {
    return scopesIn(headers['x-accepted-github-permissions']?.replaceAll(';', ',')) ?? []
  }
  return null
}

/** GitLab: `error` and `scope`. Bitbucket: `error.detail` with what is required and what was granted. */
function scopesMissingByBody({ status, headers, body }: Case): string[] | null {
  if (status !== 403 || !headers['content-type']?.includes('json')) return null
  const json = record(parseJson(body))
  if (json['error'] === 'insufficient_scope') return words(json['scope'])
  const error = record(json['error'])
  if (typeof error['message'] !== 'string' || !/required privilege scopes/i.test(error['message'])) return null
  const detail = record(error['detail'])
  const granted = words(detail['granted'])
  return words(detail['required']).filter((scope) => !granted.includes(scope))
}

/**
 * Bitbucket Data Center has 401 for a missing right as well as for a missing sign-in (`AuthorisationException`; "The currently
 * authenticated user has insufficient permissions"). Where it knows the user, its answer names them.
 */
function rightMissing({ status, headers, body, domain, hostWords }: Case): FailureValue | null {
  const user = headers['x-ausername'] ?? 'anonymous'
  if (status !== 401 || user === 'anonymous' || !/\.AuthorisationException\b/.test(body)) return null
  return { code: 'ACCESS_DENIED', data: { domain, hostWords } }
}

function signInRefused({ status, headers, body, domain, signedIn, hostWords }: Case): FailureValue | null {
  if (status !== 401 && status !== 203) return null
  // GitLab repeats the reason here, and Git's own 401 has it nowhere else.
  const said = `${headers['www-authenticate'] ?? ''} ${status === 401 ? body : ''}`
  if (!signedIn) return { code: 'SIGN_IN_NEEDED', data: { domain, reason: 'missing', hostWords } }
  if (/\b(was|has been|is) revoked\b|token revoked/i.test(said)) {
    return { code: 'SIGN_IN_NEEDED', data: { domain, reason: 'revoked', hostWords } }
  }
  const reason = /\b(is|has|was) expired\b|token[ _]expired/i.test(said) ? 'expired' : 'rejected'
  return { code: 'SIGN_IN_NEEDED', data: { domain, reason, hostWords } }
}

/** A page for people where a program was to be answered: a host's or a company's sign-in, or no host at all. */
function signInPage({ status, headers, body, asked, domain, signedIn }: Case): FailureValue | null {
  const reason = signedIn ? 'rejected' : 'missing'
  const signIn: FailureValue = { code: 'SIGN_IN_NEEDED', data: { domain, reason, hostWords: null } }
  if (status >= 300 && status < 400 && status !== 304) {
    if (/\/_?(sign[-_]?in|log[-_]?in|oauth2?|saml2?|sso)\b/i.test(headers['location'] ?? '')) return signIn
    return { code: 'REMOTE_FAILED', data: { domain, status, hostWords: null } }
  }
  const type = headers['content-type'] ?? ''
  const isPage = /\bhtml\b/.test(type) || (type === '' && /^\s*<(!doctype|html)/i.test(body))
  const unexpected = isPage || (asked === 'rest' && body !== '' && !/\bjson\b/.test(type))
  if (status < 200 || status >= 300 || !unexpected) return null
  if (isPage && /sign[ -]?in|log[ -]?in|type=["']?password/i.test(body)) return signIn
  return { code: 'REMOTE_FAILED', data: { domain, status, hostWords: null } }
}

/** Everything that is refused without a signal of its own. */
function refused({ status, domain, hostWords }: Case): FailureValue | null {
  if (status === 402 || status === 403 || status === 451) return { code: 'ACCESS_DENIED', data: { domain, hostWords } }
  return status >= 500 ? { code: 'REMOTE_FAILED', data: { domain, status, hostWords } } : null
}

/** A link that a person is led to: only ever to the server itself. */
function linkTo(domain: string, link: string | undefined): string | null {
  if (link === undefined || !URL.canParse(link) || !URL.canParse(domain)) return null
  const url = new URL(link)
  return url.origin === new URL(domain).origin ? url.href : null
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {}
}

/** `"api read_api"` or `["api", "read_api"]`. */
function words(value: unknown): string[] {
  const list: unknown[] = Array.isArray(value) ? value : typeof value === 'string' ? value.split(/[\s,]+/) : []
  return list.filter((each): each is string => typeof each === 'string' && each !== '')
}
