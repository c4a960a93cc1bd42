import { Failure } from '#electron/failure.ts'
import { type Http, type HttpBody, type HttpResponse, isSameServer } from '#electron/http/http.ts'
import { networkFailure } from '#electron/http/network-failure.ts'
import { organisationOf } from '#shared/domain/azure-organisation.ts'
import { withoutCredentials } from '#shared/domain/remote-address.ts'
import { serverWords } from '#shared/domain/server-words.ts'
import { refusal } from '../failure-map.ts'
import { type Advertisement, type Greeting, readAdvertisement, readGreeting, type Service } from './advertisement.ts'
import { basicAuthorization, type Credential, type CredentialSource } from './credentials.ts'
import { BadPacket } from './pkt-line.ts'

/** Git's smart HTTP protocol (gitprotocol-http) towards one repository, with its sign-in. */
export interface SmartHttp {
  /** The server, as failures name it. */
  readonly domain: string
  /**
   * Refs and capabilities, in protocol 0. Failures: SIGN_IN_NEEDED, ACCESS_DENIED, REMOTE_REPOSITORY_NOT_FOUND, UNREACHABLE,
   * CERTIFICATE_REJECTED, REMOTE_FAILED, and what else a host is known to trouble with (`recogniseTrouble`).
   */
  advertise(service: Service): Promise<Advertisement>
  /** Asks `git-upload-pack` for protocol 2; a server that does not speak it, or never saw the question, answers in 0. Fails as `advertise`. */
  greet(): Promise<Greeting>
  /** Sends one request to the service and hands over the answer's bytes; reading them fails as `advertise` does. */
  post(service: Service, body: HttpBody, protocol?: ProtocolVersion): Promise<AsyncIterable<Uint8Array>>
  /** What the server said, fit to be shown. */
  words(text: string): string | null
  /** Whatever was thrown while an answer was read, as what a person is told: packets that are none are the server's failure. */
  failure(error: unknown): unknown
  close(): Promise<void>
}

/** Which protocol a request is in (gitprotocol-http, "Git-Protocol"). Nothing is said for 0. */
export type ProtocolVersion = 0 | 2

const LONGEST_ERROR_BODY = 64 * 1024

export function openSmartHttp(options: {
  /** The remote's URL as configured; credentials in it are never sent as part of it. */
  url: string
  domain: string
  viaProxy: boolean
  http: Http
  credentials: CredentialSource
  now(): Date
  signal?: AbortSignal | undefined
}): SmartHttp {
  const { domain, http, credentials, signal } = options
  const shownUrl = withoutCredentials(options.url)
  // Elsewhere the organisation is part of the host's name, or there is none.
  const organisation = domain === 'https://dev.azure.com' ? organisationOf(shownUrl) : null
  const home = new URL(shownUrl)
  let base = shownUrl.replace(/\/+$/, '')
  let credential: Credential | null = credentials.initial
  let confirmed = false

  const secrets = () => (credential ? [credential.password, basicAuthorization(credential).slice(6)] : [])
  /** A repository may have moved to another server: our sign-in is none of its business, and what it says is not about ours. */
  const isHome = (url: string) => isSameServer(home, new URL(url))
  const authorization = (url: string) => (credential && isHome(url) ? { authorization: basicAuthorization(credential) } : {})
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
        headers: { ...headers, ...authorization(url) },
        ...(body ? { body } : {}),
        ...(signal ? { signal } : {}),
      })
    } catch (error) {
      throw translate(error)
    }
  }

  async function refuse(answer: HttpResponse): Promise<never> {
    const body = await beginning(answer.body).catch(() => '')
    const refused = isHome(answer.url) ? credential : null
    const known = { domain, url: shownUrl, signedIn: refused !== null, secrets: secrets(), now: options.now(), organisation }
    if (refused && answer.statusCode === 401) await credentials.rejected(refused)
    throw refusal({ status: answer.statusCode, headers: answer.headers, body }, known)
  }

  async function* translated(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    try {
      yield* body
    } catch (error) {
      throw translate(error)
    }
  }

  /** The first request to the service: it finds the sign-in that is right, and where the repository has moved to. */
  async function ask<T>(
    service: Service,
    protocol: ProtocolVersion,
    read: (body: AsyncIterable<Uint8Array>) => Promise<T>,
  ): Promise<T> {
    const headers = protocolHeader(protocol)
    const query = `/info/refs?service=${service}`
    let answer = await send('GET', base + query, headers)
    if (isChallenge(answer.statusCode) && credential === null && isHome(answer.url)) {
      const offered = await credentials.afterChallenge([answer.headers['www-authenticate'] ?? ''].filter((text) => text !== ''))
      if (offered) {
        await beginning(answer.body).catch(() => '')
        credential = offered
        answer = await send('GET', base + query, headers)
      }
    }
    const isGit = answer.headers['content-type'] === `application/x-${service}-advertisement`
    if (answer.statusCode !== 200 || !isGit) return await refuse(answer)
    if (credential && !confirmed && isHome(answer.url)) {
      confirmed = true
      await credentials.accepted(credential)
    }
    // As Git does: what the first request was redirected to is where the others go.
    if (answer.url.endsWith(query)) base = answer.url.slice(0, -query.length)
    try {
      return await read(answer.body)
    } catch (error) {
      throw translate(error)
    }
  }

  const withoutError = (advertisement: Advertisement): Advertisement => {
    if (advertisement.error === null) return advertisement
    throw new Failure('REMOTE_FAILED', { domain, status: null, hostWords: serverWords(advertisement.error, secrets()) })
  }

  return {
    domain,
    advertise: async (service) => withoutError(await ask(service, 0, (body) => readAdvertisement(body, service))),
    async greet() {
      const greeting = await ask('git-upload-pack', 2, (body) => readGreeting(body, 'git-upload-pack'))
      if (greeting.version === 0) withoutError(greeting.advertisement)
      return greeting
    },
    async post(service, body, protocol = 0) {
      const headers = {
        'content-type': `application/x-${service}-request`,
        accept: `application/x-${service}-result`,
        ...protocolHeader(protocol),
      }
      const answer = await send('POST', `${base}/${service}`, headers, body)
      if (answer.statusCode !== 200) return await refuse(answer)
      return translated(answer.body)
    },
    words: (text) => serverWords(text, secrets()),
    failure: translate,
    close: () => http.close(),
  }
}

function protocolHeader(protocol: ProtocolVersion): Record<string, string> {
  return protocol === 0 ? {} : { 'git-protocol': `version=${protocol}` }
}

function isChallenge(status: number): boolean {
  return status === 401 || status === 203
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
