import { Failure } from '#electron/failure.ts'
import type { Http, HttpBody, HttpResponse } from '#electron/http/http.ts'
import { networkFailure } from '#electron/http/network-failure.ts'
import { withoutCredentials } from '#shared/domain/remote-address.ts'
import { bodyWords, serverWords } from '#shared/domain/server-words.ts'
import { statusFailure } from '../failure-map.ts'
import { type Advertisement, readAdvertisement, type Service } from './advertisement.ts'
import { basicAuthorization, type Credential, type CredentialSource } from './credentials.ts'
import { BadPacket } from './pkt-line.ts'

/** Git's smart HTTP protocol (gitprotocol-http) towards one repository, with its sign-in. */
export interface SmartHttp {
  /** Failures: SIGN_IN_NEEDED, ACCESS_DENIED, REMOTE_REPOSITORY_NOT_FOUND, UNREACHABLE, CERTIFICATE_REJECTED, REMOTE_FAILED. */
  advertise(service: Service): Promise<Advertisement>
  /** Sends one request to the service and hands over the answer's bytes; reading them fails as `advertise` does. */
  post(service: Service, body: HttpBody): Promise<AsyncIterable<Uint8Array>>
  /** What the server said, fit to be shown. */
  words(text: string): string | null
  close(): Promise<void>
}

const LONGEST_ERROR_BODY = 64 * 1024

export function openSmartHttp(options: {
  /** The remote's URL as configured; credentials in it are never sent as part of it. */
  url: string
  domain: string
  viaProxy: boolean
  http: Http
  credentials: CredentialSource
  signal?: AbortSignal | undefined
}): SmartHttp {
  const { domain, http, credentials, signal } = options
  const shownUrl = withoutCredentials(options.url)
  let base = shownUrl.replace(/\/+$/, '')
  let credential: Credential | null = credentials.initial
  let confirmed = false

  const secrets = () => (credential ? [credential.password, basicAuthorization(credential).slice(6)] : [])
  const authorization = () => (credential ? { authorization: basicAuthorization(credential) } : {})
  const translate = (error: unknown): unknown => {
    if (signal?.aborted) return signal.reason
    if (error instanceof BadPacket)
      return new Failure('REMOTE_FAILED', { domain, status: null, hostWords: null }, { cause: error })
    return networkFailure(error, options)
  }

  async function send(
    method: 'GET' | 'POST',
    url: string,
    headers: Record<string, string>,
    body?: HttpBody,
  ): Promise<HttpResponse> {
    try {
      return await http.request({
        url,
        method,
        headers: { ...headers, ...authorization() },
        ...(body ? { body } : {}),
        ...(signal ? { signal } : {}),
      })
    } catch (error) {
      throw translate(error)
    }
  }

  async function refuse(answer: HttpResponse): Promise<never> {
    const text = await beginning(answer.body).catch(() => '')
    const hostWords = bodyWords(answer.headers['content-type'], text, secrets())
    const signedIn = credential !== null
    if (credential && answer.statusCode === 401) await credentials.rejected(credential)
    throw statusFailure(answer.statusCode, { domain, url: shownUrl, hostWords, signedIn })
  }

  async function* translated(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    try {
      yield* body
    } catch (error) {
      throw translate(error)
    }
  }

  return {
    async advertise(service) {
      const query = `/info/refs?service=${service}`
      let answer = await send('GET', base + query, {})
      if (isChallenge(answer.statusCode) && credential === null) {
        const offered = await credentials.afterChallenge(
          [answer.headers['www-authenticate'] ?? ''].filter((text) => text !== ''),
        )
        if (offered) {
          await beginning(answer.body).catch(() => '')
          credential = offered
          answer = await send('GET', base + query, {})
        }
      }
      if (answer.statusCode !== 200) return await refuse(answer)
      if (answer.headers['content-type'] !== `application/x-${service}-advertisement`) {
        const hostWords = bodyWords(answer.headers['content-type'], await beginning(answer.body).catch(() => ''), secrets())
        throw new Failure('REMOTE_FAILED', { domain, status: answer.statusCode, hostWords })
      }
      if (credential && !confirmed) {
        confirmed = true
        await credentials.accepted(credential)
      }
      const moved = new URL(answer.url)
      if (moved.origin !== new URL(base).origin && !sameHostUpgrade(base, answer.url)) credential = null
      // As Git does: what the first request was redirected to is where the others go.
      if (answer.url.endsWith(query)) base = answer.url.slice(0, -query.length)
      try {
        const advertisement = await readAdvertisement(answer.body, service)
        if (advertisement.error === null) return advertisement
        throw new Failure('REMOTE_FAILED', { domain, status: null, hostWords: serverWords(advertisement.error, secrets()) })
      } catch (error) {
        throw translate(error)
      }
    },
    async post(service, body) {
      const headers = { 'content-type': `application/x-${service}-request`, accept: `application/x-${service}-result` }
      const answer = await send('POST', `${base}/${service}`, headers, body)
      if (answer.statusCode !== 200) return await refuse(answer)
      return translated(answer.body)
    },
    words: (text) => serverWords(text, secrets()),
    close: () => http.close(),
  }
}

function isChallenge(status: number): boolean {
  return status === 401 || status === 203
}

function sameHostUpgrade(from: string, to: string): boolean {
  const before = new URL(from)
  const after = new URL(to)
  return before.hostname === after.hostname && before.protocol === 'http:' && after.protocol === 'https:'
}

async function beginning(body: AsyncIterable<Uint8Array>): Promise<string> {
  const parts: Uint8Array[] = []
  let size = 0
  for await (const chunk of body) {
    parts.push(chunk)
    size += chunk.length
    if (size >= LONGEST_ERROR_BODY) break
  }
  return Buffer.concat(parts).toString('utf8')
}
