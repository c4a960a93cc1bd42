import * as oidc from 'openid-client'
import { Failure } from '../../failure.ts'
import type { FetchLike } from '../../http/fetch-over.ts'
import type { RegisteredClient } from '../oauth-clients.ts'
import { isSafeForSecrets } from '../place.ts'
import type { OAuthProvider } from '../providers/provider.ts'
import { type OAuthTold, OAuthTrouble } from './oauth-trouble.ts'
import { readableAnswer } from './readable-answer.ts'

export interface OAuthServerParts {
  provider: OAuthProvider
  client: Pick<RegisteredClient, 'clientId' | 'clientSecret'>
  /** What failures name as the server. */
  domain: string
  fetch: FetchLike
  now: () => Date
}

/** A pair of tokens as a host gave it. */
export interface Granted {
  accessToken: string
  refreshToken: string | null
  endsAt: string | null
  scope: string | undefined
}

/** What the browser has to bring back, and what only this process knows. Good for one sign-in. */
export interface CodeRequest {
  link: string
  verifier: string
  nonce: string | null
}

/**
 * An authorization server with one client of it, over openid-client. Requests fail with `OAuthTrouble`, with the failures of the
 * network, and with the signal's reason. Those that bring tokens take no signal: a token that was issued must be known, or
 * nobody could revoke it.
 */
export interface OAuthServer {
  /** The address to open in the browser: PKCE with S256 (RFC 7636) and the given state. */
  askForCode(request: { redirectUri: string; state: string; suggest: string | null }): Promise<CodeRequest>
  /** `answer` is the address that the browser came back with, whole. */
  redeemCode(request: CodeRequest, answer: URL, state: string): Promise<Granted>
  askForDeviceCode(signal: AbortSignal): Promise<DeviceCode>
  redeemDeviceCode(deviceCode: string): Promise<Granted>
  renew(refreshToken: string, redirectUri: string | null): Promise<Granted>
  revoke(token: string): Promise<void>
}

export interface DeviceCode {
  deviceCode: string
  userCode: string
  page: string
  /** Seconds. */
  lifetime: number
  /** Seconds between two questions. */
  interval: number
}

const DEVICE_GRANT = 'urn:ietf:params:oauth:grant-type:device_code'
/** RFC 8628, section 3.2. */
const DEFAULT_INTERVAL = 5

export function openOAuthServer(parts: OAuthServerParts): OAuthServer {
  const { provider, now } = parts
  const asking = async <T>(signal: AbortSignal | undefined, ask: () => Promise<T>): Promise<T> => {
    try {
      return await ask()
    } catch (error) {
      if (signal?.aborted) throw signal.reason
      throw translated(error, parts.domain)
    }
  }
  const granted = (answer: oidc.TokenEndpointResponse): Granted => ({
    accessToken: answer.access_token,
    refreshToken: answer.refresh_token ?? null,
    endsAt: answer.expires_in === undefined ? null : new Date(now().getTime() + answer.expires_in * 1000).toISOString(),
    scope: answer.scope,
  })
  return {
    askForCode: async ({ redirectUri, state, suggest }) => {
      const verifier = oidc.randomPKCECodeVerifier()
      const nonce = provider.idToken === 'checked' ? oidc.randomNonce() : null
      const link = oidc.buildAuthorizationUrl(configure(parts), {
        redirect_uri: redirectUri,
        scope: provider.scope,
        state,
        code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
        ...provider.accountChoice,
        ...(suggest !== null && provider.accountHint !== null ? { [provider.accountHint]: suggest } : {}),
        ...(nonce === null ? {} : { nonce }),
      })
      return { link: link.href, verifier, nonce }
    },
    redeemCode: (request, answer, state) =>
      asking(undefined, async () => {
        const configuration = configure(parts, { issuer: issuerOf(answer, provider) })
        const checks = { pkceCodeVerifier: request.verifier, expectedState: state }
        return granted(
          await oidc.authorizationCodeGrant(
            configuration,
            answer,
            request.nonce === null ? checks : { ...checks, expectedNonce: request.nonce, idTokenExpected: true },
          ),
        )
      }),
    askForDeviceCode: (signal) =>
      asking(signal, async () => {
        const scope = withoutIdToken(provider.scope)
        const answer = await oidc.initiateDeviceAuthorization(configure(parts, { signal }), { scope })
        if (!isPage(answer.verification_uri)) throw wrongAnswer()
        return {
          deviceCode: answer.device_code,
          userCode: answer.user_code,
          page: answer.verification_uri,
          lifetime: answer.expires_in,
          interval: answer.interval ?? DEFAULT_INTERVAL,
        }
      }),
    redeemDeviceCode: (deviceCode) =>
      asking(undefined, async () =>
        granted(await oidc.genericGrantRequest(configure(parts), DEVICE_GRANT, { device_code: deviceCode })),
      ),
    renew: (refreshToken, redirectUri) =>
      asking(undefined, async () => {
        const repeated = {
          ...(provider.renewal.redirectUri === 'repeated' && redirectUri !== null ? { redirect_uri: redirectUri } : {}),
          ...(provider.renewal.scope === 'repeated' ? { scope: withoutIdToken(provider.scope) } : {}),
        }
        return granted(await oidc.refreshTokenGrant(configure(parts), refreshToken, repeated))
      }),
    revoke: (token) => asking(undefined, () => oidc.tokenRevocation(configure(parts), token)),
  }
}

/** A page that a person can be sent to and shown: encrypted, and without a user's name that could be taken for the server's. */
function isPage(address: string): boolean {
  return URL.canParse(address) && isSafeForSecrets(address) && new URL(address).username === ''
}

/** An id token is checked in the browser's sign-in alone; elsewhere there is no request that it could be tied to. */
function withoutIdToken(scope: string): string {
  return scope
    .split(' ')
    .filter((each) => each !== 'openid')
    .join(' ')
}

function configure(parts: OAuthServerParts, now: { issuer?: string; signal?: AbortSignal } = {}): oidc.Configuration {
  const { provider, client } = parts
  const { authorization, token, device, revocation } = provider.endpoints
  const configuration = new oidc.Configuration(
    {
      issuer: now.issuer ?? provider.issuer,
      authorization_endpoint: authorization,
      token_endpoint: token,
      ...(device === null ? {} : { device_authorization_endpoint: device }),
      ...(revocation.kind === 'standard' ? { revocation_endpoint: revocation.url } : {}),
    },
    client.clientId,
    undefined,
    authentication(provider, client.clientSecret),
  )
  if ([authorization, token].every(isSafeForSecrets)) oidc.allowInsecureRequests(configuration)
  configuration[oidc.customFetch] = async (url, { method, headers, body, signal }) => {
    const signals = [signal, now.signal].filter((each) => each !== undefined)
    const answer = await parts.fetch(url, {
      method,
      headers,
      body: body instanceof URLSearchParams || typeof body === 'string' ? body : null,
      signal: AbortSignal.any(signals),
    })
    return readableAnswer(answer, { domain: parts.domain, now: parts.now() })
  }
  return configuration
}

function authentication(provider: OAuthProvider, secret: string | null): oidc.ClientAuth {
  if (secret === null) return oidc.None()
  return provider.secret.sentBy === 'basic' ? basicAuthentication(secret) : oidc.ClientSecretPost(secret)
}

/** RFC 6749, 2.3.1, but leaving `-`, `.` and `_` as they are: not every host decodes what need not be encoded. */
function basicAuthentication(secret: string): oidc.ClientAuth {
  return (_server, { client_id }, _body, headers) => {
    const pair = [client_id, secret].map(encodeURIComponent).join(':')
    headers.set('authorization', `Basic ${Buffer.from(pair).toString('base64')}`)
  }
}

/**
 * The issuer that an answer may name (RFC 9207): hosts do not all document theirs, so any at the origin that the person signed
 * in at; the path of the redirect keeps hosts apart that share one. openid-client then holds the answer to it.
 */
function issuerOf(answer: URL, { issuer }: OAuthProvider): string {
  const named = answer.searchParams.get('iss')
  return named !== null && URL.canParse(named) && new URL(named).origin === new URL(issuer).origin ? named : issuer
}

function translated(error: unknown, domain: string): Error {
  const failure = failureIn(error)
  if (failure) return failure
  if (error instanceof oidc.ClientError && error.code === 'OAUTH_TIMEOUT') {
    return new Failure('UNREACHABLE', { domain, reason: 'timed-out' })
  }
  if (error instanceof OAuthTrouble) return error
  if (error instanceof oidc.ResponseBodyError || error instanceof oidc.AuthorizationResponseError) {
    return new OAuthTrouble({
      kind: 'refused',
      error: error.error,
      description: error.error_description ?? null,
      interval: error instanceof oidc.ResponseBodyError ? numberIn(error.cause, 'interval') : null,
    })
  }
  return wrongAnswer()
}

function failureIn(error: unknown, depth = 0): Failure | null {
  if (error instanceof Failure || depth > 4 || !(error instanceof Error)) return error instanceof Failure ? error : null
  return failureIn(error.cause, depth + 1)
}

function numberIn(fields: object, name: string): number | null {
  const value: unknown = Reflect.get(fields, name)
  return typeof value === 'number' ? value : null
}

function wrongAnswer(): OAuthTrouble {
  const told: OAuthTold = { kind: 'wrong-answer' }
  return new OAuthTrouble(told)
}
