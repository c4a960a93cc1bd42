import { MEDIA_LOOK, sniffMedia } from '#shared/domain/media.ts'
import type { CallOptions, NeedsServer } from '../contract.ts'
import type { Repo } from '../repository/repo.ts'
import { readSides, type SidesInput } from './sides.ts'

/** What is shown of an image crosses to the window as text; more would make it wait. */
const LARGEST_IMAGE = 5 * 1024 * 1024
/** A small file can unpack to gigabytes; such are not shown. */
const MOST_PIXELS = 64_000_000
const TYPES = {
  png: 'image/png',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
  bmp: 'image/bmp',
  ico: 'image/x-icon',
} as const

/**
 * One side of an image as a `data:` address (RFC 2397); null where the side is none by its bytes, has no size, or is too large to
 * show. SVG is text and stays text. Fails as `readSides`.
 */
export async function readImage(
  repo: Repo,
  input: SidesInput & { side: 'before' | 'after' },
  options: CallOptions = {},
): Promise<{ kind: 'image'; url: string | null } | NeedsServer> {
  const read = await readSides(repo, input, options)
  if (read.kind === 'needs-server') return read
  const side = read.value[input.side]
  if (side.kind !== 'file' || side.bytes.length > LARGEST_IMAGE) return { kind: 'image', url: null }
  const media = sniffMedia(side.bytes.subarray(0, MEDIA_LOOK))
  if (media?.kind !== 'image' || media.size === null || media.size.width * media.size.height > MOST_PIXELS) {
    return { kind: 'image', url: null }
  }
  return { kind: 'image', url: `data:${TYPES[media.format]};base64,${side.bytes.toString('base64')}` }
}
