import { type OAuthAccent, sameButPort } from './accent.ts'

/** Bitbucket Cloud ("OAuth 2.0"): a secret by Basic, `scopes` instead of `scope`, one registered address, no device codes. */
export const bitbucketOAuth: OAuthAccent = {
  routes: {
    authorize: '/site/oauth2/authorize',
    token: '/site/oauth2/access_token',
    device: null,
    devicePage: '/site/oauth2/device',
    revoke: null,
  },
  toProvider: (path) => ({ path, tenant: null }),
  scopes: ['account', 'email', 'repository', 'repository:write', 'pullrequest', 'pullrequest:write', 'project'],
  secret: 'basic',
  redirectAllowed: (given, registered) => given.href.startsWith(registered.href),
  refresh: 'rotates',
  refreshNamesRedirect: false,
  issuer: (origin) => origin,
  lifetimes: { accessToken: 7200, deviceCode: 300 },
  granted({ scope, id_token: _none, ...body }, call) {
    return { status: 200, body: { ...body, scopes: scope ?? '', token_type: 'bearer', state: call.grant } }
  },
  refused({ error, description }) {
    if (error === 'invalid_client') {
      return {
        status: 401,
        headers: { 'WWW-Authenticate': 'Basic realm="Bitbucket.org HTTP"' },
        body: { error: 'unauthorized_client', error_description: 'Invalid client id or secret' },
      }
    }
    const known = error === 'redirect_uri_mismatch' ? 'invalid_request' : error
    return { status: 400, body: { error: known, error_description: description } }
  },
  denied: () => ({ error: 'access_denied', description: 'The user has denied access.' }),
}

/** Bitbucket Data Center ("Bitbucket OAuth 2.0 provider API"): an application link with a secret, in the body or by Basic. */
export const dataCenterOAuth: OAuthAccent = {
  ...bitbucketOAuth,
  routes: {
    authorize: '/rest/oauth2/latest/authorize',
    token: '/rest/oauth2/latest/token',
    device: null,
    devicePage: '/rest/oauth2/latest/device',
    revoke: '/rest/oauth2/latest/revoke',
  },
  scopes: ['PUBLIC_REPOS', 'REPO_READ', 'REPO_WRITE', 'REPO_ADMIN', 'ACCOUNT_WRITE'],
  secret: 'anywhere',
  redirectAllowed: sameButPort,
  granted({ id_token: _none, ...body }) {
    return { status: 200, body: { ...body, token_type: 'bearer', created_at: Math.floor(Date.now() / 1000) } }
  },
  refused({ error, description }) {
    const status = error === 'invalid_client' ? 401 : 400
    const known = error === 'redirect_uri_mismatch' ? 'invalid_grant' : error
    return { status, body: { error: known, error_description: description } }
  },
}
