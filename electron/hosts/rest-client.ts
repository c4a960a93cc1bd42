import { createHash } from 'node:crypto'
import { noticesOf, recogniseTrouble } from '#shared/domain/host-trouble.ts'
import type { ListNotice } from '#shared/domain/hosting.ts'
import { retryAfter } from '#shared/domain/retry-moment.ts'
import { bodyWords } from '#shared/domain/server-words.ts'
import { Failure } from '../failure.ts'
import type { HostNetwork } from '../http/host-network.ts'
import type { HttpResponse } from '../http/http.ts'
import { AnswerTooLarge, readLimited } from '../http/read-limited.ts'
import type { Authorization } from './git-host.ts'

export interface RestClientParts {
  /** Address that paths are relative to, without a slash at the end (`https://git.corp/api/v4`). */
  base: string
  /** What failures name as the server: the accounts' domain. */
  domain: string
  accept: string
  /** Sent with every request beside `accept`, such as the interface's version. */
  headers?: Readonly<Record<string, string>>
  /** Null asks without a sign-in. */
  authorization: Authorization | null
  network: HostNetwork
  /** Azure DevOps: whose policy is linked to where it is in the way. */
  organisation?: string | null
}

export interface RestRequest {
  /** Null and undefined are left out. */
  query?: Readonly<Record<string, string | number | boolean | null | undefined>>
  /** Sent as JSON. */
  body?: unknown
  headers?: Readonly<Record<string, string>>
  /**
   * Statuses beside the 2xx that the caller knows what to do with, such as 404. A trouble with a name of its own fails all the
   * same.
   */
  allow?: readonly number[]
  signal?: AbortSignal | undefined
}

export interface RestAnswer {
  status: number
  /** Names in lower case. */
  headers: Readonly<Record<string, string>>
  /** Null for an empty body. */
  json: unknown
  /** What the host said, where the status is not a good one. */
  words: string | null
  /** What the headers say of a list. */
  notices: ListNotice[]
}

/**
 * A host's REST interface. Answers are 2xx with JSON, or a status that `allow` names; everything else fails with the failures
 * that `GitHost` lists (`shared/domain/host-trouble.ts`), a status that is neither with `REMOTE_FAILED`.
 * `path` begins with a slash and is relative to the base, each part encoded (`safePath`). Redirects are followed for GET
 * within the base alone; reading is repeated after a lost connection and 502, 503 and 504, never after a refusal. A host that
 * named a moment before which it wants no requests is not asked again before it.
 */
export interface RestClient {
  get(path: string, request?: RestRequest): Promise<RestAnswer>
  /** Never repeated by itself, whatever happens to the connection. */
  post(path: string, request?: RestRequest): Promise<RestAnswer>
}

const LARGEST_ANSWER = 32 * 1024 * 1024
const MAX_REDIRECTS = 5
/** Milliseconds before reading is tried again; there are as many further tries. */
const RETRY_WAITS = [250, 1000] as const
/** Milliseconds of `Retry-After` that are waited for rather than reported. */
const LONGEST_WAIT = 5000

interface Sent {
  authorization: string | null
  headers: Record<string, string>
  signal: AbortSignal | undefined
}

export function openRestClient(parts: RestClientParts): RestClient {
  const { domain, network } = parts

  async function ask(method: string, path: string, request: RestRequest = {}): Promise<RestAnswer> {
    const { signal } = request
    signal?.throwIfAborted()
    const authorization = parts.authorization ? await parts.authorization(signal) : null
    const who = createHash('sha256')
      .update(authorization ?? '')
      .digest('base64')
    network.pauses.check(domain, who)
    const hasBody = request.body !== undefined
    const headers = {
      accept: parts.accept,
      ...parts.headers,
      ...(hasBody ? { 'content-type': 'application/json' } : {}),
      ...request.headers,
      ...(authorization === null ? {} : { authorization }),
    }
    const body = hasBody ? Buffer.from(JSON.stringify(request.body)) : null
    const answer = await send(method, addressOf(parts.base, path, request.query), body, { authorization, headers, signal })
    try {
      return await read(answer, request, authorization)
    } catch (error) {
      if (error instanceof Failure) network.pauses.note(domain, who, error)
      throw error
    }
  }

  /** Sends, reads again where that is safe, and follows redirects that stay within the base. */
  async function send(method: string, first: URL, body: Uint8Array | null, sent: Sent): Promise<HttpResponse> {
    let target = first
    for (let redirects = 0; ; redirects += 1) {
      const answer = await sendOnce(method, target, body, sent)
      const next = method === 'GET' ? redirectWithin(parts.base, answer, target) : null
      if (next === null || redirects === MAX_REDIRECTS) return answer
      await drain(answer)
      target = next
    }
  }

  async function sendOnce(method: string, target: URL, body: Uint8Array | null, sent: Sent): Promise<HttpResponse> {
    const { headers, signal } = sent
    const http = await network.openFor(target.href, domain)
    for (let tried = 0; ; tried += 1) {
      const pause = method === 'GET' ? RETRY_WAITS[tried] : undefined
      try {
        const answer = await http.request({
          url: target.href,
          method,
          headers,
          ...(body ? { body: [body] } : {}),
          ...(signal ? { signal } : {}),
        })
        const wait = pause === undefined ? null : waitBeforeRetry(answer, pause, network.now())
        if (wait === null) return answer
        await drain(answer)
        await network.wait(wait, signal)
      } catch (error) {
        if (pause === undefined || !isLostConnection(error)) throw error
        await network.wait(pause, signal)
      }
    }
  }

  async function read(answer: HttpResponse, request: RestRequest, authorization: string | null): Promise<RestAnswer> {
    const { statusCode: status, headers } = answer
    const remoteFailed = (hostWords: string | null, cause?: unknown) =>
      new Failure('REMOTE_FAILED', { domain, status, hostWords }, { cause })
    const secrets = secretsIn(authorization)
    const body = await readText(answer).catch((error) => {
      throw error instanceof AnswerTooLarge ? remoteFailed(null, error) : error
    })
    const allowed = request.allow?.includes(status) ?? false
    const trouble = recogniseTrouble(
      { status, headers, body },
      {
        domain,
        asked: 'rest',
        signedIn: authorization !== null,
        secrets,
        now: network.now(),
        organisation: parts.organisation ?? null,
      },
    )
    const plainRefusal = trouble?.code === 'ACCESS_DENIED' || trouble?.code === 'REMOTE_FAILED'
    if (trouble && !(allowed && plainRefusal)) throw new Failure(trouble.code, trouble.data)
    const good = status >= 200 && status < 300
    const words = good ? null : bodyWords(headers['content-type'], body, secrets)
    if (!good && !allowed) throw remoteFailed(words)
    const json = parseJson(body)
    if (json === undefined && good) throw remoteFailed(null)
    return {
      status,
      headers,
      json: json ?? null,
      words,
      notices: noticesOf({ headers }, network.now()),
    }
  }

  return {
    get: (path, request) => ask('GET', path, request),
    post: (path, request) => ask('POST', path, request),
  }
}

function addressOf(base: string, path: string, query: RestRequest['query'] = {}): URL {
  const url = new URL(base + path)
  for (const [name, value] of Object.entries(query)) {
    if (value !== null && value !== undefined) url.searchParams.set(name, String(value))
  }
  return url
}

function redirectWithin(base: string, answer: HttpResponse, from: URL): URL | null {
  const location = answer.headers['location']
  if (![301, 302, 307, 308].includes(answer.statusCode) || !location || !URL.canParse(location, from)) return null
  const next = new URL(location, from)
  const root = new URL(base)
  const below = next.pathname.startsWith(`${root.pathname.replace(/\/$/, '')}/`)
  return next.origin === root.origin && below && next.username === '' ? next : null
}

/** Milliseconds until the request is worth repeating; null where it is not, or not soon. */
function waitBeforeRetry({ statusCode, headers }: HttpResponse, usual: number, now: Date): number | null {
  if (![502, 503, 504].includes(statusCode)) return null
  const moment = retryAfter(headers, now)
  if (!moment) return usual
  const wait = moment.getTime() - now.getTime()
  return wait <= LONGEST_WAIT ? Math.max(wait, 0) : null
}

function isLostConnection(error: unknown): boolean {
  const failure = error instanceof Failure ? error.toValue() : null
  return failure?.code === 'UNREACHABLE' && failure.data.reason === 'connection-lost'
}

/** What the sign-in could be repeated as: the header, the token in it, and the password within `Basic`. */
function secretsIn(authorization: string | null): string[] {
  if (authorization === null) return []
  const [scheme = '', token = ''] = authorization.split(/\s+/, 2)
  if (scheme.toLowerCase() !== 'basic') return [authorization, token]
  const pair = Buffer.from(token, 'base64').toString('utf8')
  return [authorization, token, pair, pair.slice(pair.indexOf(':') + 1)]
}

async function readText(answer: HttpResponse): Promise<string> {
  return Buffer.from(await readLimited(answer.body, LARGEST_ANSWER)).toString('utf8')
}

/** Reads what nobody needs, so that the connection can be used again. */
async function drain(answer: HttpResponse): Promise<void> {
  await readLimited(answer.body, 64 * 1024).catch(() => undefined)
}

/** Undefined for what is not JSON, null for nothing. */
function parseJson(text: string): unknown {
  if (text.trim() === '') return null
  try {
    return JSON.parse(text.replace(/^\ufeff/, ''))
  } catch {
    return undefined
  }
}
