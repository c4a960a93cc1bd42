import { dataCenterError } from './bitbucket-data-center-answers.ts'
import { answerDataCenter } from './bitbucket-data-center-rest.ts'
import { readBasic } from './exchange.ts'
import type { HostAccent, RestAnswer, SandboxHost } from './model.ts'

/**
 * Bitbucket Data Center. It names the user of every answer in a header, tells a wrong sign-in and a missing right by the same
 * status, and takes personal tokens in Git beside their owner's name alone. An administrator may switch limits on.
 */
export const bitbucketDataCenterAccent: HostAccent = {
  kind: 'bitbucket-data-center',
  restPrefixes: ['/rest/api/1.0', '/rest/branch-permissions/2.0'],
  readToken: ({ authorization }) => {
    const header = typeof authorization === 'string' ? authorization : ''
    return readBasic(header)?.password ?? /^Bearer (.+)$/i.exec(header)?.[1] ?? null
  },
  acceptsGitUser: (username, { kind, person }) => (kind === 'oauth' ? username !== '' : username === person),
  gitPath: ({ organisation, name }) => `/scm/${encodeURIComponent(organisation.toLowerCase())}/${encodeURIComponent(name)}.git`,
  rest: (request, host) => {
    const { caller, headers } = request
    const basic = readBasic(typeof headers['authorization'] === 'string' ? headers['authorization'] : undefined)
    if (caller === null || (basic !== null && basic.username !== caller.person.login)) return unauthorized()
    const answer = answerDataCenter({ ...request, caller }, host)
    return {
      ...answer,
      headers: {
        'X-AUSERNAME': encodeURIComponent(caller.person.login),
        'X-AUSERID': String(caller.person.id),
        ...answer.headers,
      },
    }
  },
  trouble: (_request, host) => refusal(host),
  gitTrouble: (_repository, host) => refusal(host),
  unauthorized,
}

function refusal({ origin, troubles }: SandboxHost): RestAnswer | null {
  if (troubles.lockedOut) {
    const words = 'CAPTCHA required. Your Bitbucket account has been marked as requiring a CAPTCHA to be solved.'
    const answer = dataCenterError(403, words, 'com.atlassian.bitbucket.auth.CaptchaRequiredAuthenticationException')
    return {
      ...answer,
      headers: { 'X-Authentication-Denied-Reason': `CAPTCHA_CHALLENGE; login-url=${origin}/login` },
    }
  }
  if (!troubles.rateLimit) return null
  const answer = dataCenterError(429, 'You are not permitted to make any more requests. Try again later.', null)
  return { ...answer, headers: { 'Retry-After': String(troubles.rateLimit.retryAfter), 'X-RateLimit-Remaining': '0' } }
}

/** The server does not say whether a token was wrong, has expired or was taken back. */
function unauthorized(): RestAnswer {
  return dataCenterError(
    401,
    'Authentication failed. Please check your credentials and try again.',
    'com.atlassian.bitbucket.auth.IncorrectPasswordAuthenticationException',
  )
}
