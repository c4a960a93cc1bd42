import type { ObjectId } from '#shared/domain/ids.ts'
import { BadPacket, packetText, readPackets } from './pkt-line.ts'

export type Service = 'git-upload-pack' | 'git-receive-pack'

/** What a server says of itself first: its refs and what it can do. A repository without commits has no refs. */
export interface Advertisement {
  refs: Map<string, ObjectId>
  capabilities: Set<string>
  /** What the server asked the client to know of before anything else went wrong (`ERR` packet). */
  error: string | null
}

const NO_REFS = 'capabilities^{}'

/**
 * Reads the answer to `GET /info/refs?service=…` of protocol version 0 (gitprotocol-http, "Smart Clients"; the `# service` line
 * may be missing). Failures: BadPacket.
 */
export async function readAdvertisement(body: AsyncIterable<Uint8Array>, service: Service): Promise<Advertisement> {
  const refs = new Map<string, ObjectId>()
  const capabilities = new Set<string>()
  let first = true
  let started = false
  for await (const packet of readPackets(body)) {
    if (packet.kind === 'flush') {
      if (started) break
      continue
    }
    const line = packetText(packet.payload)
    if (first && line === `# service=${service}`) {
      first = false
      continue
    }
    first = false
    if (line.startsWith('ERR ')) return { refs, capabilities, error: line.slice(4) }
    if (line.startsWith('version ')) {
      if (line !== 'version 1') throw new BadPacket('A protocol version that was not asked for.')
      continue
    }
    if (line.startsWith('shallow ')) continue
    const zero = line.indexOf('\0')
    const head = zero < 0 ? line : line.slice(0, zero)
    if (zero >= 0) for (const word of line.slice(zero + 1).split(' ')) if (word !== '') capabilities.add(word)
    const match = /^([0-9a-f]{40}) (.+)$/.exec(head)
    if (!match) throw new BadPacket('Not a list of refs.')
    started = true
    const [, oid = '', name = ''] = match
    if (name !== NO_REFS && !name.endsWith('^{}')) refs.set(name, oid)
  }
  return { refs, capabilities, error: null }
}
