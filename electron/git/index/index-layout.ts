import { Failure } from '#electron/failure.ts'

/**
 * Where the entries of an index file lie. `starts` and `ends` frame each entry in `bytes` (with its padding in versions 2 and
 * 3), `pathStarts` and `pathEnds` its path in `paths` — the file itself, or for version 4 the paths written out.
 */
export interface IndexLayout {
  version: 2 | 3 | 4
  bytes: Buffer
  count: number
  starts: Uint32Array
  ends: Uint32Array
  paths: Buffer
  pathStarts: Uint32Array
  pathEnds: Uint32Array
  /** Where the extensions begin. */
  end: number
}

export const EMPTY_LAYOUT: IndexLayout = {
  version: 2,
  bytes: Buffer.alloc(0),
  count: 0,
  starts: new Uint32Array(),
  ends: new Uint32Array(),
  paths: Buffer.alloc(0),
  pathStarts: new Uint32Array(),
  pathEnds: new Uint32Array(),
  end: 0,
}

const HEADER = 12
const TRAILER = 20
const FIXED = 62
const NAME_MASK = 0xfff
const EXTENDED = 0x4000

/** Finds the entries of an index file (gitformat-index, "Index entry"). Failure: REPOSITORY_DAMAGED. */
export function scanEntries(bytes: Buffer): IndexLayout {
  if (bytes.length < HEADER + TRAILER || bytes.toString('latin1', 0, 4) !== 'DIRC') throw damaged()
  const version = bytes.readUInt32BE(4)
  const count = bytes.readUInt32BE(8)
  if (version !== 2 && version !== 3 && version !== 4) {
    throw new Failure('UNSUPPORTED_REPOSITORY', { feature: 'unknown-extension', detail: `index version ${version}` })
  }
  if (count * FIXED > bytes.length) throw damaged()
  return version === 4 ? scanCompressed(bytes, count) : scanPadded(bytes, version, count)
}

function scanPadded(bytes: Buffer, version: 2 | 3, count: number): IndexLayout {
  const starts = new Uint32Array(count)
  const ends = new Uint32Array(count)
  const pathStarts = new Uint32Array(count)
  const pathEnds = new Uint32Array(count)
  const limit = bytes.length - TRAILER
  let at = HEADER
  for (let i = 0; i < count; i++) {
    if (at + FIXED > limit) throw damaged()
    const flags = ((bytes[at + 60] ?? 0) << 8) | (bytes[at + 61] ?? 0)
    const path = at + (flags & EXTENDED ? FIXED + 2 : FIXED)
    const length = flags & NAME_MASK
    const end = length < NAME_MASK ? path + length : bytes.indexOf(0, path)
    if (end < path || end >= limit) throw damaged()
    starts[i] = at
    pathStarts[i] = path
    pathEnds[i] = end
    at += ((end - at) & ~7) + 8
    ends[i] = at
  }
  if (at > limit) throw damaged()
  return { version, bytes, count, starts, ends, paths: bytes, pathStarts, pathEnds, end: at }
}

/** Version 4: each path is written as what it shares with the one before it. */
function scanCompressed(bytes: Buffer, count: number): IndexLayout {
  const starts = new Uint32Array(count)
  const ends = new Uint32Array(count)
  const pathStarts = new Uint32Array(count)
  const pathEnds = new Uint32Array(count)
  const limit = bytes.length - TRAILER
  let paths = Buffer.allocUnsafe(Math.max(4096, bytes.length))
  let used = 0
  let previousStart = 0
  let previousEnd = 0
  let at = HEADER
  for (let i = 0; i < count; i++) {
    starts[i] = at
    if (at + FIXED > limit) throw damaged()
    at += ((bytes[at + 60] ?? 0) << 8) & EXTENDED ? FIXED + 2 : FIXED
    const { value: dropped, end: suffix } = readOffset(bytes, at)
    const end = bytes.indexOf(0, suffix)
    const kept = previousEnd - previousStart - dropped
    if (end < 0 || end >= limit || kept < 0) throw damaged()
    const length = kept + end - suffix
    while (used + length > paths.length) paths = Buffer.concat([paths, Buffer.allocUnsafe(paths.length)])
    paths.copy(paths, used, previousStart, previousStart + kept)
    bytes.copy(paths, used + kept, suffix, end)
    previousStart = used
    used += length
    previousEnd = used
    pathStarts[i] = previousStart
    pathEnds[i] = previousEnd
    at = end + 1
    ends[i] = at
  }
  return { version: 4, bytes, count, starts, ends, paths, pathStarts, pathEnds, end: at }
}

/** The variable-width number of OFS_DELTA (gitformat-pack). */
function readOffset(bytes: Buffer, start: number): { value: number; end: number } {
  let at = start
  let byte = bytes[at++] ?? 0
  let value = byte & 0x7f
  while (byte & 0x80) {
    byte = bytes[at++] ?? 0
    value = (value + 1) * 128 + (byte & 0x7f)
  }
  return { value, end: at }
}

export function writeOffset(value: number): Buffer {
  const bytes = [value & 0x7f]
  for (let rest = Math.floor(value / 128); rest > 0; rest = Math.floor(rest / 128)) {
    rest -= 1
    bytes.unshift(0x80 | (rest & 0x7f))
  }
  return Buffer.from(bytes)
}

function damaged(): Failure {
  return new Failure('REPOSITORY_DAMAGED', { detail: 'index' })
}
