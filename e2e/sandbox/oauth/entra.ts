import { isLoopback, type OAuthAccent, type OAuthCall, type OAuthRefusal, type OAuthReply } from './accent.ts'

/** The tenant that every organisation of the sandbox belongs to. */
export const TENANT = '5f4b9c1e-77c2-4d0a-9a38-0c6a2b1f7e55'
/** What an organisation of personal Microsoft accounts answers in place of a tenant. */
export const NO_TENANT = '00000000-0000-0000-0000-000000000000'

/** The resource id of Azure DevOps in scopes ("Entra OAuth apps" of its documentation). */
export const AZURE_DEVOPS_SCOPE = '499b84ac-1321-427f-aa17-267ca6975798'

/**
 * Microsoft Entra before Azure DevOps: a tenant in every path, public clients, an id token, refresh tokens that stay good
 * after their use, and refusals with an `AADSTS` number ("Microsoft Entra authentication and authorization error codes").
 */
export const entraOAuth: OAuthAccent = {
  routes: {
    authorize: '/entra/oauth2/v2.0/authorize',
    token: '/entra/oauth2/v2.0/token',
    device: '/entra/oauth2/v2.0/devicecode',
    devicePage: '/entra/devicelogin',
    revoke: null,
  },
  toProvider(path) {
    const [, tenant, rest] = /^\/entra\/([^/]+)(\/oauth2\/v2\.0\/.*)$/.exec(path) ?? []
    return tenant === undefined || tenant === 'oauth2' ? { path, tenant: null } : { path: `/entra${rest}`, tenant }
  },
  scopes: [
    `${AZURE_DEVOPS_SCOPE}/.default`,
    `${AZURE_DEVOPS_SCOPE}/user_impersonation`,
    ...['vso.code', 'vso.code_write', 'vso.project', 'vso.profile'].map((scope) => `${AZURE_DEVOPS_SCOPE}/${scope}`),
    'vso.code',
    'vso.code_write',
    'vso.project',
    'vso.profile',
    'profile',
    'email',
  ],
  secret: 'none',
  // "Redirect URI (reply URL) restrictions": the port of localhost is ignored, and so is that of 127.0.0.1.
  redirectAllowed: (given, registered) =>
    isLoopback(given) && given.hostname === registered.hostname && given.pathname === registered.pathname,
  refresh: 'lasts',
  refreshNamesRedirect: false,
  issuer: (origin) => `${origin}/entra/${TENANT}/v2.0`,
  lifetimes: { accessToken: 3600, deviceCode: 900 },
  granted(body, call) {
    if (call.endpoint === 'token') {
      return { status: 200, body: { ...body, token_type: 'Bearer', ext_expires_in: body['expires_in'] } }
    }
    const message = `To sign in, open the page ${String(body['verification_uri'])} and enter the code ${String(body['user_code'])}.`
    const { verification_uri_complete: _none, ...rest } = body
    return { status: 200, body: { ...rest, message } }
  },
  refused: (refusal, call) => inEntrasWords(refusal, call),
  denied(why) {
    switch (why) {
      case 'person':
        return { error: 'access_denied', description: 'AADSTS65004: User declined to consent to access the app.' }
      case 'policy':
        return {
          error: 'access_denied',
          description: 'AADSTS53003: Access has been blocked by Conditional Access policies.',
        }
      case 'approval':
        return { error: 'access_denied', description: 'AADSTS90094: Admin consent is required for the permissions requested.' }
    }
  },
}

function inEntrasWords({ error, description }: OAuthRefusal, call: OAuthCall): OAuthReply {
  const [number, words] = numbered(error, description, call)
  const known =
    error === 'redirect_uri_mismatch' ? 'invalid_request' : error === 'invalid_client' ? 'unauthorized_client' : error
  return {
    status: 400,
    body: {
      error: known === 'conditional_access' ? 'invalid_grant' : known === 'device_codes_off' ? 'invalid_client' : known,
      error_description: `AADSTS${number}: ${words} Trace ID: 3c1f Correlation ID: 9a7e Timestamp: ${new Date().toISOString()}`,
      error_codes: [number],
    },
  }
}

function numbered(error: string, description: string, call: OAuthCall): [number, string] {
  switch (error) {
    case 'invalid_client':
      return [700016, 'Application was not found in the directory.']
    case 'redirect_uri_mismatch':
      return [
        50011,
        'The redirect URI specified in the request does not match the redirect URIs configured for the application.',
      ]
    case 'conditional_access':
      return [53003, 'Access has been blocked by Conditional Access policies. The access policy does not allow token issuance.']
    case 'device_codes_off':
      return [7000218, 'The request body must contain the following parameter: client_assertion or client_secret.']
    case 'invalid_grant':
      return call.grant === 'refresh_token'
        ? [700082, 'The refresh token has expired due to inactivity.']
        : /PKCE|verifier/i.test(description)
          ? [501481, 'The Code_Verifier does not match the code_challenge supplied in the authorization request.']
          : [70008, 'The provided authorization code or refresh token has expired due to inactivity.']
    case 'expired_token':
      return [70020, 'The provided value for the input parameter device_code is not valid. It has expired.']
    case 'authorization_pending':
      return [70016, 'OAuth 2.0 device flow error. Authorization is pending. Continue polling.']
    default:
      return [900144, description]
  }
}
