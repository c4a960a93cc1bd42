import type { FileSide } from '#shared/domain/repository.ts'

/** How two sides are shown: as texts beside each other, or, where one of them has no text, as a sentence for each. */
export type DiffPlan =
  | {
      kind: 'texts'
      before: string
      after: string
      /** Said above the texts; null where the texts say it all. */
      note: 'common.diff.absentBefore' | 'common.diff.absentAfter' | 'common.diff.same' | null
    }
  | { kind: 'words'; before: FileSide; after: FileSide }

/** Decides how two sides of a file can be compared. A side that is not there counts as an empty text. */
export function diffPlan(before: FileSide, after: FileSide): DiffPlan {
  const left = textOf(before)
  const right = textOf(after)
  if (left === null || right === null || (before.kind === 'absent' && after.kind === 'absent')) {
    return { kind: 'words', before, after }
  }
  if (before.kind === 'absent') return { kind: 'texts', before: left, after: right, note: 'common.diff.absentBefore' }
  if (after.kind === 'absent') return { kind: 'texts', before: left, after: right, note: 'common.diff.absentAfter' }
  return { kind: 'texts', before: left, after: right, note: left === right ? 'common.diff.same' : null }
}

function textOf(side: FileSide): string | null {
  if (side.kind === 'text') return side.text
  return side.kind === 'absent' ? '' : null
}
