import { formatBytes } from '#renderer/texts/sizes.ts'
import type { Translate } from '#renderer/texts/texts.ts'
import type { FileSide } from '#shared/domain/repository.ts'

/** One side of a file that can't be shown as text, in words. */
export function diffWords(t: Translate, side: FileSide): string {
  switch (side.kind) {
    case 'absent':
      return t('common.diff.nothing')
    case 'text':
      return t('common.diff.text', { size: formatBytes(new TextEncoder().encode(side.text).length) })
    case 'binary':
      return t('common.diff.binary', { size: formatBytes(side.size) })
    case 'too-large':
      return t('common.diff.tooLarge', { size: formatBytes(side.size) })
    case 'lfs-pointer':
      return t('common.diff.lfs', { size: formatBytes(side.size) })
    case 'symlink':
      return t('common.diff.symlink', { target: side.target })
  }
}
