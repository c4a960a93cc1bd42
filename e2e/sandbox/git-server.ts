import { createServer as createHttpServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http'
import { createServer as createHttpsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { runGitBackend } from './git-backend.ts'
import { readBasic } from './hosts/exchange.ts'
import type { ServerCertificate } from './tls.ts'

/** One accepted sign-in. A username of null means that any will do beside the token, as most hosts have it. */
export interface ServerCredential {
  username: string | null
  token: string
}

/** What a request looked like, for assertions. The sign-in is decoded from its header. */
export interface RecordedRequest {
  method: string
  url: string
  username: string | null
  token: string | null
  headers: Readonly<Record<string, string | string[] | undefined>>
}

/** An answer in place of the server's own; `service` limits it to one of Git's two. */
export interface CannedAnswer {
  service: 'git-upload-pack' | 'git-receive-pack' | null
  status: number
  contentType: string
  body: string
  headers?: Record<string, string>
}

/** What goes wrong next. All may be changed while the server runs; null is "nothing". */
export interface Faults {
  answer: CannedAnswer | null
  /** Cuts the connection once this many bytes of a pack answer (POST) went out. */
  cutAfter: number | null
  /** Answers wait until this settles. */
  gate: Promise<void> | null
  /** `header-lost` is a proxy that takes `Git-Protocol` out of requests, so that the server speaks its oldest protocol. */
  protocol: 'as-asked' | 'header-lost'
}

export interface GitServer {
  /** Origin, such as `http://127.0.0.1:43210`. */
  url: string
  urlOf(repository: string): string
  /** Accepted sign-ins; empty means that nobody has to sign in. Change it to revoke a token. */
  credentials: ServerCredential[]
  faults: Faults
  requests: RecordedRequest[]
  stop(): Promise<void>
}

/**
 * A real Git server over HTTP on 127.0.0.1 and a free port: `git http-backend` serves every repository below `repositories`.
 * With `certificate` it speaks HTTPS.
 */
export async function startGitServer(options: {
  repositories: string
  credentials?: ServerCredential[]
  certificate?: ServerCertificate
}): Promise<GitServer> {
  const faults: Faults = { answer: null, cutAfter: null, gate: null, protocol: 'as-asked' }
  const state = { credentials: [...(options.credentials ?? [])], requests: [] as RecordedRequest[] }
  const listener: RequestListener = (request, response) => {
    handle(request, response).catch((error: unknown) => response.destroy(error instanceof Error ? error : undefined))
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const signedIn = readBasic(request.headers.authorization)
    state.requests.push({
      method: request.method ?? '',
      url: request.url ?? '',
      username: signedIn?.username ?? null,
      token: signedIn?.password ?? null,
      headers: { ...request.headers },
    })
    if (faults.gate) await faults.gate
    if (faults.protocol === 'header-lost') delete request.headers['git-protocol']
    const canned = faults.answer
    if (canned && (canned.service === null || request.url?.includes(canned.service))) {
      request.resume()
      response.writeHead(canned.status, { 'Content-Type': canned.contentType, ...canned.headers }).end(canned.body)
      return
    }
    if (state.credentials.length > 0 && !state.credentials.some((known) => accepts(known, signedIn))) {
      request.resume()
      response
        .writeHead(401, { 'WWW-Authenticate': 'Basic realm="Sandbox"', 'Content-Type': 'text/plain' })
        .end(signedIn ? 'HTTP Basic: Access denied. The token is wrong, expired or revoked.\n' : 'Sign in first.\n')
      return
    }
    runGitBackend(request, response, {
      root: options.repositories,
      path: decodeURIComponent(new URL(request.url ?? '/', 'http://sandbox').pathname),
      user: signedIn?.username ?? 'sandbox',
      cutAfter: faults.cutAfter,
    })
  }

  const certificate = options.certificate
  const server = certificate
    ? createHttpsServer({ key: certificate.key, cert: certificate.certificate }, listener)
    : createHttpServer(listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const url = `${certificate ? 'https' : 'http'}://127.0.0.1:${port}`
  return {
    url,
    urlOf: (repository) => `${url}/${repository}`,
    faults,
    get credentials() {
      return state.credentials
    },
    set credentials(credentials) {
      state.credentials = credentials
    },
    requests: state.requests,
    stop: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()))
        server.closeAllConnections()
      }),
  }
}

function accepts(known: ServerCredential, given: ReturnType<typeof readBasic>): boolean {
  return given !== null && known.token === given.password && (known.username === null || known.username === given.username)
}
