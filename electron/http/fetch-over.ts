import type { HostNetwork } from './host-network.ts'
import { readLimited } from './read-limited.ts'

/** What `openid-client` and its like take instead of the global `fetch`. */
export type FetchLike = (
  url: string,
  options: {
    method: string
    headers: Record<string, string>
    body?: string | URLSearchParams | Uint8Array | ArrayBuffer | null | undefined
    signal?: AbortSignal | undefined
  },
) => Promise<Response>

const LARGEST_ANSWER = 4 * 1024 * 1024

/**
 * `fetch` over the network that all of the main process shares: its proxy, authorities and timeouts. Redirects are never
 * followed (`redirect: 'manual'`), answers above 4 MiB fail. Fails as `HostHttp.request` does.
 */
export function fetchOver(network: HostNetwork, domain?: string): FetchLike {
  return async (url, { method, headers, body, signal }) => {
    const http = await network.openFor(url, domain)
    const bytes = toBytes(body)
    const answer = await http.request({
      url,
      method,
      headers: { ...(body instanceof URLSearchParams ? { 'content-type': FORM } : {}), ...headers },
      ...(bytes ? { body: [bytes] } : {}),
      ...(signal ? { signal } : {}),
    })
    const content = await readLimited(answer.body, LARGEST_ANSWER)
    const bodiless = [101, 204, 205, 304].includes(answer.statusCode)
    return new Response(bodiless ? null : new Uint8Array(content), {
      status: answer.statusCode,
      statusText: answer.statusMessage,
      headers: answer.headers,
    })
  }
}

const FORM = 'application/x-www-form-urlencoded;charset=UTF-8'

function toBytes(body: Parameters<FetchLike>[1]['body']): Uint8Array | null {
  if (body === null || body === undefined) return null
  if (body instanceof Uint8Array) return body
  if (body instanceof ArrayBuffer) return new Uint8Array(body)
  return Buffer.from(body.toString())
}
