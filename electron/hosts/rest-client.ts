import type { ListNotice } from '#shared/domain/hosting.ts'
import type { HostNetwork } from '../http/host-network.ts'
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
}

export interface RestRequest {
  /** Null and undefined are left out. */
  query?: Readonly<Record<string, string | number | boolean | null | undefined>>
  /** Sent as JSON. */
  body?: unknown
  headers?: Readonly<Record<string, string>>
  /** Statuses beside the 2xx that the caller knows what to do with, such as 404. */
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
 * `path` begins with a slash and is relative to the base, each segment encoded (`pathOf`).
 */
export interface RestClient {
  get(path: string, request?: RestRequest): Promise<RestAnswer>
  /** Never repeated by itself, whatever happens to the connection. */
  post(path: string, request?: RestRequest): Promise<RestAnswer>
  put(path: string, request?: RestRequest): Promise<RestAnswer>
  delete(path: string, request?: RestRequest): Promise<RestAnswer>
}

export function openRestClient(_parts: RestClientParts): RestClient {
  throw new Error('being written')
}

/** A path of segments, each percent-encoded whole: pathOf`/repos/${owner}/${name}`. */
export function pathOf(strings: TemplateStringsArray, ...segments: (string | number)[]): string {
  return strings.map((text, i) => text + (i < segments.length ? encodeURIComponent(String(segments[i])) : '')).join('')
}
