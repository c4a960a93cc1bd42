import { closeSync, openSync, readSync } from 'node:fs'
import { inflateSync } from 'node:zlib'
import { Failure } from '#electron/failure.ts'
import type { ObjectId } from '#shared/domain/ids.ts'
import { applyDelta } from './delta.ts'
import { makeYoung } from './freshen.ts'
import type { ObjectType } from './model.ts'
import type { StoredObject } from './object-store.ts'
import { type PackIndex, readPackIndex } from './pack-index.ts'

const TYPE_NAMES: Record<number, ObjectType> = { 1: 'commit', 2: 'tree', 3: 'blob', 4: 'tag' }
const OFS_DELTA = 6
const REF_DELTA = 7
const FIRST_READ = 4096
/** Objects that are read after one another mostly lie beside one another: commits, and the trees of a time. */
const WINDOW_BYTES = 64 * 1024
const WINDOWS_KEPT = 4
/** Of zlib; more than an object's size would be memory for nothing. */
const LEAST_CHUNK = 64
const BASES_KEPT_BYTES = 16 * 1024 * 1024

/** One pack and its index. Opened when something is first asked of it; reads only the bytes of the objects asked for. */
export class PackFile {
  readonly #base: string
  readonly #resolve: (oid: ObjectId) => StoredObject | null
  #index: PackIndex | null = null
  #handle: number | null = null
  #bases = new Map<number, StoredObject>()
  #basesBytes = 0
  #windows: { start: number; bytes: Buffer }[] = []

  /** `base` is the file name without its ending; `resolve` finds a delta's base that lies elsewhere. */
  constructor(base: string, resolve: (oid: ObjectId) => StoredObject | null) {
    this.#base = base
    this.#resolve = resolve
  }

  has(oid: ObjectId): boolean {
    return this.#offsetOf(oid) !== null
  }

  read(oid: ObjectId): StoredObject | null {
    const offset = this.#offsetOf(oid)
    return offset === null ? null : this.#readAt(offset)
  }

  freshen(): boolean {
    return makeYoung(`${this.#base}.pack`)
  }

  close(): void {
    if (this.#handle !== null) closeSync(this.#handle)
    this.#handle = null
  }

  #offsetOf(oid: ObjectId): number | null {
    this.#index ??= readPackIndex(`${this.#base}.idx`)
    return this.#index.offsetOf(oid)
  }

  /** Follows the chain of deltas down to a whole object, then applies them back up; chains may be thousands deep, so no recursion. */
  #readAt(start: number): StoredObject {
    const deltas: { offset: number; delta: Buffer }[] = []
    let offset = start
    let object: StoredObject | null = null
    while (!object) {
      object = this.#bases.get(offset) ?? null
      if (object) break
      const head = this.#readHead(offset)
      if (head.kind === 'whole') {
        object = { type: head.type, content: this.#inflate(head.data, head.size) }
        this.#keep(offset, object)
      } else {
        deltas.push({ offset, delta: this.#inflate(head.data, head.size) })
        if (head.kind === 'offset-delta') offset = head.base
        else object = this.#resolve(head.base)
        if (head.kind === 'ref-delta' && !object)
          throw new Failure('REPOSITORY_DAMAGED', { detail: `missing base ${head.base}` })
      }
    }
    for (const { offset: at, delta } of deltas.reverse()) {
      object = { type: object.type, content: applyDelta(object.content, delta) }
      this.#keep(at, object)
    }
    return object
  }

  #keep(offset: number, object: StoredObject): void {
    if (object.content.length > BASES_KEPT_BYTES / 8 || this.#bases.has(offset)) return
    if (this.#basesBytes > BASES_KEPT_BYTES) {
      this.#bases.clear()
      this.#basesBytes = 0
    }
    this.#bases.set(offset, object)
    this.#basesBytes += object.content.length
  }

  #readHead(offset: number): PackedHead {
    const bytes = this.#bytesAt(offset, 64)
    let at = 0
    const byte = (): number => bytes[at++] ?? 0
    let next = byte()
    const type = (next >> 4) & 7
    let size = next & 15
    let scale = 16
    while (next & 0x80) {
      next = byte()
      size += (next & 0x7f) * scale
      scale *= 128
    }
    const name = TYPE_NAMES[type]
    if (name) return { kind: 'whole', type: name, size, data: offset + at }
    if (type === OFS_DELTA) {
      next = byte()
      let distance = next & 0x7f
      while (next & 0x80) {
        next = byte()
        distance = (distance + 1) * 128 + (next & 0x7f)
      }
      return { kind: 'offset-delta', base: offset - distance, size, data: offset + at }
    }
    if (type === REF_DELTA) return { kind: 'ref-delta', base: bytes.toString('hex', at, at + 20), size, data: offset + at + 20 }
    throw new Failure('REPOSITORY_DAMAGED', { detail: `object type ${type} in a pack` })
  }

  #inflate(at: number, size: number): Buffer {
    // Compressed data may be a little longer than the content; read more until it is complete.
    let length = Math.max(FIRST_READ, size + (size >> 9) + 64)
    for (;;) {
      const bytes = this.#bytesAt(at, length)
      try {
        const content = inflateSync(bytes, { maxOutputLength: Math.max(size, 1), chunkSize: Math.max(size, LEAST_CHUNK) })
        if (content.length === size) return content
      } catch (error) {
        if (bytes.length < length || length > size * 4 + FIRST_READ * 4) {
          throw new Failure('REPOSITORY_DAMAGED', { detail: 'compressed data in a pack' }, { cause: error })
        }
      }
      if (bytes.length < length) throw new Failure('REPOSITORY_DAMAGED', { detail: 'compressed data in a pack' })
      length *= 2
    }
  }

  #bytesAt(offset: number, length: number): Buffer {
    for (const { start, bytes } of this.#windows) {
      if (offset >= start && offset + length <= start + bytes.length) {
        return bytes.subarray(offset - start, offset - start + length)
      }
    }
    const near = this.#windows.findIndex(
      ({ start, bytes }) => offset >= start - WINDOW_BYTES && offset <= start + bytes.length + WINDOW_BYTES,
    )
    const bytes = this.#readBytes(offset, near < 0 ? length : Math.max(length, WINDOW_BYTES))
    if (near >= 0) this.#windows.splice(near, 1)
    if (bytes.length <= WINDOW_BYTES) this.#windows.unshift({ start: offset, bytes })
    if (this.#windows.length > WINDOWS_KEPT) this.#windows.pop()
    return bytes.subarray(0, length)
  }

  #readBytes(offset: number, length: number): Buffer {
    this.#handle ??= openSync(`${this.#base}.pack`, 'r')
    const bytes = Buffer.allocUnsafe(length)
    let read = 0
    while (read < length) {
      const got = readSync(this.#handle, bytes, read, length - read, offset + read)
      if (got === 0) break
      read += got
    }
    return bytes.subarray(0, read)
  }
}

type PackedHead =
  | { kind: 'whole'; type: ObjectType; size: number; data: number }
  | { kind: 'offset-delta'; base: number; size: number; data: number }
  | { kind: 'ref-delta'; base: ObjectId; size: number; data: number }
