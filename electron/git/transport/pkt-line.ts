/**
 * One packet of Git's pkt-line format: a payload, or one of the packets without any: `flush` ends a message, `delimiter` a section
 * of one, `response-end` an answer (the last two in protocol 2 alone).
 */
export type Packet = { kind: 'data'; payload: Buffer } | { kind: 'flush' } | { kind: 'delimiter' } | { kind: 'response-end' }

const MAX_PACKET = 65_520
export const FLUSH = Buffer.from('0000')
export const DELIMITER = Buffer.from('0001')

/** The packets that are a length and nothing more (gitprotocol-v2, "Packet-Line Framing"), by that length. */
const SPECIAL: readonly Exclude<Packet['kind'], 'data'>[] = ['flush', 'delimiter', 'response-end']

/** Thrown where a server's bytes are no pkt-lines, or end within one. */
export class BadPacket extends Error {
  override readonly name = 'BadPacket'
}

/** One pkt-line (gitprotocol-common, "pkt-line Format"): four hexadecimal digits of length, then the payload. */
export function encodePacket(payload: string): Buffer {
  const bytes = Buffer.from(payload)
  const length = (bytes.length + 4).toString(16).padStart(4, '0')
  return Buffer.concat([Buffer.from(length), bytes])
}

/** Cuts a stream of bytes into packets. Failures: BadPacket. */
export async function* readPackets(stream: AsyncIterable<Uint8Array>): AsyncGenerator<Packet> {
  let pending: Buffer[] = []
  let size = 0
  let wanted = 4
  for await (const chunk of stream) {
    pending.push(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength))
    size += chunk.byteLength
    if (size < wanted) continue
    let bytes = pending.length === 1 && pending[0] ? pending[0] : Buffer.concat(pending, size)
    while (bytes.length >= 4) {
      const length = packetLength(bytes)
      if (length > bytes.length) break
      const special = SPECIAL[length]
      yield special ? { kind: special } : { kind: 'data', payload: bytes.subarray(4, length) }
      bytes = bytes.subarray(special ? 4 : length)
    }
    wanted = bytes.length >= 4 ? packetLength(bytes) : 4
    pending = bytes.length > 0 ? [bytes] : []
    size = bytes.length
  }
  if (size > 0) throw new BadPacket('The stream ended within a packet.')
}

function packetLength(bytes: Buffer): number {
  const text = bytes.toString('latin1', 0, 4)
  const length = /^[0-9a-fA-F]{4}$/.test(text) ? Number.parseInt(text, 16) : -1
  if (length < 0 || length === 3 || length > MAX_PACKET) throw new BadPacket('Not a packet.')
  return length
}

/** A packet's payload as text, without the line end that senders may add. */
export function packetText(payload: Buffer): string {
  return payload.toString('utf8').replace(/\n$/, '')
}
