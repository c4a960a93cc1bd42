import type { Packet } from './pkt-line.ts'

/** One packet of an answer, told apart by its first byte (gitprotocol-pack, "side-band, side-band-64k"). */
export type Banded =
  | { kind: 'data'; bytes: Buffer }
  | { kind: 'progress'; text: string }
  | { kind: 'error'; text: string }
  /** Not banded: a line of the protocol itself, such as `NAK`. */
  | { kind: 'line'; text: string }
  | { kind: 'flush' }
  | { kind: 'delimiter' }
  | { kind: 'response-end' }

export function unband(packet: Packet): Banded {
  if (packet.kind !== 'data') return packet
  const { payload } = packet
  switch (payload[0]) {
    case 1:
      return { kind: 'data', bytes: payload.subarray(1) }
    case 2:
      return { kind: 'progress', text: payload.toString('utf8', 1) }
    case 3:
      return { kind: 'error', text: payload.toString('utf8', 1) }
    default:
      return { kind: 'line', text: payload.toString('utf8').replace(/\n$/, '') }
  }
}
