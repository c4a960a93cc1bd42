import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { BadPacket, encodePacket, FLUSH, packetText, readPackets } from './pkt-line.ts'

async function* pieces(bytes: Buffer, cuts: number[]): AsyncGenerator<Uint8Array> {
  let at = 0
  for (const cut of [...cuts].sort((a, b) => a - b)) {
    if (cut <= at || cut >= bytes.length) continue
    yield bytes.subarray(at, cut)
    at = cut
  }
  yield bytes.subarray(at)
}

async function texts(stream: AsyncIterable<Uint8Array>): Promise<(string | null)[]> {
  const found: (string | null)[] = []
  for await (const packet of readPackets(stream)) found.push(packet.kind === 'data' ? packetText(packet.payload) : null)
  return found
}

describe('pkt-line', () => {
  it('writes the length in front, itself included', () => {
    expect(encodePacket('hi\n').toString()).toBe('0007hi\n')
  })

  it('reads back what was written, however the bytes arrive', async () => {
    const line = fc.option(fc.string({ unit: 'grapheme' }).map((text) => text.replace(/\n+$/, '')))
    await fc.assert(
      fc.asyncProperty(fc.array(line), fc.array(fc.nat(500)), async (lines, cuts) => {
        const bytes = Buffer.concat(lines.map((text) => (text === null ? FLUSH : encodePacket(`${text}\n`))))
        expect(await texts(pieces(bytes, cuts))).toEqual(lines)
      }),
    )
  })

  it.each(['<html>', '0003', 'ffff', '0009ab', '00'])('refuses %s', async (text) => {
    await expect(texts(pieces(Buffer.from(text), []))).rejects.toThrow(BadPacket)
  })
})
