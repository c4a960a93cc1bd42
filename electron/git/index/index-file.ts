import { createHash } from 'node:crypto'
import { Failure } from '#electron/failure.ts'
import type { ObjectId } from '#shared/domain/ids.ts'
import type { Entry } from '../objects/model.ts'
import { type CacheTree, parseCacheTree } from './cache-tree.ts'
import { EMPTY_LAYOUT, type IndexLayout, scanEntries } from './index-layout.ts'

/** The extension that says that entries may stand for whole folders. */
export const SPARSE = 'sdir'

/** What the index remembers of a file on disk; each a 32-bit field that the system's value was cut to. */
export interface IndexStat {
  ctimeSeconds: number
  ctimeNanoseconds: number
  mtimeSeconds: number
  mtimeNanoseconds: number
  dev: number
  ino: number
  uid: number
  gid: number
  size: number
}

export interface IndexEntry extends Entry {
  path: string
  /** 0, or 1 to 3 for base, ours and theirs of a conflict. */
  stage: number
  assumeValid: boolean
  skipWorktree: boolean
  intentToAdd: boolean
  stat: IndexStat
}

/** Git's index as read from disk. Entries lie sorted by path (bytes), then stage; one is decoded only when asked for. */
export interface GitIndex {
  layout: IndexLayout
  /** Of the index file itself; 0 where there is none. */
  mtimeNs: bigint
  extensions: { signature: string; data: Buffer }[]
  cacheTree: CacheTree | null
  /** Some entries stand for whole folders (gitformat-index, "Sparse Directory Entries"): mode 040000, a path that ends in a slash. */
  sparse: boolean
  /** The file ended in zeros instead of a checksum (`index.skipHash`). */
  unsigned: boolean
}

export function emptyIndex(): GitIndex {
  return { layout: EMPTY_LAYOUT, mtimeNs: 0n, extensions: [], cacheTree: null, sparse: false, unsigned: false }
}

/** Reads the bytes of an index file, version 2, 3 or 4 (gitformat-index). The checksum is not looked at; see `checkIndex`. */
export function parseIndex(bytes: Buffer, mtimeNs: bigint): GitIndex {
  const layout = scanEntries(bytes)
  const extensions: GitIndex['extensions'] = []
  let at = layout.end
  while (at + 8 <= bytes.length - 20) {
    const signature = bytes.toString('latin1', at, at + 4)
    const size = bytes.readUInt32BE(at + 4)
    if (at + 8 + size > bytes.length - 20) throw damaged()
    refuseUnreadable(signature)
    extensions.push({ signature, data: bytes.subarray(at + 8, at + 8 + size) })
    at += 8 + size
  }
  if (at !== bytes.length - 20) throw damaged()
  const cached = extensions.find((extension) => extension.signature === 'TREE')
  return {
    layout,
    mtimeNs,
    extensions,
    cacheTree: cached ? parseCacheTree(cached.data) : null,
    sparse: extensions.some((extension) => extension.signature === SPARSE),
    unsigned: isZero(bytes.subarray(-20)),
  }
}

function refuseUnreadable(signature: string): void {
  if (signature === 'link') throw new Failure('UNSUPPORTED_REPOSITORY', { feature: 'split-index', detail: null })
  if (!/^[A-Z]/.test(signature) && signature !== SPARSE)
    throw new Failure('UNSUPPORTED_REPOSITORY', { feature: 'unknown-extension', detail: `index ${signature}` })
}

/** Holds the file's bytes against their checksum; to be done before they are written again. Failure: REPOSITORY_DAMAGED. */
export function checkIndex(bytes: Buffer): void {
  const trailer = bytes.subarray(-20)
  if (isZero(trailer)) return
  if (!createHash('sha1').update(bytes.subarray(0, -20)).digest().equals(trailer)) throw damaged()
}

function isZero(bytes: Buffer): boolean {
  return bytes.every((byte) => byte === 0)
}

export function damaged(): Failure {
  return new Failure('REPOSITORY_DAMAGED', { detail: 'index' })
}

/** Position of the first entry whose path is not before these bytes. */
export function lowerBound(layout: IndexLayout, path: Buffer): number {
  let low = 0
  let high = layout.count
  while (low < high) {
    const middle = (low + high) >>> 1
    const { pathStarts, pathEnds, paths } = layout
    if (paths.compare(path, 0, path.length, pathStarts[middle], pathEnds[middle]) < 0) low = middle + 1
    else high = middle
  }
  return low
}

/** Positions `[from, to)` of the entries below a folder (no slash at its end); one that stands for the folder is among them. */
export function folderRange(layout: IndexLayout, folder: string | Buffer): [number, number] {
  if (folder.length === 0) return [0, layout.count]
  const bytes = Buffer.from(folder)
  // '0' is the character after '/'.
  const at = (end: string) => lowerBound(layout, Buffer.concat([bytes, Buffer.from(end)]))
  return [at('/'), at('0')]
}

/** Positions of all stages of one path. */
export function pathRange(layout: IndexLayout, path: string | Buffer): [number, number] {
  const bytes = Buffer.from(path)
  const from = lowerBound(layout, bytes)
  let to = from
  while (to < layout.count && layout.paths.compare(bytes, 0, bytes.length, layout.pathStarts[to], layout.pathEnds[to]) === 0)
    to++
  return [from, to]
}

export function oidAt(layout: IndexLayout, i: number): ObjectId {
  const at = layout.starts[i] ?? 0
  return layout.bytes.toString('hex', at + 40, at + 60)
}

export function entryAt(layout: IndexLayout, i: number): IndexEntry {
  const at = layout.starts[i] ?? 0
  const { bytes } = layout
  const flags = bytes.readUInt16BE(at + 60)
  const extended = flags & 0x4000 ? bytes.readUInt16BE(at + 62) : 0
  return {
    path: layout.paths.toString('utf8', layout.pathStarts[i], layout.pathEnds[i]),
    oid: bytes.toString('hex', at + 40, at + 60),
    mode: bytes.readUInt32BE(at + 24),
    stage: (flags >> 12) & 3,
    assumeValid: (flags & 0x8000) !== 0,
    skipWorktree: (extended & 0x4000) !== 0,
    intentToAdd: (extended & 0x2000) !== 0,
    stat: {
      ctimeSeconds: bytes.readUInt32BE(at),
      ctimeNanoseconds: bytes.readUInt32BE(at + 4),
      mtimeSeconds: bytes.readUInt32BE(at + 8),
      mtimeNanoseconds: bytes.readUInt32BE(at + 12),
      dev: bytes.readUInt32BE(at + 16),
      ino: bytes.readUInt32BE(at + 20),
      uid: bytes.readUInt32BE(at + 28),
      gid: bytes.readUInt32BE(at + 32),
      size: bytes.readUInt32BE(at + 36),
    },
  }
}

/** The merged entry of a path (stage 0); null where there is none, or a conflict. */
export function findEntry(index: GitIndex, path: string): IndexEntry | null {
  const [from, to] = pathRange(index.layout, path)
  if (to !== from + 1) return null
  const entry = entryAt(index.layout, from)
  return entry.stage === 0 ? entry : null
}

/** Every entry below a folder, decoded. */
export function entriesBelow(index: GitIndex, folder: string): IndexEntry[] {
  const [from, to] = folderRange(index.layout, folder)
  return Array.from({ length: to - from }, (_, i) => entryAt(index.layout, from + i))
}
