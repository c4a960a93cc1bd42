import { createHash } from 'node:crypto'
import { deflateSync } from 'node:zlib'
import type { ObjectId } from '#shared/domain/ids.ts'
import type { CallOptions } from '../contract.ts'
import type { ObjectType } from '../objects/model.ts'
import type { Repo } from '../repository/repo.ts'

const TYPE_BITS: Readonly<Record<ObjectType, number>> = { commit: 1, tree: 2, blob: 3, tag: 4 }

/** The bytes of a pack of exactly these objects (gitformat-pack, "pack-*.pack files"), made while they are taken. */
export async function* writePack(
  repo: Repo,
  objects: readonly ObjectId[],
  onProgress: CallOptions['onProgress'],
): AsyncGenerator<Uint8Array> {
  const hash = createHash('sha1')
  const head = Buffer.from('PACK\0\0\0\x02\0\0\0\0', 'latin1')
  head.writeUInt32BE(objects.length, 8)
  hash.update(head)
  yield head
  let sent = head.length
  for (const oid of objects) {
    const { type, content } = repo.objects.read(oid)
    const part = Buffer.concat([objectHead(type, content.length), deflateSync(content)])
    hash.update(part)
    sent += part.length
    yield part
    onProgress?.({ stage: 'sending', done: sent, total: null, unit: 'bytes' })
  }
  yield hash.digest()
}

function objectHead(type: ObjectType, size: number): Buffer {
  const bytes: number[] = []
  let byte = (TYPE_BITS[type] << 4) | (size % 16)
  for (let rest = Math.floor(size / 16); rest > 0; rest = Math.floor(rest / 128)) {
    bytes.push(byte | 0x80)
    byte = rest % 128
  }
  bytes.push(byte)
  return Buffer.from(bytes)
}
