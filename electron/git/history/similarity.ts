/** How much of a text a later one holds, in parts of itself: text and sizes as Git counts them (diffcore-delta.c). */
export interface Fingerprint {
  size: number
  /** Bytes by chunk: a line, or 64 bytes where a line is longer. */
  chunks: ReadonlyMap<number, number>
}

const LONGEST_CHUNK = 64
const HASH_BASE = 107_927
const LOOKED_AT_FOR_TEXT = 8000
const CR = 0x0d
const LF = 0x0a

export function fingerprint(bytes: Uint8Array): Fingerprint {
  const chunks = new Map<number, number>()
  const isText = !bytes.subarray(0, LOOKED_AT_FOR_TEXT).includes(0)
  let [one, other, length] = [0, 0, 0]
  const close = () => {
    const hash = ((one + Math.imul(other, 0x61)) >>> 0) % HASH_BASE
    chunks.set(hash, (chunks.get(hash) ?? 0) + length)
    one = 0
    other = 0
    length = 0
  }
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0
    if (isText && byte === CR && bytes[at + 1] === LF) continue
    const before = one
    one = (((one << 7) ^ (other >>> 25)) + byte) >>> 0
    other = ((other << 7) ^ (before >>> 25)) >>> 0
    length += 1
    if (length === LONGEST_CHUNK || byte === LF) close()
  }
  if (length > 0) close()
  return { size: bytes.length, chunks }
}

/** From 0 to 1: the part of the larger one that both have. Nothing is like an empty file. */
export function similarity(before: Fingerprint, after: Fingerprint): number {
  if (after.size === 0) return 0
  let shared = 0
  for (const [hash, bytes] of before.chunks) shared += Math.min(bytes, after.chunks.get(hash) ?? 0)
  return shared / Math.max(before.size, after.size)
}

/** Whether sizes alone tell that two files can't be as alike as that. */
export function sizesDiffer(a: number, b: number, atLeast: number): boolean {
  return Math.abs(a - b) > Math.max(a, b) * (1 - atLeast)
}
