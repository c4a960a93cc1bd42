import type { ObjectId } from '#shared/domain/ids.ts'
import { BadPacket, packetText, readPackets } from './pkt-line.ts'

export type Service = 'git-upload-pack' | 'git-receive-pack'

/** What a server of protocol 0 says of itself first: its refs and what it can do. A repository without commits has no refs. */
export interface Advertisement {
  refs: Map<string, ObjectId>
  capabilities: Set<string>
  /** What the server asked the client to know of before anything else went wrong (`ERR` packet). */
  error: string | null
}

/** The first answer of a server that was asked for protocol 2: in that protocol, or in the older one that it speaks. */
export type Greeting =
  | { version: 0; advertisement: Advertisement }
  /** Commands and other capabilities with their values (gitprotocol-v2, "Capability Advertisement"). */
  | { version: 2; capabilities: Map<string, string> }

const NO_REFS = 'capabilities^{}'

/**
 * Reads the answer to `GET /info/refs?service=…` of protocol version 0 (gitprotocol-http, "Smart Clients"; the `# service` line
 * may be missing). Failures: BadPacket.
 */
export async function readAdvertisement(body: AsyncIterable<Uint8Array>, service: Service): Promise<Advertisement> {
  const greeting = await readGreeting(body, service)
  if (greeting.version !== 0) throw new BadPacket('A protocol version that was not asked for.')
  return greeting.advertisement
}

/** As `readAdvertisement`, after protocol 2 was asked for. Failures: BadPacket. */
export async function readGreeting(body: AsyncIterable<Uint8Array>, service: Service): Promise<Greeting> {
  const lines = greetingLines(body, service)
  const first = await lines.next()
  if (!first.done && first.value === 'version 2') return { version: 2, capabilities: await readCapabilities(lines) }
  const advertisement: Advertisement = { refs: new Map(), capabilities: new Set(), error: null }
  for (let line = first; !line.done && advertisement.error === null; line = await lines.next()) {
    readRefLine(line.value, advertisement)
  }
  await lines.return(undefined)
  return { version: 0, advertisement }
}

/** The lines of a greeting without the `# service` line, up to the flush that ends them. */
async function* greetingLines(body: AsyncIterable<Uint8Array>, service: Service): AsyncGenerator<string, undefined> {
  let first = true
  let started = false
  for await (const packet of readPackets(body)) {
    if (packet.kind !== 'data') {
      if (started) return
      continue
    }
    const line = packetText(packet.payload)
    if (!(first && line === `# service=${service}`)) {
      started = true
      yield line
    }
    first = false
  }
}

async function readCapabilities(lines: AsyncIterable<string>): Promise<Map<string, string>> {
  const capabilities = new Map<string, string>()
  for await (const line of lines) {
    const equals = line.indexOf('=')
    if (equals < 0) capabilities.set(line, '')
    else capabilities.set(line.slice(0, equals), line.slice(equals + 1))
  }
  return capabilities
}

function readRefLine(line: string, into: Advertisement): void {
  if (line.startsWith('ERR ')) {
    into.error = line.slice(4)
    return
  }
  if (line.startsWith('shallow ') || line === 'version 1') return
  const zero = line.indexOf('\0')
  if (zero >= 0) for (const word of line.slice(zero + 1).split(' ')) if (word !== '') into.capabilities.add(word)
  const match = /^([0-9a-f]{40}) (.+)$/.exec(zero < 0 ? line : line.slice(0, zero))
  if (!match) throw new BadPacket('Not a list of refs.')
  const [, oid = '', name = ''] = match
  if (name !== NO_REFS && !name.endsWith('^{}')) into.refs.set(name, oid)
}
