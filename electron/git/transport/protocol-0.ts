import { Failure } from '#electron/failure.ts'
import type { Advertisement } from './advertisement.ts'
import { AGENT } from './agent.ts'
import { deepening, FetchRefused } from './fetch-request.ts'
import { type Acknowledged, negotiate } from './negotiation.ts'
import {
  connectionLost,
  type PackExchange,
  readShallowLine,
  serverError,
  shallowAndFilterLines,
  takePack,
} from './pack-exchange.ts'
import { BadPacket, encodePacket, FLUSH, type Packet, readPackets } from './pkt-line.ts'
import type { ShallowUpdate } from './shallow-file.ts'
import { unband } from './side-band.ts'

/** So many commits are told at once to servers that can only answer with the first one they know. */
const TOLD_AT_ONCE = 512

/**
 * Fetches one pack (gitprotocol-pack, "Packfile Negotiation"; gitprotocol-http, "Smart Service git-upload-pack"). Gives back what
 * the server says of where history is cut off.
 */
export async function fetchPack({ capabilities }: Advertisement, exchange: PackExchange): Promise<ShallowUpdate> {
  const { session, negotiator } = exchange
  if (!capabilities.has('side-band-64k')) {
    throw new Failure('REMOTE_FAILED', { domain: session.domain, status: null, hostWords: null })
  }
  const request = writeUploadRequest(capabilities, exchange)
  let update: ShallowUpdate = { shallow: [], unshallow: [] }
  const ask = async ({ haves, done }: { haves: readonly string[]; done: boolean }): Promise<Acknowledged | null> => {
    const told = haves.map((oid) => encodePacket(`have ${oid}\n`))
    const body = Buffer.concat([request, ...told, done ? encodePacket('done\n') : FLUSH])
    const answer = await session.post('git-upload-pack', [body])
    const outcome = await readUploadAnswer(readPackets(answer), exchange, done)
    update = outcome.update
    return done ? null : outcome
  }
  if (capabilities.has('multi_ack_detailed')) await negotiate(negotiator, ask)
  else await ask({ haves: negotiator?.next(TOLD_AT_ONCE) ?? [], done: true })
  return update
}

function writeUploadRequest(capabilities: ReadonlySet<string>, exchange: PackExchange): Buffer {
  const { session, wants, filter, depth } = exchange
  const relative = deepening(depth)?.from === 'boundary'
  if (relative && !capabilities.has('deepen-relative')) throw new FetchRefused('shallow', session.domain, null)
  const acks = capabilities.has('multi_ack_detailed') ? 'multi_ack_detailed' : 'multi_ack'
  const wished = [acks, 'side-band-64k', 'ofs-delta', 'no-progress', ...(relative ? ['deepen-relative'] : [])]
  const words = [
    ...wished.filter((word) => capabilities.has(word)),
    ...(filter ? ['filter'] : []),
    ...([...capabilities].some((word) => word.startsWith('agent=')) ? [AGENT] : []),
  ].join(' ')
  return Buffer.concat([
    ...wants.map((oid, at) => encodePacket(at === 0 ? `want ${oid} ${words}\n` : `want ${oid}\n`)),
    ...shallowAndFilterLines(exchange),
    FLUSH,
  ])
}

/** Reads one answer: where history is cut off (only if more or less of it was asked for), acknowledgments, and the pack if it is due. */
export async function readUploadAnswer(
  packets: AsyncIterable<Packet>,
  exchange: PackExchange,
  packIsDue: boolean,
): Promise<Acknowledged & { update: ShallowUpdate }> {
  const update: ShallowUpdate = { shallow: [], unshallow: [] }
  const common: string[] = []
  let ready = false
  let inShallow = deepening(exchange.depth) !== null
  for await (const packet of packets) {
    const part = unband(packet)
    if (part.kind === 'delimiter' || part.kind === 'response-end') throw new BadPacket('A packet of another protocol.')
    if (part.kind === 'flush') {
      if (!inShallow) return { common, ready, update }
      inShallow = false
    } else if (part.kind !== 'line') takePack(part, exchange)
    else if (part.text.startsWith('ERR ')) throw serverError(part.text.slice(4), exchange)
    else if (!(inShallow && readShallowLine(part.text, update))) {
      const [, oid, state] = /^ACK ([0-9a-f]{40})(?: (\w+))?$/.exec(part.text) ?? []
      if (oid !== undefined) common.push(oid)
      else if (part.text !== 'NAK') throw new BadPacket('Not an acknowledgment.')
      ready ||= state === 'ready'
    }
  }
  if (packIsDue || inShallow) throw connectionLost(exchange)
  return { common, ready, update }
}
