import type { Translate } from '#renderer/texts/texts.ts'
import type { Settings } from '#shared/contract/app.ts'
import type { DiffSource } from '#shared/domain/history.ts'
import type { FileDiff, FileSide } from '#shared/domain/repository.ts'

export type DiffLayoutChoice = Settings['diffLayout']

const STRUCTURED = /\.(?:json|ya?ml)$/i

/** The views a file can be seen in. Structure is offered for files that can have one, text on each side that is there. */
export function viewsOf(path: string, diff: FileDiff | null): readonly DiffLayoutChoice[] {
  const isText = (side: FileSide) => side.kind === 'text' || side.kind === 'absent'
  const hasTexts = diff === null || (isText(diff.before) && isText(diff.after))
  if (!hasTexts) return []
  return STRUCTURED.test(path) ? ['structure', 'side-by-side', 'inline'] : ['side-by-side', 'inline']
}

/** The view that is shown: the one chosen last, where the file has it. */
export function shownView(chosen: DiffLayoutChoice, views: readonly DiffLayoutChoice[]): DiffLayoutChoice {
  return views.includes(chosen) ? chosen : 'side-by-side'
}

/** Whether a file is shown as pictures: an image on one side, and an image or nothing on the other. */
export function isImageDiff({ before, after }: FileDiff): boolean {
  const isImage = (side: FileSide) => side.kind === 'binary' && side.media?.kind === 'image'
  const fits = (side: FileSide) => isImage(side) || side.kind === 'absent'
  return (isImage(before) || isImage(after)) && fits(before) && fits(after)
}

/** What the two sides of a source are called. */
export function sideNames(t: Translate, source: DiffSource): { before: string; after: string } {
  switch (source.kind) {
    case 'working':
      return { before: t('common.diff.before'), after: t('common.diff.after') }
    case 'commit':
      return { before: t('diff.commitBefore'), after: t('diff.commitAfter', { commit: source.commit.slice(0, 7) }) }
    case 'restore-point':
      return { before: t('diff.restorePoint'), after: t('common.diff.after') }
  }
}
