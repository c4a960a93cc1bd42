import { setTimeout as sleep } from 'node:timers/promises'
import { Failure } from '../failure.ts'
import { type Http, type HttpRequest, type HttpResponse, openHttp, type Timeouts } from './http.ts'
import { networkFailure } from './network-failure.ts'
import { createPauses, type Pauses } from './pauses.ts'

export interface HostNetworkParts {
  /** Address of the proxy for a URL, or null for a direct connection. */
  resolveProxy(url: string): Promise<string | null>
  /** Authorities (PEM) that are trusted for a URL's server beside the system's. */
  authoritiesFor(url: string): string[]
  userAgent: string
  now: () => Date
  timeouts?: Timeouts
  /** Waits for milliseconds; rejects with the signal's reason. The clock's own where none is given. */
  wait?: (milliseconds: number, signal: AbortSignal | undefined) => Promise<void>
}

/** HTTP towards one server: its proxy and its authorities are settled. */
export interface HostHttp {
  /** Fails with `UNREACHABLE` and `CERTIFICATE_REJECTED`; an abort rejects with the signal's reason. Never follows redirects. */
  request(request: HttpRequest): Promise<HttpResponse>
}

/** How every part of the main process talks HTTP. Connections are shared and stay open until `close`. */
export interface HostNetwork {
  /** `domain` is what failures name as the server; its origin where none is given. */
  openFor(url: string, domain?: string): Promise<HostHttp>
  /** Servers that asked to be left alone for a while. */
  pauses: Pauses
  now: () => Date
  wait: (milliseconds: number, signal: AbortSignal | undefined) => Promise<void>
  close(): Promise<void>
}

export function createHostNetwork(parts: HostNetworkParts): HostNetwork {
  const open = new Map<string, Http>()
  return {
    async openFor(url, domain = new URL(url).origin) {
      const proxy = await parts.resolveProxy(url)
      const certificateAuthorities = parts.authoritiesFor(url)
      const key = JSON.stringify([proxy, certificateAuthorities])
      const http =
        open.get(key) ??
        openHttp({
          proxy,
          certificateAuthorities,
          userAgent: parts.userAgent,
          redirects: 'none',
          ...(parts.timeouts ? { timeouts: parts.timeouts } : {}),
        })
      open.set(key, http)
      const translate = (error: unknown, signal: AbortSignal | undefined): unknown => {
        if (signal?.aborted) return signal.reason
        const failure = networkFailure(error, { domain, viaProxy: proxy !== null })
        return failure instanceof Failure ? failure : error
      }
      return {
        async request(request) {
          try {
            const answer = await http.request(request)
            return { ...answer, body: translated(answer.body, (error) => translate(error, request.signal)) }
          } catch (error) {
            throw translate(error, request.signal)
          }
        },
      }
    },
    pauses: createPauses(parts.now),
    now: parts.now,
    wait: parts.wait ?? waitFor,
    async close() {
      const all = [...open.values()]
      open.clear()
      await Promise.all(all.map((http) => http.close()))
    },
  }
}

async function* translated(
  body: AsyncIterable<Uint8Array>,
  translate: (error: unknown) => unknown,
): AsyncGenerator<Uint8Array> {
  try {
    yield* body
  } catch (error) {
    throw translate(error)
  }
}

async function waitFor(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  try {
    await sleep(milliseconds, undefined, signal ? { signal } : {})
  } catch (error) {
    throw signal?.aborted ? signal.reason : error
  }
}
