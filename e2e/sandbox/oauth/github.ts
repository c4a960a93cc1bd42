import { FOR_EVER, type OAuthAccent, type OAuthCall, type OAuthRefusal, sameButPort } from './accent.ts'

const DOCUMENTATION = 'https://docs.github.com/apps/oauth-apps'

/**
 * GitHub and GitHub Enterprise Server with an OAuth app ("Authorizing OAuth apps"): refusals come as 200 with `error`, answers
 * as a form unless JSON is asked for, tokens without an end and without a refresh token, a secret for the code's exchange but
 * none for device codes.
 */
export const githubOAuth: OAuthAccent = {
  routes: {
    authorize: '/login/oauth/authorize',
    token: '/login/oauth/access_token',
    device: '/login/device/code',
    devicePage: '/login/device',
    revoke: null,
  },
  toProvider: (path) => ({ path, tenant: null }),
  scopes: ['repo', 'public_repo', 'workflow', 'read:org', 'read:user', 'user:email', 'gist'],
  secret: 'anywhere',
  redirectAllowed: sameButPort,
  refresh: 'none',
  refreshNamesRedirect: false,
  issuer: (origin) => origin,
  lifetimes: { accessToken: FOR_EVER, deviceCode: 900 },
  granted(body, call) {
    if (call.endpoint !== 'token') return { status: 200, body: body, form: !call.wantsJson }
    const scope = String(body['scope'] ?? '')
      .split(' ')
      .join(',')
    return { status: 200, body: { access_token: body['access_token'], token_type: 'bearer', scope }, form: !call.wantsJson }
  },
  refused: (refusal, call) => ({
    status: 200,
    body: { ...inGitHubsWords(refusal, call), error_uri: DOCUMENTATION },
    form: !call.wantsJson,
  }),
  denied: () => ({ error: 'access_denied', description: 'The user has denied your application access.' }),
}

function inGitHubsWords({ error, description }: OAuthRefusal, call: OAuthCall) {
  const device = call.grant?.endsWith('device_code') ?? false
  switch (error) {
    case 'invalid_client':
      return {
        error: 'incorrect_client_credentials',
        error_description: 'The client_id and/or client_secret passed are incorrect.',
      }
    case 'redirect_uri_mismatch':
      return {
        error,
        error_description: 'The redirect_uri MUST match the registered callback URL for this application.',
      }
    case 'device_codes_off':
      return { error: 'device_flow_disabled', error_description: 'Device Flow must be explicitly enabled for this App' }
    case 'invalid_grant':
      return device
        ? { error: 'incorrect_device_code', error_description: 'The device_code provided is not valid.' }
        : { error: 'bad_verification_code', error_description: 'The code passed is incorrect or expired.' }
    case 'authorization_pending':
      return { error, error_description: 'The authorization request is still pending.' }
    case 'slow_down':
      return { error, error_description: 'Too many requests have been made in the same timeframe.', interval: 10 }
    default:
      return { error, error_description: description }
  }
}
