import { GITLAB_REST } from './gitlab-answers.ts'
import { gitlabRest } from './gitlab-rest.ts'
import type { HostAccent, RestAnswer, RestRequest, SandboxHost, SandboxToken } from './model.ts'

export const gitlabAccent: HostAccent = accent('gitlab')
export const gitlabSelfManagedAccent: HostAccent = accent('gitlab-self-managed')

function accent(kind: 'gitlab' | 'gitlab-self-managed'): HostAccent {
  return {
    kind,
    restPrefixes: [GITLAB_REST],
    readToken: (headers) =>
      headers['private-token']?.toString() ?? /^Bearer (\S+)$/i.exec(headers['authorization']?.toString() ?? '')?.[1] ?? null,
    // Any name but an empty one beside a personal token, and `oauth2` beside one of OAuth.
    acceptsGitUser: (username, token) => (token.kind === 'oauth' ? username === 'oauth2' : username !== ''),
    gitPath: ({ organisation, name }) => `/${[...organisation.split('/'), name].map(encodeURIComponent).join('/')}.git`,
    rest: gitlabRest,
    trouble: restTrouble,
    gitTrouble: ({ path }, host) => gitTrouble(path.organisation, host),
    unauthorized,
  }
}

const BANNED: RestAnswer = { status: 403, body: 'Forbidden\n', contentType: 'text/plain' }

function restTrouble({ path }: RestRequest, host: SandboxHost): RestAnswer | null {
  const { troubles } = host
  if (troubles.lockedOut) return BANNED
  if (troubles.rateLimit) return rateLimited(troubles.rateLimit)
  if (troubles.signInPage) return { status: 203, body: '<!DOCTYPE html><title>Sign in</title>', contentType: 'text/html' }
  const [, within] = /^\/(?:groups|projects)\/([^/]+)/.exec(path) ?? []
  if (within === undefined) return null
  if (troubles.removed !== null) return { status: 410, body: { message: `410 Gone: see ${troubles.removed}` } }
  const organisation = troubles.ssoOrganisation
  const isWithin = organisation !== null && `${decodeURIComponent(within)}/`.startsWith(`${organisation}/`)
  return isWithin ? { status: 403, body: { message: ssoWords(host, organisation) } } : null
}

function gitTrouble(organisation: string, host: SandboxHost): RestAnswer | null {
  const { troubles } = host
  if (troubles.lockedOut) return BANNED
  if (troubles.rateLimit) return rateLimited(troubles.rateLimit)
  if (troubles.ssoOrganisation === null || !`${organisation}/`.startsWith(`${troubles.ssoOrganisation}/`)) return null
  return { status: 403, body: ssoWords(host, troubles.ssoOrganisation) }
}

function ssoWords(host: SandboxHost, organisation: string): string {
  return `Cannot find valid SSO session. Please login via your group's SSO at ${host.origin}/groups/${organisation}/-/saml/sso`
}

function rateLimited({ retryAfter }: { retryAfter: number }): RestAnswer {
  return { status: 429, body: 'Retry later\n', contentType: 'text/plain', headers: { 'Retry-After': String(retryAfter) } }
}

/** The words of `lib/api/api_guard.rb` in GitLab's source. */
function unauthorized(token: SandboxToken | null): RestAnswer {
  if (token === null || token.state === 'good') return { status: 401, body: { message: '401 Unauthorized' } }
  const error_description =
    token.state === 'expired'
      ? 'Token is expired. You can either do re-authorization or token refresh.'
      : 'Token was revoked. You have to re-authorize from the user.'
  return {
    status: 401,
    headers: {
      'WWW-Authenticate': `Bearer realm="Protected by OAuth 2.0", error="invalid_token", error_description="${error_description}"`,
    },
    body: { error: 'invalid_token', error_description },
  }
}
