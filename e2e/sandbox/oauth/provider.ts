import { generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto'
import Provider, { type ClientMetadata, type Configuration, interactionPolicy } from 'oidc-provider'
import type { SandboxHost } from '../hosts/model.ts'
import type { OAuthAccent } from './accent.ts'
import { NO_TENANT, TENANT } from './entra.ts'
import { messagePage, page } from './pages.ts'
import { createOAuthStore, type OAuthStore } from './store.ts'
import type { TokenLedger } from './token-ledger.ts'

/** Stands for `offline_access`, which the provider would only take together with `prompt=consent`. */
export const OFFLINE = 'sandbox:offline'

export interface HostProvider {
  provider: Provider
  store: OAuthStore
}

/**
 * A standard OAuth server that has one client and the people of a host: codes, PKCE, consent, rotation and device codes are its
 * own. What a host does differently is laid around it by the gateway.
 */
export function createHostProvider(host: SandboxHost, accent: OAuthAccent, ledger: TokenLedger): HostProvider {
  const store = createOAuthStore({
    findClient: (id) => (id === host.oauth.clientId ? client(id, accent) : undefined),
    refreshTokensLast: accent.refresh === 'lasts',
  })
  const provider = new Provider(accent.issuer(host.origin), configuration(host, accent, store))
  provider.proxy = true
  // Which redirect address is right is told apart before the provider is asked, each host by its own rule.
  provider.Client.prototype.redirectUriAllowed = () => true
  provider.on('access_token.saved', (token) => {
    const scopes = [...token.scopes].filter((scope) => scope !== OFFLINE)
    const person = token.accountId
    ledger.issued({ token: token.jti, person, scopes, grantId: token.grantId ?? randomUUID(), seconds: token.expiration })
  })
  provider.on('grant.revoked', (_context, grantId) => ledger.endGrant(grantId))
  provider.on('access_token.destroyed', (token) => ledger.end(token.jti))
  return { provider, store }
}

function client(id: string, accent: OAuthAccent): ClientMetadata {
  return {
    client_id: id,
    client_name: 'Graft',
    application_type: 'native',
    token_endpoint_auth_method: 'none',
    redirect_uris: ['http://127.0.0.1/'],
    response_types: ['code'],
    grant_types: [
      'authorization_code',
      ...(accent.refresh === 'none' ? [] : ['refresh_token']),
      ...(accent.routes.device === null ? [] : ['urn:ietf:params:oauth:grant-type:device_code']),
    ],
  }
}

function configuration(host: SandboxHost, accent: OAuthAccent, store: OAuthStore): Configuration {
  const { routes } = accent
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const { Prompt, Check, base } = interactionPolicy
  const policy = base()
  policy.clear()
  // The person is asked every time, as a host does that does not remember.
  const asked = new Check(
    'not_asked',
    'the person was not asked yet',
    (context) => context.oidc.result?.['login'] === undefined,
  )
  policy.add(new Prompt({ name: 'login' }, asked))
  const lifetime = () => host.oauth.lifetimes
  return {
    adapter: (model: string) => store.adapter(model),
    jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256' }] },
    cookies: { keys: [randomBytes(32).toString('hex')], names: { session: SESSION_COOKIE } },
    scopes: ['openid', OFFLINE, ...accent.scopes],
    pkce: { required: () => false },
    conformIdTokenClaims: false,
    claims: { openid: ['sub', 'tid', 'oid', 'preferred_username', 'name'] },
    findAccount: (_context, login) => {
      const person = host.people.find((each) => each.login === login)
      if (!person) return undefined
      const personal = host.oauth.personalOrganisations.length > 0 && person.organisations.length === 0
      return {
        accountId: login,
        claims: () => ({
          sub: login,
          tid: personal ? NO_TENANT : TENANT,
          oid: `00000000-0000-4000-8000-${String(person.id).padStart(12, '0')}`,
          preferred_username: person.email,
          name: person.name,
        }),
      }
    },
    issueRefreshToken: (_context, given, code) => {
      if (!given.grantTypeAllowed('refresh_token')) return false
      return host.kind !== 'azure-devops' || code.scopes.has(OFFLINE)
    },
    rotateRefreshToken: () => accent.refresh !== 'none',
    interactions: { policy, url: (_context, interaction) => `${SIGN_IN_PAGE}${interaction.uid}` },
    routes: {
      authorization: routes.authorize,
      token: routes.token,
      device_authorization: routes.device ?? '/no-device-codes',
      code_verification: routes.devicePage,
      revocation: routes.revoke ?? '/no-revocation',
    },
    ttl: {
      AuthorizationCode: () => lifetime().code,
      AccessToken: () => lifetime().accessToken,
      DeviceCode: () => lifetime().deviceCode,
      RefreshToken: 180 * 24 * 3600,
      Grant: 365 * 24 * 3600,
      Session: 24 * 3600,
      Interaction: 3600,
      IdToken: 3600,
    },
    features: {
      devInteractions: { enabled: false },
      revocation: { enabled: routes.revoke !== null, allowedPolicy: async () => true },
      deviceFlow: {
        enabled: routes.device !== null,
        userCodeInputSource: async (context, form, _out, error) => {
          const said = error ? '<p role="alert">This code is not known, or it came too late.</p>' : ''
          context.body = page(
            'Enter the code',
            `${said}${form}<button type="submit" form="op.deviceInputForm">Continue</button>`,
          )
        },
        userCodeConfirmSource: async (context, form, _client, _device, code) => {
          const buttons =
            '<button type="submit" form="op.deviceConfirmForm">Continue</button>' +
            '<button type="submit" form="op.deviceConfirmForm" name="abort" value="yes">Cancel</button>'
          context.body = page('Is this your code?', `<p><code>${code}</code></p>${form}${buttons}`)
        },
        successSource: async (context) => {
          context.body = messagePage('All set', 'Your device is connected. You can close this page.')
        },
      },
    },
    renderError: async (context, out) => {
      context.type = 'html'
      context.body = messagePage('This did not work', `${out.error}: ${out['error_description'] ?? ''}`)
    },
  }
}

export const SESSION_COOKIE = 'sandbox_session'
/** Path of the page on which a person answers; the interaction's id follows. */
export const SIGN_IN_PAGE = '/sandbox/sign-in/'
