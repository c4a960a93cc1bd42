import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeLossless, encodeLossless, holdsOddBytes } from './lossless-text.ts'

describe('lossless text', () => {
  it('gives back the very bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        expect(Buffer.from(encodeLossless(decodeLossless(bytes)))).toEqual(Buffer.from(bytes))
      }),
    )
  })

  it('reads UTF-8 as it is, emoji and byte-order mark included', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(decodeLossless(Buffer.from(text))).toBe(text)
        expect(holdsOddBytes(text)).toBe(false)
      }),
    )
    expect(decodeLossless(Buffer.from('\ufeffa = 💲\n'))).toBe('\ufeffa = 💲\n')
  })

  it('tells lines apart: one that is not UTF-8 leaves the others readable', () => {
    const text = decodeLossless(Buffer.concat([Buffer.from('é\ngr'), Buffer.from([0xfc]), Buffer.from('n\nü\n')]))
    expect(text.split('\n').map(holdsOddBytes)).toEqual([false, true, false, false])
    expect(text.startsWith('é\n')).toBe(true)
  })
})
