import { timingSafeEqual } from 'node:crypto'

/** What is awaited: where exactly, and with which state. */
export interface Awaited {
  /** The listener's own address, `http://127.0.0.1:<port>`. */
  origin: string
  path: string
  state: string
}

export interface ReceivedRequest {
  method: string
  /** Path and query as they came. */
  target: string
  host: string | undefined
  origin: string | undefined
}

export type Judgement =
  | { kind: 'answer'; url: URL }
  /** At the right address, but not the answer: turned away, and told to the person who waits. */
  | { kind: 'stray' }
  /** Something else that browsers ask for by themselves, such as an icon. */
  | { kind: 'elsewhere' }

/**
 * Whether a request is the answer that is awaited. A page of another site can make the browser send requests here: these carry
 * a foreign `Origin`, or, after DNS rebinding, a foreign `Host` (RFC 8252, section 8; RFC 9700, section 4). None of them knows
 * the state.
 */
export function judgeRequest(request: ReceivedRequest, awaited: Awaited): Judgement {
  if (!request.target.startsWith('/') || !URL.canParse(request.target, awaited.origin)) return { kind: 'elsewhere' }
  const url = new URL(`${awaited.origin}${request.target}`)
  if (url.pathname !== awaited.path) return { kind: 'elsewhere' }
  const foreign = request.host !== new URL(awaited.origin).host || request.origin !== undefined
  if (foreign || request.method !== 'GET') return { kind: 'stray' }
  const states = url.searchParams.getAll('state')
  return states.length === 1 && isSame(states[0] ?? '', awaited.state) ? { kind: 'answer', url } : { kind: 'stray' }
}

function isSame(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)]
  return a.length === b.length && timingSafeEqual(a, b)
}
