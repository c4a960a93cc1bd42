import { readFileSync } from 'node:fs'
import { Failure } from '#electron/failure.ts'
import type { ObjectId } from '#shared/domain/ids.ts'

const SIGNATURE = 0xff744f63
const FANOUT_END = 8 + 1024

/** Where in a pack an object lies (gitformat-pack, "Version 2 pack-*.idx files"). */
export interface PackIndex {
  offsetOf(oid: ObjectId): number | null
}

export function readPackIndex(file: string): PackIndex {
  const bytes = readFileSync(file)
  if (bytes.length < FANOUT_END || bytes.readUInt32BE(0) !== SIGNATURE || bytes.readUInt32BE(4) !== 2)
    return readVersion1(bytes)
  const count = bytes.readUInt32BE(FANOUT_END - 4)
  const names = FANOUT_END
  const offsets = names + count * 24
  const large = offsets + count * 4
  if (bytes.length < large + 40) throw new Failure('REPOSITORY_DAMAGED', { detail: 'pack index' })
  return {
    offsetOf(oid) {
      const found = search(bytes, oid, 8, (i) => names + i * 20)
      if (found === null) return null
      const offset = bytes.readUInt32BE(offsets + found * 4)
      if (offset < 0x80000000) return offset
      return Number(bytes.readBigUInt64BE(large + (offset - 0x80000000) * 8))
    },
  }
}

function readVersion1(bytes: Buffer): PackIndex {
  if (bytes.length < 1024 + 40) throw new Failure('REPOSITORY_DAMAGED', { detail: 'pack index' })
  return {
    offsetOf(oid) {
      const found = search(bytes, oid, 0, (i) => 1024 + i * 24 + 4)
      return found === null ? null : bytes.readUInt32BE(1024 + found * 24)
    },
  }
}

/** Binary search within the bucket of the id's first byte; `nameAt` says where the i-th name starts. */
function search(bytes: Buffer, oid: ObjectId, fanout: number, nameAt: (i: number) => number): number | null {
  const wanted = Buffer.from(oid, 'hex')
  const first = wanted[0] ?? 0
  const beginning = wanted.readUInt32BE(0)
  let low = first === 0 ? 0 : bytes.readUInt32BE(fanout + (first - 1) * 4)
  let high = bytes.readUInt32BE(fanout + first * 4)
  while (low < high) {
    const middle = (low + high) >>> 1
    const at = nameAt(middle)
    const there = bytes.readUInt32BE(at)
    // Four bytes tell almost all apart, and are compared far faster than twenty. Positive: the one there comes later.
    const order = there === beginning ? bytes.compare(wanted, 0, 20, at, at + 20) : there - beginning
    if (order === 0) return middle
    if (order < 0) low = middle + 1
    else high = middle
  }
  return null
}
