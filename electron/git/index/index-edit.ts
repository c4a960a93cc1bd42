import { createHash } from 'node:crypto'
import { type Entry, MODE } from '../objects/model.ts'
import { invalidate, serializeCacheTree } from './cache-tree.ts'
import { folderRange, type GitIndex, type IndexStat, pathRange, SPARSE } from './index-file.ts'
import { type IndexLayout, writeOffset } from './index-layout.ts'
import { UNKNOWN_STAT } from './index-stat.ts'

export interface NewIndexEntry extends Entry {
  stat: IndexStat
  /** Stays out of the working folder, as the entry it replaces does (which only versions from 3 on can say). */
  skipWorktree?: true
}

/** What becomes of some paths; null takes a path out. All other entries stay as they are, byte for byte. */
export type IndexEdits = ReadonlyMap<string, NewIndexEntry | null>

/**
 * What becomes of paths that are not in the working folder: by path, one character per byte (it need not be UTF-8), with a slash
 * at the end of one that stands for a whole folder, whose entry is its tree.
 */
export type LeftOutEdits = ReadonlyMap<string, Entry | null>

export interface EditOptions {
  leftOut?: LeftOutEdits
  /**
   * Entries (positions) whose remembered size is cleared, so that Git reads the files again instead of trusting times that lie
   * too close to ours (racy-git).
   */
  smudged?: ReadonlySet<number>
}

/** Extensions that say something about entries or their order, and would say it wrongly after an edit. */
const STALE = new Set(['TREE', 'UNTR', 'FSMN', 'EOIE', 'IEOT'])
const NAME_MASK = 0xfff
const EXTENDED = 0x4000
const SKIP_WORKTREE = 0x4000
const SLASH = 0x2f

interface Edit {
  path: Buffer
  entry: NewIndexEntry | null
}

/**
 * The bytes of the index after the edits. A path that becomes a file takes the place of what stood below it, and of a file
 * that stood where it now needs a folder; one that comes to stand for a whole folder does both.
 */
export function editIndex(index: GitIndex, edits: IndexEdits, { leftOut = new Map(), smudged }: EditOptions = {}): Buffer {
  return rewriteIndex(index, [...[...edits].map(asEdit), ...[...leftOut].map(asLeftOutEdit)], smudged)
}

function asEdit([path, entry]: [string, NewIndexEntry | null]): Edit {
  return { path: Buffer.from(path), entry }
}

function asLeftOutEdit([path, entry]: [string, Entry | null]): Edit {
  const bytes = Buffer.from(path, 'latin1')
  return { path: bytes, entry: entry && { ...entry, stat: UNKNOWN_STAT, skipWorktree: true } }
}

function rewriteIndex(index: GitIndex, edits: readonly Edit[], smudged: ReadonlySet<number> = new Set()): Buffer {
  const { layout } = index
  const dropped = droppedBy(layout, edits)
  const added = edits
    .flatMap(({ path, entry }) => (entry ? [{ path, entry }] : []))
    .sort((a, b) => Buffer.compare(a.path, b.path))
  const version = layout.version === 2 && added.some(({ entry }) => entry.skipWorktree) ? 3 : layout.version
  const writer = version === 4 ? compressedWriter() : paddedWriter()
  let next = 0
  const addUpTo = (path: Buffer | null) => {
    for (let item = added[next]; item && (path === null || Buffer.compare(item.path, path) < 0); item = added[next]) {
      writer.add(freshHeader(item.path, item.entry), item.path)
      next += 1
    }
  }
  for (let i = 0; i < layout.count; i++) {
    if (dropped[i]) continue
    const path = layout.paths.subarray(layout.pathStarts[i], layout.pathEnds[i])
    if (next < added.length) addUpTo(path)
    writer.add(keptHeader(layout, i, smudged.has(i)), path)
  }
  addUpTo(null)
  const entries = writer.finish()
  const header = Buffer.alloc(12)
  header.write('DIRC', 'latin1')
  header.writeUInt32BE(version, 4)
  header.writeUInt32BE(entries.count, 8)
  const body = Buffer.concat([header, ...entries.parts, ...extensionParts(index, edits)])
  const trailer = index.unsigned ? Buffer.alloc(20) : createHash('sha1').update(body).digest()
  return Buffer.concat([body, trailer])
}

function droppedBy(layout: IndexLayout, edits: readonly Edit[]): Uint8Array {
  const dropped = new Uint8Array(layout.count)
  const drop = ([from, to]: [number, number]) => dropped.fill(1, from, to)
  for (const { path, entry } of edits) {
    const isFolder = path.at(-1) === SLASH
    const named = isFolder ? path.subarray(0, -1) : path
    if (!isFolder || entry) drop(pathRange(layout, named))
    if (isFolder || entry) drop(folderRange(layout, named))
    if (!entry) continue
    for (let slash = named.indexOf('/'); slash > 0; slash = named.indexOf('/', slash + 1)) {
      drop(pathRange(layout, named.subarray(0, slash)))
    }
  }
  return dropped
}

function extensionParts(index: GitIndex, edits: readonly Edit[]): Buffer[] {
  const parts: Buffer[] = []
  const push = (signature: string, data: Buffer) => {
    const head = Buffer.alloc(8)
    head.write(signature, 'latin1')
    head.writeUInt32BE(data.length, 4)
    parts.push(head, data)
  }
  if (index.cacheTree) {
    const tree = structuredClone(index.cacheTree)
    invalidate(
      tree,
      edits.map(({ path }) => path),
    )
    push('TREE', serializeCacheTree(tree))
  }
  for (const { signature, data } of index.extensions) if (!STALE.has(signature)) push(signature, data)
  if (!index.sparse && edits.some(({ entry }) => entry?.mode === MODE.tree)) push(SPARSE, Buffer.alloc(0))
  return parts
}

function keptHeader(layout: IndexLayout, i: number, smudge: boolean): Buffer {
  const start = layout.starts[i] ?? 0
  const extended = ((layout.bytes[start + 60] ?? 0) & 0x40) !== 0
  const header = layout.bytes.subarray(start, start + (extended ? 64 : 62))
  if (!smudge) return header
  const copy = Buffer.from(header)
  copy.writeUInt32BE(0, 36)
  return copy
}

function freshHeader(path: Buffer, { oid, mode, stat, skipWorktree }: NewIndexEntry): Buffer {
  const header = Buffer.alloc(skipWorktree ? 64 : 62)
  const fields = [
    stat.ctimeSeconds,
    stat.ctimeNanoseconds,
    stat.mtimeSeconds,
    stat.mtimeNanoseconds,
    stat.dev,
    stat.ino,
    mode,
    stat.uid,
    stat.gid,
    stat.size,
  ]
  for (const [i, field] of fields.entries()) header.writeUInt32BE(field, i * 4)
  header.write(oid, 40, 'hex')
  header.writeUInt16BE(Math.min(path.length, NAME_MASK) | (skipWorktree ? EXTENDED : 0), 60)
  if (skipWorktree) header.writeUInt16BE(SKIP_WORKTREE, 62)
  return header
}

interface EntryWriter {
  add(header: Buffer, path: Buffer): void
  finish(): { parts: Buffer[]; count: number }
}

function paddedWriter(): EntryWriter {
  const parts: Buffer[] = []
  const zeros = Buffer.alloc(8)
  let count = 0
  return {
    add(header, path) {
      parts.push(header, path, zeros.subarray(0, 8 - ((header.length + path.length) % 8)))
      count += 1
    },
    finish: () => ({ parts, count }),
  }
}

function compressedWriter(): EntryWriter {
  const parts: Buffer[] = []
  const zero = Buffer.alloc(1)
  let previous: Buffer = Buffer.alloc(0)
  let count = 0
  return {
    add(header, path) {
      let shared = 0
      const most = Math.min(previous.length, path.length)
      while (shared < most && previous[shared] === path[shared]) shared += 1
      parts.push(header, writeOffset(previous.length - shared), path.subarray(shared), zero)
      previous = path
      count += 1
    },
    finish: () => ({ parts, count }),
  }
}
