/** Bytes beyond which a picture is not taken. */
export const LARGEST_AVATAR = 512 * 1024

/**
 * The kind of a picture by its first bytes (the formats' own signatures), whatever its server calls it. Null for everything
 * else, SVG among it: that is a document which may hold scripts.
 */
export function imageKind(bytes: Uint8Array): 'image/png' | 'image/jpeg' | 'image/gif' | 'image/webp' | null {
  const text = Buffer.from(bytes.subarray(0, 12)).toString('latin1')
  if (text.startsWith('\x89PNG\r\n\x1a\n')) return 'image/png'
  if (text.startsWith('\xff\xd8\xff')) return 'image/jpeg'
  if (text.startsWith('GIF87a') || text.startsWith('GIF89a')) return 'image/gif'
  if (text.startsWith('RIFF') && text.slice(8, 12) === 'WEBP') return 'image/webp'
  return null
}
