import { bitbucketError, changeAnnounced } from './bitbucket-answers.ts'
import { answerBitbucket } from './bitbucket-rest.ts'
import { readBasic } from './exchange.ts'
import type { HostAccent, RestAnswer, RestRequest, SandboxHost, SandboxToken } from './model.ts'

/**
 * Bitbucket Cloud. It takes API tokens as Basic beside the e-mail address in REST and beside a fixed or the Bitbucket user name
 * in Git, and OAuth's tokens as Bearer. Its limits come without a time, and it has no words for the other hosts' troubles.
 */
export const bitbucketAccent: HostAccent = {
  kind: 'bitbucket',
  restPrefixes: ['/2.0'],
  readToken: ({ authorization }) => {
    const header = typeof authorization === 'string' ? authorization : ''
    return readBasic(header)?.password ?? /^Bearer (.+)$/i.exec(header)?.[1] ?? null
  },
  acceptsGitUser: (username, { kind, person }) =>
    username === person || username === (kind === 'oauth' ? 'x-token-auth' : 'x-bitbucket-api-token-auth'),
  gitPath: ({ organisation, name }) => `/${encodeURIComponent(organisation)}/${encodeURIComponent(name)}.git`,
  rest: (request, host) => {
    const { caller } = request
    if (caller === null || !isCarriedRightly(request, caller)) return unauthorized(caller?.token ?? null)
    const answer = answerBitbucket({ ...request, caller }, host)
    const scopes = caller.token.kind === 'oauth' ? { 'X-OAuth-Scopes': caller.token.scopes.join(', ') } : {}
    return { ...answer, headers: { ...scopes, ...answer.headers } }
  },
  trouble: ({ path }, { troubles }) => {
    if (troubles.rateLimit) return rateLimited()
    if (troubles.addressNotAllowed && path.startsWith('/repositories/')) return bitbucketError(403, ADDRESS_NOT_ALLOWED)
    // Lists are what was given up in 2026; here the next ones are.
    const isList = path === '/user/workspaces' || /^\/repositories\/[^/]+$/.test(path)
    return troubles.removed !== null && isList ? changeAnnounced(troubles.removed) : null
  },
  gitTrouble: (_repository, { troubles }) => {
    if (troubles.rateLimit) return rateLimited()
    return troubles.addressNotAllowed ? { status: 403, body: ADDRESS_NOT_ALLOWED } : null
  },
  unauthorized,
}

const ADDRESS_NOT_ALLOWED = 'To access this repository, an admin must whitelist your IP.'

function rateLimited(): RestAnswer {
  return { status: 429, body: 'Rate limit for this resource has been exceeded' }
}

function unauthorized(token: SandboxToken | null, _host?: SandboxHost): RestAnswer {
  const words =
    token?.kind === 'oauth' && token.state === 'expired'
      ? 'Access token expired. Use your refresh token to obtain a new access token.'
      : 'Token is invalid, expired, or not supported for this endpoint.'
  const answer = bitbucketError(401, words)
  return { ...answer, headers: { 'WWW-Authenticate': 'Basic realm="Bitbucket.org HTTP"' } }
}

/** An API token goes with the e-mail address of its owner and not as Bearer; OAuth's goes as Bearer. */
function isCarriedRightly({ headers }: RestRequest, { person, token }: NonNullable<RestRequest['caller']>): boolean {
  const basic = readBasic(typeof headers['authorization'] === 'string' ? headers['authorization'] : undefined)
  return token.kind === 'oauth' ? basic === null : basic?.username === person.email
}
