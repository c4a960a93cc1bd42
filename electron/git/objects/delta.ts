import { Failure } from '#electron/failure.ts'

/** Applies a delta of a pack to its base (gitformat-pack, "Deltified representation"). */
export function applyDelta(base: Buffer, delta: Buffer): Buffer {
  let at = 0
  const byte = (): number => {
    const value = delta[at++]
    if (value === undefined) throw new Failure('REPOSITORY_DAMAGED', { detail: 'delta' })
    return value
  }
  const size = (): number => {
    let value = 0
    let scale = 1
    let next = byte()
    while (next & 0x80) {
      value += (next & 0x7f) * scale
      scale *= 128
      next = byte()
    }
    return value + next * scale
  }
  if (size() !== base.length) throw new Failure('REPOSITORY_DAMAGED', { detail: 'delta base' })
  const result = Buffer.allocUnsafe(size())
  let written = 0
  while (at < delta.length) {
    const op = byte()
    if (op & 0x80) {
      let offset = 0
      let length = 0
      for (let i = 0; i < 4; i++) if (op & (1 << i)) offset += byte() * 2 ** (8 * i)
      for (let i = 0; i < 3; i++) if (op & (0x10 << i)) length += byte() * 2 ** (8 * i)
      if (length === 0) length = 0x10000
      written += base.copy(result, written, offset, offset + length)
    } else {
      written += delta.copy(result, written, at, at + op)
      at += op
    }
  }
  if (written !== result.length) throw new Failure('REPOSITORY_DAMAGED', { detail: 'delta' })
  return result
}
