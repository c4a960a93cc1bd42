import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { readBasic, readBody, type SandboxReply, sendReply } from '../hosts/exchange.ts'
import type { SandboxHost } from '../hosts/model.ts'
import type { OAuthAccent, OAuthCall, OAuthReply } from './accent.ts'
import { NO_TENANT, TENANT } from './entra.ts'
import { consentPage, messagePage } from './pages.ts'
import { createHostProvider, type HostProvider, OFFLINE, SESSION_COOKIE, SIGN_IN_PAGE } from './provider.ts'
import type { TokenLedger } from './token-ledger.ts'

/** The sign-in of one host: a standard OAuth server, and before it the host's own manners. */
export interface OAuthGateway {
  /** Whether a path belongs to the sign-in: its endpoints and the pages for people. */
  serves(path: string): boolean
  handle(request: IncomingMessage, response: ServerResponse): Promise<number>
  /** Ends a grant: its access and refresh tokens. */
  revokeGrant(grantId: string): void
  close(): Promise<void>
}

export interface GatewayParts {
  host: SandboxHost
  accent: OAuthAccent
  ledger: TokenLedger
  /** Told of every code, token and verifier that passes. */
  secret(value: string): void
}

const SECRET_PARAMETERS = ['code', 'code_verifier', 'client_secret', 'refresh_token', 'device_code', 'token', 'access_token']

export async function startOAuthGateway(parts: GatewayParts): Promise<OAuthGateway> {
  const { host, accent, ledger } = parts
  const made = createHostProvider(host, accent, ledger)
  const inner = createServer(made.provider.callback())
  await new Promise<void>((resolve) => inner.listen(0, '127.0.0.1', resolve))
  const base = `http://127.0.0.1:${(inner.address() as AddressInfo).port}`
  const revokeGrant = (grantId: string) => {
    made.store.revokeGrant(grantId)
    ledger.endGrant(grantId)
  }
  const { authorize, token, device, devicePage, revoke } = accent.routes
  const routes = [authorize, token, device, device && devicePage, revoke].filter((route): route is string => route !== null)

  return {
    revokeGrant,
    serves: (path) =>
      path.startsWith(SIGN_IN_PAGE) ||
      routes.some((route) => accent.toProvider(path).path === route || accent.toProvider(path).path.startsWith(`${route}/`)),
    async handle(request, response) {
      const url = new URL(request.url ?? '/', host.origin)
      if (url.pathname.startsWith(SIGN_IN_PAGE)) return answerPerson(parts, made, request, response)
      const inside = accent.toProvider(url.pathname)
      if (inside.tenant !== null && ![TENANT, 'organizations', 'common'].includes(inside.tenant)) {
        const words = inside.tenant === NO_TENANT ? 'personal Microsoft accounts' : inside.tenant
        return sendReply(response, {
          status: 400,
          body: { error: 'invalid_request', error_description: `AADSTS90002: Tenant '${words}' not found.` },
        })
      }
      const body = request.method === 'POST' ? await readBody(request) : null
      const forward = (query: URLSearchParams, form: URLSearchParams | null, cookies = request.headers.cookie ?? '') =>
        passOn({ base, path: inside.path, query, form, cookies, request, host })
      if (inside.path === authorize) {
        const refusal = refuseAuthorization(parts, url)
        if (refusal) return sendReply(response, refusal)
        const answer = await forward(authorizationFor(url.searchParams), body, withoutSession(request))
        return sendReply(response, forgettingSession(answer))
      }
      if (inside.path === token || inside.path === device || inside.path === revoke) {
        const endpoint = inside.path === token ? 'token' : inside.path === device ? 'device' : 'revoke'
        const call: OAuthCall = {
          endpoint,
          grant: body?.get('grant_type') ?? null,
          parameters: body ?? new URLSearchParams(),
          wantsJson: (request.headers.accept ?? '').includes('json'),
        }
        const reply = await answerProgram(parts, call, request, (form) => forward(url.searchParams, form))
        noteSecrets(parts, call.parameters, reply.body)
        return sendReply(response, {
          status: reply.status,
          headers: { 'Cache-Control': 'no-store', ...reply.headers },
          body: reply.form ? formOf(reply.body) : reply.body,
          contentType: reply.form ? 'application/x-www-form-urlencoded; charset=utf-8' : 'application/json',
        })
      }
      // The page for device codes begins anew, too; what follows belongs to what began.
      const begins = inside.path === devicePage && request.method === 'GET'
      const answer = await forward(url.searchParams, body, begins ? withoutSession(request) : undefined)
      return sendReply(response, withoutIssuer(parts, answer))
    },
    close: () =>
      new Promise((resolve, reject) => {
        inner.close((error) => (error ? reject(error) : resolve()))
        inner.closeAllConnections()
      }),
  }
}

/** One call of a program: the client recognised as this host does it, the provider asked, the answer in the host's manner. */
async function answerProgram(
  { host, accent, ledger }: GatewayParts,
  call: OAuthCall,
  request: IncomingMessage,
  ask: (form: URLSearchParams) => Promise<SandboxReply>,
): Promise<OAuthReply> {
  const refuse = (error: string, description: string) => accent.refused({ error, description }, call)
  const form = new URLSearchParams(call.parameters)
  const basic = readBasic(request.headers.authorization)
  const clientId = basic?.username ?? form.get('client_id')
  const secret = basic?.password ?? form.get('client_secret')
  if (clientId !== host.oauth.clientId) return refuse('invalid_client', 'client not found')
  const byCode = call.grant === 'authorization_code' || call.grant === 'refresh_token' || call.endpoint === 'revoke'
  if (accent.secret !== 'none' && byCode) {
    if (secret !== host.oauth.clientSecret || (accent.secret === 'basic' && basic === null)) {
      return refuse('invalid_client', 'client authentication failed')
    }
  }
  const byDevice = call.endpoint === 'device' || (call.grant?.endsWith('device_code') ?? false)
  if (byDevice && !host.oauth.deviceCodes) return refuse('device_codes_off', 'not enabled')
  if (call.grant === 'refresh_token') {
    if (host.oauth.policyRefuses) return refuse('conditional_access', 'blocked')
    if (accent.refreshNamesRedirect && !form.has('redirect_uri')) return refuse('invalid_grant', 'redirect_uri differs')
    form.delete('redirect_uri')
  }
  for (const name of ['client_secret', 'resource', 'scope'].filter((each) => each !== 'scope' || call.endpoint !== 'device')) {
    form.delete(name)
  }
  form.set('client_id', clientId)
  if (call.endpoint === 'device') form.set('scope', scopesFor(form.get('scope')))
  const { status, body } = await ask(form)
  const answer = toRecord(body)
  if (status >= 400) {
    const description = String(answer['error_detail'] ?? answer['error_description'] ?? '')
    return refuse(String(answer['error'] ?? 'server_error'), description)
  }
  if (call.grant === 'refresh_token' && accent.refresh === 'kills-old') ledger.endOlder(String(answer['access_token']))
  if (typeof answer['scope'] === 'string')
    answer['scope'] = answer['scope']
      .split(' ')
      .filter((each) => each !== OFFLINE)
      .join(' ')
  if (call.endpoint === 'device') answer['interval'] = host.oauth.deviceInterval
  return accent.granted(answer, call)
}

/** What a host says before it shows the person anything; null where it has nothing against the request. */
function refuseAuthorization({ host, accent }: GatewayParts, url: URL): SandboxReply | null {
  const query = url.searchParams
  const complain = (words: string): SandboxReply => ({
    status: 400,
    body: messagePage('This did not work', words),
    contentType: 'text/html',
  })
  if (query.get('client_id') !== host.oauth.clientId) return complain('Unknown application (client_id).')
  const given = query.get('redirect_uri')
  const redirect = given !== null && URL.canParse(given) ? new URL(given) : null
  const registered = host.oauth.redirect
  const fits = redirect !== null && (registered === null || accent.redirectAllowed(redirect, new URL(registered)))
  if (!fits) return complain('The redirect address is not the registered one (redirect_uri).')
  if (query.get('code_challenge_method') === 'plain') return complain('Only S256 is supported (code_challenge_method).')
  const why = host.oauth.adminApprovalNeeded ? 'approval' : host.oauth.policyRefuses ? 'policy' : null
  if (why === null) return null
  const { error, description } = accent.denied(why)
  return sendBack(redirect, { error, error_description: description, state: query.get('state') })
}

function sendBack(redirect: URL, answer: Record<string, string | null>): SandboxReply {
  const target = new URL(redirect)
  for (const [name, value] of Object.entries(answer)) if (value !== null) target.searchParams.set(name, value)
  return { status: 302, headers: { Location: target.href } }
}

/** The page on which the person answers: shown on GET, answered by POST. */
async function answerPerson(
  { host, accent }: GatewayParts,
  { provider }: HostProvider,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<number> {
  const asked = await provider.interactionDetails(request, response).catch(() => null)
  if (asked === null) {
    return sendReply(response, {
      status: 400,
      body: messagePage('Too late', 'Start again in Graft.'),
      contentType: 'text/html',
    })
  }
  const scopes = String(asked.params['scope'] ?? '')
    .split(' ')
    .filter((scope) => accent.scopes.includes(scope))
  if (request.method !== 'POST') {
    const body = consentPage({
      host: host.kind,
      client: String(asked.params['client_id']),
      people: host.people,
      signedIn: host.oauth.browserPerson,
      scopes,
      unticked: host.oauth.untickedScopes,
    })
    return sendReply(response, { status: 200, body, contentType: 'text/html' })
  }
  const form = await readBody(request)
  if (form.get('decision') !== 'authorize') {
    const { error, description } = accent.denied('person')
    await provider.interactionFinished(request, response, { error, error_description: description })
    return response.statusCode
  }
  const login = form.get('person') ?? host.oauth.browserPerson
  const grant = new provider.Grant({ accountId: login, clientId: host.oauth.clientId })
  grant.addOIDCScope(['openid', OFFLINE, ...form.getAll('scope')].join(' '))
  const grantId = await grant.save()
  await provider.interactionFinished(request, response, { login: { accountId: login }, consent: { grantId } })
  return response.statusCode
}

/** The request as the provider takes it: without what only hosts understand. */
function authorizationFor(query: URLSearchParams): URLSearchParams {
  const known = ['client_id', 'redirect_uri', 'response_type', 'state', 'code_challenge', 'code_challenge_method', 'nonce']
  const asked = new URLSearchParams([...query].filter(([name]) => known.includes(name)))
  const scope = scopesFor(query.get('scope'))
  asked.set('scope', scope)
  asked.set('response_type', 'code')
  if (!scope.split(' ').includes('openid')) asked.delete('nonce')
  return asked
}

function scopesFor(scope: string | null): string {
  return (scope ?? '').replace(/\boffline_access\b/, OFFLINE).trim()
}

async function passOn(pass: {
  base: string
  path: string
  query: URLSearchParams
  form: URLSearchParams | null
  cookies: string
  request: IncomingMessage
  host: SandboxHost
}): Promise<SandboxReply> {
  const { base, path, query, form, cookies, request, host } = pass
  const outer = new URL(host.origin)
  const question = query.size > 0 ? `?${query}` : ''
  const answer = await fetch(`${base}${path}${question}`, {
    method: request.method ?? 'GET',
    redirect: 'manual',
    headers: {
      'X-Forwarded-Host': outer.host,
      'X-Forwarded-Proto': outer.protocol.replace(':', ''),
      ...(cookies === '' ? {} : { Cookie: cookies }),
      ...(request.headers.accept === undefined ? {} : { Accept: request.headers.accept }),
      ...(form === null ? {} : { 'Content-Type': 'application/x-www-form-urlencoded' }),
    },
    ...(form === null ? {} : { body: form.toString() }),
  })
  const contentType = answer.headers.get('content-type') ?? 'text/plain'
  const text = await answer.text()
  const location = answer.headers.get('location')
  return {
    status: answer.status,
    headers: location === null ? {} : { Location: location },
    cookies: answer.headers.getSetCookie(),
    body: contentType.includes('json') ? JSON.parse(text) : text,
    contentType,
  }
}

/** A browser that comes anew has no session here: hosts of the sandbox ask each time who it is. */
function withoutSession(request: IncomingMessage): string {
  return (request.headers.cookie ?? '')
    .split('; ')
    .filter((cookie) => !cookie.startsWith(SESSION_COOKIE))
    .join('; ')
}

/** The browser drops the session of an earlier sign-in, unless the answer begins another. */
function forgettingSession(reply: SandboxReply): SandboxReply {
  const set = reply.cookies ?? []
  if (set.some((cookie) => cookie.startsWith(`${SESSION_COOKIE}=`))) return reply
  const dropped = [SESSION_COOKIE, `${SESSION_COOKIE}.sig`].map((name) => `${name}=; Path=/; Max-Age=0`)
  return { ...reply, cookies: [...set, ...dropped] }
}

/** None of the hosts sends `iss` (RFC 9207) with its answer. */
function withoutIssuer({ host, secret }: GatewayParts, reply: SandboxReply): SandboxReply {
  const location = reply.headers?.['Location']
  if (location === undefined || location.startsWith(host.origin) || !URL.canParse(location)) return reply
  const target = new URL(location)
  target.searchParams.delete('iss')
  const code = target.searchParams.get('code')
  if (code !== null) secret(code)
  return { ...reply, headers: { ...reply.headers, Location: target.href } }
}

function noteSecrets({ secret }: GatewayParts, asked: URLSearchParams, answered: Record<string, unknown>): void {
  for (const name of SECRET_PARAMETERS) {
    const sent = asked.get(name)
    if (sent) secret(sent)
    const given = answered[name]
    if (typeof given === 'string' && given !== '') secret(given)
  }
}

function toRecord(body: unknown): Record<string, unknown> {
  return typeof body === 'object' && body !== null ? { ...body } : {}
}

function formOf(body: Record<string, unknown>): string {
  return new URLSearchParams(Object.entries(body).map(([name, value]) => [name, String(value)])).toString()
}
