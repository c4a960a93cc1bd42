import { Readable } from 'node:stream'
import tls from 'node:tls'
import { Agent, type Dispatcher, ProxyAgent, request as undiciRequest } from 'undici'

export interface HttpOptions {
  /** Address of the proxy, or null for a direct connection. May carry the proxy's own sign-in. */
  proxy: string | null
  /** Authorities (PEM) trusted beside those that Node.js trusts. Verification itself is never off. */
  certificateAuthorities: readonly string[]
  /** The server that these authorities may vouch for, as an address on it; whichever is asked where none is named. */
  trustedAt?: string
  userAgent: string
  timeouts?: Timeouts
  /** `get` (the default) follows those of GET requests, as Git does. */
  redirects?: 'get' | 'none'
}

/** Milliseconds: until connected, until the answer begins, and between two pieces of its body. */
export interface Timeouts {
  connect: number
  headers: number
  bodyIdle: number
}

/** A whole body, or one that is made while it is sent. */
export type HttpBody = readonly Uint8Array[] | AsyncIterable<Uint8Array>
export interface HttpRequest {
  url: string
  /** GET where none is given. */
  method?: string
  headers?: Record<string, string>
  body?: HttpBody
  signal?: AbortSignal
}

export interface HttpResponse {
  /** Where the answer came from, after redirects. */
  url: string
  method: string
  statusCode: number
  statusMessage: string
  /** Names in lower case; several of one name are joined by commas. */
  headers: Record<string, string>
  body: AsyncIterableIterator<Uint8Array>
}

/** An HTTP client with connections of its own until it is closed. */
export interface Http {
  request(request: HttpRequest): Promise<HttpResponse>
  close(): Promise<void>
}

export const DEFAULT_TIMEOUTS: Timeouts = { connect: 15_000, headers: 60_000, bodyIdle: 60_000 }
const MAX_REDIRECTS = 5

/**
 * HTTP over undici. Where redirects are followed at all, only GET requests follow redirects (as Git's
 * `http.followRedirects=initial`), never from HTTPS to HTTP, and sign-in and authorities go along to the same server alone.
 * Fails with undici's and Node's own errors.
 */
export function openHttp(options: HttpOptions): Http {
  const atHome = openDispatcher(options)
  const elsewhere = options.trustedAt === undefined ? atHome : openDispatcher({ ...options, certificateAuthorities: [] })
  const isHome = (target: URL) => options.trustedAt === undefined || isSameServer(new URL(options.trustedAt), target)
  return {
    async request({ url, method = 'GET', headers = {}, body, signal }) {
      let target = plainUrl(url)
      let sent: Record<string, string> = {
        'accept-encoding': 'identity',
        ...lowerCased(headers),
        'user-agent': options.userAgent,
      }
      for (let redirects = 0; ; redirects += 1) {
        const answer = await undiciRequest(target, {
          dispatcher: isHome(target) ? atHome : elsewhere,
          method: knownMethod(method),
          headers: sent,
          body: body ? toBody(body) : null,
          signal: signal ?? null,
        })
        const next = method === 'GET' && options.redirects !== 'none' ? redirectTarget(answer, target) : null
        if (next === null || redirects === MAX_REDIRECTS) {
          return {
            url: target.href,
            method,
            headers: flat(answer.headers),
            statusCode: answer.statusCode,
            statusMessage: answer.statusText,
            body: chunks(answer.body),
          }
        }
        await answer.body.dump()
        if (!isSameServer(target, next)) {
          const { authorization: _authorization, ...others } = sent
          sent = others
        }
        target = next
      }
    },
    close: async () => {
      await Promise.all([atHome.destroy(), elsewhere.destroy()])
    },
  }
}

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'] as const

function knownMethod(method: string): (typeof METHODS)[number] {
  const known = METHODS.find((each) => each === method)
  if (!known) throw new TypeError(`not a method Graft uses: ${method}`)
  return known
}

function openDispatcher(options: HttpOptions): Dispatcher {
  const { connect, headers, bodyIdle } = options.timeouts ?? DEFAULT_TIMEOUTS
  const ca = options.certificateAuthorities
  const trust = ca.length > 0 ? { ca: [...trustedByDefault(), ...ca] } : {}
  const limits = { headersTimeout: headers, bodyTimeout: bodyIdle }
  if (options.proxy === null) return new Agent({ ...limits, connect: { timeout: connect, ...trust } })
  return new ProxyAgent({
    uri: options.proxy,
    ...limits,
    connectTimeout: connect,
    requestTls: { timeout: connect, ...trust },
    proxyTls: { timeout: connect, ...trust },
  })
}

/** Naming any authority replaces Node's own list, so that list has to be given along. */
function trustedByDefault(): readonly string[] {
  // Since Node.js 22.15; it also holds what NODE_EXTRA_CA_CERTS names.
  const ask: unknown = Reflect.get(tls, 'getCACertificates')
  const found: unknown = typeof ask === 'function' ? ask('default') : null
  return Array.isArray(found) ? found : tls.rootCertificates
}

function plainUrl(url: string): URL {
  const target = new URL(url)
  target.username = ''
  target.password = ''
  return target
}

function redirectTarget(answer: Dispatcher.ResponseData, from: URL): URL | null {
  const location = answer.headers['location']
  if (![301, 302, 303, 307, 308].includes(answer.statusCode) || typeof location !== 'string') return null
  if (!URL.canParse(location, from.href)) return null
  const next = plainUrl(new URL(location, from.href).href)
  if (next.protocol !== 'https:' && !(next.protocol === 'http:' && from.protocol === 'http:')) return null
  return next
}

/** Whether what belongs to one server may go on to another address: the same origin, or the same name encrypted at last. */
export function isSameServer(from: URL, to: URL): boolean {
  const upgraded = from.protocol === 'http:' && to.protocol === 'https:' && from.port === '' && to.port === ''
  return from.hostname === to.hostname && (from.origin === to.origin || upgraded)
}

function lowerCased(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))
}

function flat(headers: Dispatcher.ResponseData['headers']): Record<string, string> {
  const entries = Object.entries(headers).flatMap(([name, value]): [string, string][] =>
    value === undefined ? [] : [[name, Array.isArray(value) ? value.join(', ') : value]],
  )
  return Object.fromEntries(entries)
}

/** A body known as a whole goes out with its length: some servers refuse chunked requests. */
function toBody(body: HttpBody): Buffer | Readable {
  return Symbol.asyncIterator in body ? Readable.from(body, { objectMode: false }) : Buffer.concat([...body])
}

async function* chunks(body: AsyncIterable<unknown>): AsyncGenerator<Uint8Array> {
  for await (const chunk of body) if (chunk instanceof Uint8Array) yield chunk
}
