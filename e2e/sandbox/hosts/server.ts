import { randomBytes } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { oauthAccentOf } from '../oauth/accents.ts'
import { NO_TENANT, TENANT } from '../oauth/entra.ts'
import { type OAuthGateway, startOAuthGateway } from '../oauth/gateway.ts'
import { messagePage } from '../oauth/pages.ts'
import { createTokenLedger, type TokenLedger } from '../oauth/token-ledger.ts'
import { makeServerCertificate } from '../tls.ts'
import { picture } from './avatar.ts'
import { readBasic, readText, sendReply } from './exchange.ts'
import { type HostAccent, NO_TROUBLES, type SandboxHost } from './model.ts'
import { createSandboxRepository, repositoryFolder } from './repositories.ts'
import type { RunningSandboxHost, SandboxHostOptions, SeenRequest } from './running.ts'
import { isGitRequest, serveGit } from './serve-git.ts'
import { answerRest, restPath } from './serve-rest.ts'

/** Headers by which a host's public face is known. */
const SIGNATURES: Readonly<Partial<Record<SandboxHost['kind'], Record<string, string>>>> = {
  github: { 'X-GitHub-Request-Id': 'SAND:B0X' },
  'github-enterprise-server': { 'X-GitHub-Enterprise-Version': '3.19.0', 'X-GitHub-Request-Id': 'SAND:B0X' },
  gitlab: { 'X-Gitlab-Meta': '{"version":"1"}' },
  'gitlab-self-managed': { 'X-Gitlab-Meta': '{"version":"1"}' },
  'bitbucket-data-center': { 'X-AREQUESTID': '@SANDBOX', 'Set-Cookie': 'BITBUCKETSESSIONID=sandbox; Path=/; HttpOnly' },
  'azure-devops-server': { 'X-TFS-ProcessId': '00000000-0000-4000-8000-000000000001' },
}

const GITHUB_SCOPES = ['repo', 'workflow', 'read:org', 'read:user']
/** Rights that a person gives a token for Graft. */
const TOKEN_SCOPES: Readonly<Record<SandboxHost['kind'], readonly string[]>> = {
  github: GITHUB_SCOPES,
  'github-enterprise-server': GITHUB_SCOPES,
  gitlab: ['api', 'write_repository'],
  'gitlab-self-managed': ['api', 'write_repository'],
  bitbucket: ['user', 'workspace', 'repository', 'pullrequest'].flatMap((what) => [
    `read:${what}:bitbucket`,
    `write:${what}:bitbucket`,
  ]),
  'bitbucket-data-center': ['REPO_WRITE'],
  'azure-devops': ['vso.code_write', 'vso.project', 'vso.profile'],
  'azure-devops-server': ['vso.code_write'],
}

/** Microsoft Entra's place on the server that plays Azure DevOps. */
const ENTRA = '/entra'

interface Parts {
  host: SandboxHost
  accent: HostAccent
  ledger: TokenLedger
  gateway: OAuthGateway | null
}

/** One host on 127.0.0.1: its pages, its sign-in, its REST interface and Git over HTTP. It is empty; `world.ts` fills it. */
export async function startHostSandbox(options: SandboxHostOptions): Promise<RunningSandboxHost> {
  const { accent, folder, scheme = 'http', port = 0 } = options
  const { kind } = accent
  mkdirSync(folder, { recursive: true })
  const tls = scheme === 'https' ? makeServerCertificate(folder) : null
  let answer: RequestListener = (_request, response) => response.end()
  const listener: RequestListener = (request, response) => answer(request, response)
  const server = tls ? createSecureServer({ key: tls.key, cert: tls.certificate }, listener) : createServer(listener)
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  const origin = `${scheme}://127.0.0.1:${(server.address() as AddressInfo).port}`
  const host = emptyHost(kind, origin)
  const ledger = createTokenLedger(host)
  const oauth = oauthAccentOf(kind)
  const requests: SeenRequest[] = []
  const secrets = new Set<string>()
  const gateway = oauth && (await startOAuthGateway({ host, accent: oauth, ledger, secret: (value) => secrets.add(value) }))
  const parts: Parts = { host, accent, ledger, gateway }
  const held: RunningSandboxHost['held'] = {}

  answer = (request, response) => {
    const seen: SeenRequest = {
      method: request.method ?? '',
      url: request.url ?? '',
      host: request.headers.host ?? '',
      part: partOf(parts, new URL(request.url ?? '/', origin).pathname, request),
      credential: credentialOf(request),
      status: 0,
    }
    requests.push(seen)
    if (seen.credential !== null) secrets.add(seen.credential)
    for (const [name, value] of Object.entries(SIGNATURES[kind] ?? {})) response.setHeader(name, value)
    Promise.resolve(held[seen.part])
      .then(() => respond(parts, seen.part, request, response))
      .then((status) => {
        seen.status = status
      })
      .catch((error: unknown) => response.destroy(error instanceof Error ? error : undefined))
  }

  return {
    host,
    origin,
    api: `${origin}${accent.restPrefixes[0] ?? ''}`,
    login: `${origin}${ENTRA}`,
    authority: tls?.authority ?? null,
    requests,
    secrets,
    held,
    cloneUrl: ({ path }) => `${origin}${accent.gitPath(path)}`,
    addRepository(wanted) {
      const repository = createSandboxRepository(repositoryFolder(folder), wanted)
      host.repositories.push(repository)
      return repository
    },
    issueToken(person, scopes = TOKEN_SCOPES[kind]) {
      const token = `pat-${randomBytes(18).toString('hex')}`
      host.tokens.push({ token, person, kind: 'personal', scopes: [...scopes], state: 'good' })
      secrets.add(token)
      return token
    },
    revokeSignIns(person) {
      for (const grantId of ledger.grantsOf(person)) gateway?.revokeGrant(grantId)
    },
    async close() {
      await gateway?.close()
      await new Promise<void>((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()))
        server.closeAllConnections()
      })
    },
  }
}

function emptyHost(kind: SandboxHost['kind'], origin: string): SandboxHost {
  const oauth = oauthAccentOf(kind)
  return {
    kind,
    origin,
    people: [],
    tokens: [],
    repositories: [],
    troubles: { ...NO_TROUBLES },
    oauth: {
      clientId: `graft-${kind}`,
      clientSecret: oauth && oauth.secret !== 'none' ? `secret-${randomBytes(12).toString('hex')}` : null,
      redirect: oauth?.refresh === 'rotates' ? null : `http://127.0.0.1/callback/${kind}`,
      deviceInterval: 5,
      browserPerson: '',
      untickedScopes: [],
      lifetimes: { code: 600, accessToken: 7200, deviceCode: 300, ...oauth?.lifetimes },
      deviceCodes: oauth !== null && oauth.routes.device !== null,
      personalOrganisations: [],
      policyRefuses: false,
      adminApprovalNeeded: false,
    },
  }
}

function partOf({ accent, gateway }: Parts, path: string, request: IncomingMessage): SeenRequest['part'] {
  if (gateway?.serves(path) || /\/applications\/[^/]+\/token$/.test(path)) return 'oauth'
  if (isGitRequest(path)) return 'git'
  const wantsPage = (request.headers.accept ?? '').startsWith('text/html') || path.startsWith('/avatars/')
  return wantsPage || request.method === 'HEAD' || restPath(accent, path) === null ? 'page' : 'rest'
}

async function respond(
  parts: Parts,
  part: SeenRequest['part'],
  request: IncomingMessage,
  response: ServerResponse,
): Promise<number> {
  const url = new URL(request.url ?? '/', parts.host.origin)
  switch (part) {
    case 'oauth':
      if (parts.gateway?.serves(url.pathname)) return parts.gateway.handle(request, response)
      return revokeAsGitHub(parts, request, response)
    case 'git':
      return serveGit(parts, request, response)
    case 'rest': {
      const path = restPath(parts.accent, url.pathname) ?? '/'
      return sendReply(response, await answerRest(parts, request, { path, query: url.searchParams }))
    }
    case 'page':
      return showPage(parts, url, request, response)
  }
}

/** "Delete an app token" of GitHub's REST interface: by the client's own Basic credentials. */
async function revokeAsGitHub(
  { host, ledger, gateway }: Parts,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<number> {
  const client = readBasic(request.headers.authorization)
  if (client?.username !== host.oauth.clientId || client.password !== host.oauth.clientSecret) {
    return sendReply(response, { status: 404, body: { message: 'Not Found' } })
  }
  const [, token] = /"access_token"\s*:\s*"([^"]+)"/.exec(await readText(request)) ?? []
  const grantId = ledger.grantOf(token ?? '')
  if (grantId === null) return sendReply(response, { status: 422, body: { message: 'Validation Failed' } })
  gateway?.revokeGrant(grantId)
  return sendReply(response, { status: 204 })
}

function showPage({ host }: Parts, url: URL, request: IncomingMessage, response: ServerResponse): number {
  if (url.pathname.startsWith('/avatars/')) return picture(response)
  const [, organisation, more] = /^\/([^/]+)(\/.*)?$/.exec(url.pathname) ?? []
  if (host.kind === 'azure-devops' && organisation !== undefined && more === undefined && request.method === 'HEAD') {
    return tellTenant(host, organisation, response)
  }
  if (request.method !== 'GET' && request.method !== 'HEAD') return sendReply(response, { status: 404, body: 'Not found.' })
  const body = messagePage(`${host.kind}: ${url.pathname}`, 'A page of the sandbox. The real host would show its own here.')
  return sendReply(response, { status: 200, body, contentType: 'text/html; charset=utf-8' })
}

/** An organisation's address says, to whoever asks without signing in, which tenant it belongs to. */
function tellTenant(host: SandboxHost, organisation: string, response: ServerResponse): number {
  const known =
    host.oauth.personalOrganisations.includes(organisation) ||
    host.people.some((person) => person.organisations.includes(organisation)) ||
    host.repositories.some(({ path }) => path.organisation === organisation)
  if (!known) return sendReply(response, { status: 404 })
  const tenant = host.oauth.personalOrganisations.includes(organisation) ? NO_TENANT : TENANT
  return sendReply(response, {
    status: 401,
    headers: {
      'WWW-Authenticate': `Bearer authorization_uri=${host.origin}${ENTRA}/${tenant}, Basic realm="${host.origin}"`,
      'X-VSS-ResourceTenant': tenant,
    },
  })
}

function credentialOf({ headers }: IncomingMessage): string | null {
  const basic = readBasic(headers.authorization)
  if (basic !== null) return basic.password === '' ? basic.username : basic.password
  const [, token] = /^(?:Bearer|token) (.+)$/i.exec(headers.authorization ?? '') ?? []
  const own = headers['private-token']
  return token ?? (typeof own === 'string' ? own : null)
}
