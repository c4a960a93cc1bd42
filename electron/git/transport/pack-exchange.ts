import { Failure } from '#electron/failure.ts'
import type { ObjectId } from '#shared/domain/ids.ts'
import { type Asked, type Depth, deepening, FetchRefused, type Filter, filterSpec, refusedPart } from './fetch-request.ts'
import type { Negotiator } from './negotiation.ts'
import { encodePacket } from './pkt-line.ts'
import type { ShallowUpdate } from './shallow-file.ts'
import type { Banded } from './side-band.ts'
import type { SmartHttp } from './smart-http.ts'

/** One fetch, as both protocol versions carry it out. */
export interface PackExchange {
  session: SmartHttp
  wants: readonly ObjectId[]
  /** Null tells the server of nothing that is here. */
  negotiator: Negotiator | null
  filter: Filter | null
  depth: Depth
  /** Where history is cut off here. */
  boundary: readonly ObjectId[]
  /** Takes the pack's bytes as they come. */
  receive(bytes: Uint8Array): void
  signal?: AbortSignal | undefined
}

/** The lines on history and filter, the same in both versions (gitprotocol-v2, "fetch"; gitprotocol-pack, "upload-request"). */
export function shallowAndFilterLines(exchange: PackExchange): Buffer[] {
  const { filter, depth, boundary } = exchange
  const deepen = deepening(depth)
  return [
    ...boundary.map((oid) => encodePacket(`shallow ${oid}\n`)),
    ...(deepen ? [encodePacket(`deepen ${deepen.by}\n`)] : []),
    ...(filter ? [encodePacket(`filter ${filterSpec(filter)}\n`)] : []),
  ]
}

/** Reads a line `shallow <id>` or `unshallow <id>` into `update`; false where it is none. */
export function readShallowLine(line: string, update: ShallowUpdate): boolean {
  const match = /^(shallow|unshallow) ([0-9a-f]{40})$/.exec(line)
  if (!match) return false
  const [, kind, oid = ''] = match
  if (kind === 'shallow') update.shallow.push(oid)
  else update.unshallow.push(oid)
  return true
}

/** Hands on what is of the pack; what the server says in its place is a failure. Other packets are left to the caller. */
export function takePack(part: Banded, exchange: PackExchange): void {
  exchange.signal?.throwIfAborted()
  if (part.kind === 'data') exchange.receive(part.bytes)
  else if (part.kind === 'error') throw serverError(part.text, exchange)
}

/** What a server's `ERR` packet or last words on the side band mean. */
export function serverError(text: string, exchange: PackExchange): Failure {
  const { session, filter, depth, boundary, wants } = exchange
  const asked: Asked = { filter, wants, shallow: boundary.length > 0 || depth.kind !== 'full' }
  const words = session.words(text)
  const refused = refusedPart(text, asked)
  if (refused !== null) return new FetchRefused(refused, session.domain, words)
  return new Failure('REMOTE_FAILED', { domain: session.domain, status: null, hostWords: words })
}

export function connectionLost({ session }: Pick<PackExchange, 'session'>): Failure {
  return new Failure('UNREACHABLE', { domain: session.domain, reason: 'connection-lost' })
}
