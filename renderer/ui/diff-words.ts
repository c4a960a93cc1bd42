import { formatBytes } from '#renderer/texts/sizes.ts'
import type { Translate } from '#renderer/texts/texts.ts'
import type { FileSide, Media } from '#shared/domain/repository.ts'

/** One side of a file that can't be shown as text, in words. */
export function diffWords(t: Translate, side: FileSide): string {
  switch (side.kind) {
    case 'absent':
      return t('common.diff.nothing')
    case 'text':
      return t('common.diff.text', { size: formatBytes(new TextEncoder().encode(side.text).length) })
    case 'binary':
      return side.media === null
        ? t('common.diff.binary', { size: formatBytes(side.size) })
        : mediaWords(t, side.media, side.size)
    case 'too-large':
      return t('common.diff.tooLarge', { size: formatBytes(side.size) })
    case 'lfs-pointer':
      return t('common.diff.lfs', { size: formatBytes(side.size) })
    case 'symlink':
      return t('common.diff.symlink', { target: side.target })
  }
}

const FORMATS = {
  png: 'PNG',
  jpeg: 'JPEG',
  gif: 'GIF',
  webp: 'WebP',
  bmp: 'BMP',
  ico: 'ICO',
  pdf: 'PDF',
  zip: 'ZIP',
  gzip: 'gzip',
  sqlite: 'SQLite',
} as const

/** What a file without text is: its format, the size of an image in pixels, and how many bytes it has. */
export function mediaWords(t: Translate, media: Media, bytes: number): string {
  const format = FORMATS[media.format]
  const size = formatBytes(bytes)
  if (media.kind === 'document') return t('common.diff.document', { format, size })
  if (media.size === null) return t('common.diff.image', { format, size })
  return t('common.diff.imageOfSize', { format, size, width: media.size.width, height: media.size.height })
}
