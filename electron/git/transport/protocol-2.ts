import { Failure } from '#electron/failure.ts'
import type { ObjectId } from '#shared/domain/ids.ts'
import { AGENT } from './agent.ts'
import { deepening } from './fetch-request.ts'
import { type Acknowledged, negotiate } from './negotiation.ts'
import {
  connectionLost,
  type PackExchange,
  readShallowLine,
  serverError,
  shallowAndFilterLines,
  takePack,
} from './pack-exchange.ts'
import { BadPacket, DELIMITER, encodePacket, FLUSH, type Packet, packetText, readPackets } from './pkt-line.ts'
import type { ShallowUpdate } from './shallow-file.ts'
import { unband } from './side-band.ts'
import type { SmartHttp } from './smart-http.ts'

/** What a server of protocol 2 can do (gitprotocol-v2, "Capabilities"): each command or capability with its value. */
export type Capabilities = ReadonlyMap<string, string>

/** One ref as `ls-refs` tells it. A branch without commits has a name, and no commit yet. */
export interface ListedRef {
  name: string
  oid: ObjectId | null
  symrefTarget: string | null
}

/** Whether the fetch command knows `feature` (gitprotocol-v2, "fetch"). */
export function fetchOffers(capabilities: Capabilities, feature: string): boolean {
  return (capabilities.get('fetch') ?? '').split(' ').includes(feature)
}

/** The refs whose names begin with one of `prefixes` (gitprotocol-v2, "ls-refs"; the server may send others too). */
export async function listRefs(
  session: SmartHttp,
  capabilities: Capabilities,
  prefixes: readonly string[],
): Promise<ListedRef[]> {
  const unborn = (capabilities.get('ls-refs') ?? '').split(' ').includes('unborn')
  const body = command('ls-refs', capabilities, [
    encodePacket('symrefs\n'),
    ...(unborn ? [encodePacket('unborn\n')] : []),
    ...prefixes.map((prefix) => encodePacket(`ref-prefix ${prefix}\n`)),
  ])
  const answer = await session.post('git-upload-pack', [body], 2)
  const refs: ListedRef[] = []
  for await (const packet of readPackets(answer)) {
    if (packet.kind === 'flush') return refs
    if (packet.kind !== 'data') throw new BadPacket('Not a list of refs.')
    const line = packetText(packet.payload)
    if (line.startsWith('ERR ')) {
      throw new Failure('REMOTE_FAILED', { domain: session.domain, status: null, hostWords: session.words(line.slice(4)) })
    }
    refs.push(readListedRef(line))
  }
  throw connectionLost({ session })
}

export function readListedRef(line: string): ListedRef {
  const [oid = '', name = '', ...attributes] = line.split(' ')
  if (!(/^[0-9a-f]{40}$/.test(oid) || oid === 'unborn') || name === '') throw new BadPacket('Not a list of refs.')
  const symref = attributes.find((attribute) => attribute.startsWith('symref-target:'))
  return { name, oid: oid === 'unborn' ? null : oid, symrefTarget: symref?.slice('symref-target:'.length) ?? null }
}

/** Fetches one pack (gitprotocol-v2, "fetch"). Gives back what the server says of where history is cut off. */
export async function fetchPack(capabilities: Capabilities, exchange: PackExchange): Promise<ShallowUpdate> {
  const { session, wants } = exchange
  const fixed = [
    encodePacket('ofs-delta\n'),
    encodePacket('no-progress\n'),
    ...shallowAndFilterLines(exchange),
    ...(deepening(exchange.depth)?.from === 'boundary' ? [encodePacket('deepen-relative\n')] : []),
    ...wants.map((oid) => encodePacket(`want ${oid}\n`)),
  ]
  let update: ShallowUpdate = { shallow: [], unshallow: [] }
  await negotiate(exchange.negotiator, async ({ haves, done }) => {
    const told = haves.map((oid) => encodePacket(`have ${oid}\n`))
    const body = command('fetch', capabilities, [...fixed, ...told, ...(done ? [encodePacket('done\n')] : [])])
    const answer = await session.post('git-upload-pack', [body], 2)
    const outcome = await readFetchAnswer(readPackets(answer), exchange)
    if (outcome.kind === 'acknowledged') return outcome
    update = outcome.update
    return null
  })
  return update
}

type FetchAnswer = ({ kind: 'acknowledged' } & Acknowledged) | { kind: 'pack'; update: ShallowUpdate }

/** Reads the sections of one answer to `fetch`; the pack goes to the exchange as it comes. */
export async function readFetchAnswer(packets: AsyncIterable<Packet>, exchange: PackExchange): Promise<FetchAnswer> {
  const common: ObjectId[] = []
  const update: ShallowUpdate = { shallow: [], unshallow: [] }
  let ready = false
  let section: string | null = null
  for await (const packet of packets) {
    if (packet.kind === 'response-end') throw new BadPacket('An answer that ends before its time.')
    if (packet.kind === 'flush') {
      if (section === 'packfile') return { kind: 'pack', update }
      if (section === 'acknowledgments' && !ready) return { kind: 'acknowledged', common, ready }
      throw new BadPacket('An answer without a pack.')
    }
    if (section === 'packfile') {
      const part = unband(packet)
      if (part.kind === 'delimiter' || part.kind === 'line') throw new BadPacket('A pack that is not on the side band.')
      takePack(part, exchange)
      continue
    }
    if (packet.kind === 'delimiter') {
      section = null
      continue
    }
    const line = packetText(packet.payload)
    if (line.startsWith('ERR ')) throw serverError(line.slice(4), exchange)
    if (section === null) section = sectionOf(line)
    else if (section === 'acknowledgments') {
      const acknowledged = /^ACK ([0-9a-f]{40})$/.exec(line)?.[1]
      if (acknowledged !== undefined) common.push(acknowledged)
      else if (line === 'ready') ready = true
      else if (line !== 'NAK') throw new BadPacket('Not an acknowledgment.')
    } else if (section === 'shallow-info' && !readShallowLine(line, update)) throw new BadPacket('Not a shallow commit.')
  }
  throw connectionLost(exchange)
}

/** `wanted-refs` and `packfile-uris` come only where they were asked for, and Graft asks for neither. */
function sectionOf(line: string): string {
  if (line === 'acknowledgments' || line === 'shallow-info' || line === 'packfile') return line
  throw new BadPacket('A section that was not asked for.')
}

/** gitprotocol-v2, "Command Request". */
function command(name: string, capabilities: Capabilities, args: readonly Buffer[]): Buffer {
  return Buffer.concat([
    encodePacket(`command=${name}\n`),
    ...(capabilities.has('agent') ? [encodePacket(`${AGENT}\n`)] : []),
    ...(capabilities.has('object-format') ? [encodePacket('object-format=sha1\n')] : []),
    DELIMITER,
    ...args,
    FLUSH,
  ])
}
