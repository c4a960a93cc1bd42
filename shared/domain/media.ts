import type { Media } from './repository.ts'

/** How many bytes of a file's beginning `sniffMedia` wants to see: enough to pass over the metadata that cameras put into JPEGs. */
export const MEDIA_LOOK = 256 * 1024

type Image = Extract<Media, { kind: 'image' }>
type Pixels = { width: number; height: number }

/**
 * What the first bytes of a file say that it is, with an image's size in pixels; null for anything else. Signatures as in the WHATWG
 * MIME Sniffing standard ("Matching an image type pattern") and the formats' own specifications.
 */
export function sniffMedia(head: Uint8Array): Media | null {
  const is = (signature: readonly number[], at = 0) => signature.every((byte, i) => head[at + i] === byte)
  const says = (word: string, at = 0) =>
    is(
      [...word].map((letter) => letter.charCodeAt(0)),
      at,
    )
  const image = (format: Image['format'], size: Pixels | null): Image => ({ kind: 'image', format, size })
  if (is([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return image('png', pngSize(head))
  if (is([0xff, 0xd8, 0xff])) return image('jpeg', jpegSize(head))
  if (says('GIF87a') || says('GIF89a')) return image('gif', little(head, 6, 8))
  if (says('RIFF') && says('WEBPVP8', 8)) return image('webp', webpSize(head))
  if (says('BM') && is([0, 0, 0, 0], 6)) return image('bmp', bmpSize(head))
  if (is([0, 0, 1, 0]) && head[4] !== 0 && head[5] === 0) return image('ico', icoSize(head))
  if (says('%PDF-')) return { kind: 'document', format: 'pdf' }
  if (is([0x50, 0x4b, 3, 4]) || is([0x50, 0x4b, 5, 6])) return { kind: 'document', format: 'zip' }
  if (is([0x1f, 0x8b, 8])) return { kind: 'document', format: 'gzip' }
  if (says('SQLite format 3\0')) return { kind: 'document', format: 'sqlite' }
  return null
}

const view = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)

function little(head: Uint8Array, width: number, height: number): Pixels | null {
  if (head.length < Math.max(width, height) + 2) return null
  return { width: view(head).getUint16(width, true), height: view(head).getUint16(height, true) }
}

/** The first chunk is `IHDR` (PNG specification, 11.2.2). */
function pngSize(head: Uint8Array): Pixels | null {
  if (head.length < 24) return null
  return { width: view(head).getUint32(16), height: view(head).getUint32(20) }
}

/** Segments up to a start of frame (ITU-T T.81, B.2.2). */
function jpegSize(head: Uint8Array): Pixels | null {
  const data = view(head)
  for (let at = 2; at + 9 <= head.length; ) {
    if (head[at] !== 0xff) return null
    const marker = head[at + 1] ?? 0
    // Any number of fill bytes may stand before a marker.
    if (marker === 0xff) {
      at += 1
      continue
    }
    const isFrame = marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc
    if (isFrame) return { height: data.getUint16(at + 5), width: data.getUint16(at + 7) }
    at += 2 + data.getUint16(at + 2)
  }
  return null
}

/** The three kinds of a first chunk (WebP container specification; RFC 6386, 9.1; WebP lossless, 3). */
function webpSize(head: Uint8Array): Pixels | null {
  if (head.length < 30) return null
  const data = view(head)
  const kind = head[15]
  if (kind === 0x20) return { width: data.getUint16(26, true) & 0x3fff, height: data.getUint16(28, true) & 0x3fff }
  if (kind === 0x4c) {
    const bits = data.getUint32(21, true)
    return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 }
  }
  const long = (at: number) => data.getUint16(at, true) + (data.getUint8(at + 2) << 16) + 1
  return kind === 0x58 ? { width: long(24), height: long(27) } : null
}

/** The old core header has 16 bits for each (`BITMAPCOREHEADER`); a height below 0 says that rows run downwards. */
function bmpSize(head: Uint8Array): Pixels | null {
  if (head.length < 26) return null
  const data = view(head)
  if (data.getUint32(14, true) === 12) return little(head, 18, 20)
  return { width: data.getInt32(18, true), height: Math.abs(data.getInt32(22, true)) }
}

/** The largest of the pictures in it; 0 stands for 256. */
function icoSize(head: Uint8Array): Pixels | null {
  const count = head[4] ?? 0
  let largest: Pixels | null = null
  for (let at = 6; at < 6 + count * 16 && at + 1 < head.length; at += 16) {
    const size = { width: head[at] || 256, height: head[at + 1] || 256 }
    if (largest === null || size.width > largest.width) largest = size
  }
  return largest
}
