import { type OAuthAccent, sameButPort } from './accent.ts'

const GRANT_WORDS =
  'The provided authorization grant is invalid, expired, revoked, does not match the redirection URI used in the ' +
  'authorization request, or was issued to another client.'
const CLIENT_WORDS =
  'Client authentication failed due to unknown client, no client authentication included, or unsupported authentication method.'

/**
 * GitLab ("OAuth 2.0 identity provider API"): public clients, two hours, a refresh that names the redirect address again and
 * ends the pair before at once. Its library ignores the port of literal loopback addresses alone, not of `localhost`.
 */
export const gitlabOAuth: OAuthAccent = {
  routes: {
    authorize: '/oauth/authorize',
    token: '/oauth/token',
    device: '/oauth/authorize_device',
    devicePage: '/oauth/device',
    revoke: '/oauth/revoke',
  },
  toProvider: (path) => ({ path, tenant: null }),
  scopes: ['api', 'read_api', 'read_user', 'read_repository', 'write_repository', 'profile', 'email'],
  secret: 'none',
  redirectAllowed: (given, registered) =>
    registered.hostname === 'localhost' ? given.href === registered.href : sameButPort(given, registered),
  refresh: 'kills-old',
  refreshNamesRedirect: true,
  issuer: (origin) => origin,
  lifetimes: { accessToken: 7200, deviceCode: 300 },
  granted: (body, call) => ({
    status: 200,
    body: call.endpoint === 'token' ? { ...body, token_type: 'Bearer', created_at: Math.floor(Date.now() / 1000) } : body,
  }),
  refused({ error, description }) {
    if (error === 'invalid_client') return { status: 401, body: { error, error_description: CLIENT_WORDS } }
    if (error === 'invalid_grant' || error === 'redirect_uri_mismatch') {
      return { status: 400, body: { error: 'invalid_grant', error_description: GRANT_WORDS } }
    }
    if (error === 'device_codes_off')
      return { status: 401, body: { error: 'unauthorized_client', error_description: CLIENT_WORDS } }
    return { status: 400, body: { error, error_description: description } }
  },
  denied: () => ({ error: 'access_denied', description: 'The resource owner or authorization server denied the request.' }),
}
