import { MEDIA_LOOK, sniffMedia } from '#shared/domain/media.ts'
import type { FileSide } from '#shared/domain/repository.ts'
import { LARGEST, type Side } from './sides.ts'

/** As far as Git looks for a NUL (`buffer_is_binary`). */
const BINARY_LOOK = 8000

/** One side as a reader sees it. */
export function shownSide(side: Side): FileSide {
  switch (side.kind) {
    case 'absent':
      return { kind: 'absent' }
    case 'symlink':
      return { kind: 'symlink', target: side.target }
    case 'too-large':
      return { kind: 'too-large', size: side.size }
    case 'file':
      return fileSide(side.bytes)
  }
}

/** What a file's bytes are to a reader: text, or the reason why they are not shown. */
export function fileSide(content: Buffer): FileSide {
  const size = content.length
  if (size > LARGEST) return { kind: 'too-large', size }
  if (isLfsPointer(content)) return { kind: 'lfs-pointer', size }
  const binary = (): FileSide => ({ kind: 'binary', size, media: sniffMedia(content.subarray(0, MEDIA_LOOK)) })
  if (content.subarray(0, BINARY_LOOK).includes(0)) return binary()
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(content)
    return { kind: 'text', text: text.replace(/\r\n/g, '\n') }
  } catch {
    return binary()
  }
}

/** Pointers are small and begin with their version (Git LFS specification, "The Pointer"). */
function isLfsPointer(content: Buffer): boolean {
  return content.length < 1024 && content.toString('latin1', 0, 42).startsWith('version https://git-lfs.github.com/spec/')
}
