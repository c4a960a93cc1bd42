import { deflateSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { sniffMedia } from './media.ts'
import type { Media } from './repository.ts'

const bytes = (...parts: (string | number[])[]) =>
  Uint8Array.from(parts.flatMap((part) => (typeof part === 'string' ? [...part].map((c) => c.charCodeAt(0)) : part)))
const image = (format: Extract<Media, { kind: 'image' }>['format'], width: number, height: number) => ({
  kind: 'image',
  format,
  size: { width, height },
})
const zeros = (count: number) => Array.from({ length: count }, () => 0)
const png = bytes([0x89], 'PNG\r\n', [0x1a, 0x0a, 0, 0, 0, 13], 'IHDR', [0, 0, 4, 0, 0, 0, 0, 9, 8, 6])

describe('sniffMedia', () => {
  it.each<[string, Uint8Array, unknown]>([
    ['PNG', png, image('png', 1024, 9)],
    [
      'JPEG behind a segment of metadata and a fill byte',
      bytes([0xff, 0xd8, 0xff, 0xe1, 0, 4, 1, 2, 0xff, 0xff, 0xc2, 0, 17, 8, 2, 0, 3, 0, 3, 0, 0]),
      image('jpeg', 768, 512),
    ],
    ['GIF', bytes('GIF89a', [0x40, 1, 0xf0, 0, 0, 0]), image('gif', 320, 240)],
    ['WebP, lossy', bytes('RIFF', [9, 9, 9, 9], 'WEBPVP8 ', zeros(10), [0x10, 0x40, 0x20, 0]), image('webp', 16, 32)],
    [
      'WebP, lossless',
      bytes('RIFF', [9, 9, 9, 9], 'WEBPVP8L', zeros(4), [0x2f, 0x0f, 0xc0, 0x07, 0], zeros(9)),
      image('webp', 16, 32),
    ],
    ['WebP, extended', bytes('RIFF', [9, 9, 9, 9], 'WEBPVP8X', zeros(8), [0, 1, 0, 0xff, 0, 0]), image('webp', 257, 256)],
    [
      'BMP with rows downwards',
      bytes('BM', [9, 9, 0, 0], zeros(8), [40, 0, 0, 0, 3, 0, 0, 0, 0xfe, 0xff, 0xff, 0xff]),
      image('bmp', 3, 2),
    ],
    ['ICO, the largest', bytes([0, 0, 1, 0, 2, 0, 16, 16], zeros(14), [0, 0], zeros(14)), image('ico', 256, 256)],
    ['PDF', bytes('%PDF-1.7'), { kind: 'document', format: 'pdf' }],
    ['ZIP', bytes('PK', [3, 4]), { kind: 'document', format: 'zip' }],
    ['gzip', bytes([0x1f, 0x8b, 8]), { kind: 'document', format: 'gzip' }],
    ['SQLite', bytes('SQLite format 3\0'), { kind: 'document', format: 'sqlite' }],
    ['SVG', bytes('<svg xmlns="http://www.w3.org/2000/svg"/>'), null],
    ['compressed data without a name', Uint8Array.from(deflateSync('x')), null],
    ['nothing', bytes(), null],
  ])('knows %s', (_name, head, media) => {
    expect(sniffMedia(head)).toEqual(media)
  })

  it('has no size for a head that is cut off, and reads nothing beyond it', () => {
    for (let length = 8; length < 24; length += 1) {
      expect(sniffMedia(png.subarray(0, length))).toEqual({ kind: 'image', format: 'png', size: null })
    }
    for (const signature of ['GIF89a', 'RIFF0000WEBPVP8X', '\xff\xd8\xff\xe0', 'BM0000\0\0\0\0']) {
      expect(sniffMedia(bytes(signature))).toMatchObject({ kind: 'image', size: null })
    }
  })
})
