import type { Translate } from '#renderer/texts/texts.ts'
import type { TextChanges, UnseenDifference } from '#shared/domain/text-changes.ts'
import type { DiffPlan } from './diff-plan.ts'

/** What is said above two texts: what they do not show by themselves. */
export function diffNotes(
  t: Translate,
  plan: Extract<DiffPlan, { kind: 'texts' }>,
  changes: TextChanges,
  unseen: readonly UnseenDifference[],
): string[] {
  const notes: string[] = []
  const isEqual = plan.note === 'common.diff.same'
  if (plan.note !== null) notes.push(t(isEqual && unseen.length > 0 ? 'common.diff.sameLines' : plan.note))
  if (changes.isSimplified) notes.push(t('common.diff.simplified'))
  if (changes.changes.length === 0 && plan.before !== plan.after) notes.push(t('common.diff.onlyWhitespace'))
  return [...notes, ...unseen.map((difference) => unseenWords(t, difference))]
}

function unseenWords(t: Translate, difference: UnseenDifference): string {
  if (difference.kind !== 'line-endings') return t(`common.diff.${difference.kind}.${difference.in}`)
  const { before, after } = difference
  if (before === after) return t('common.diff.lineEndingsMixed')
  return t('common.diff.lineEndings', { before: t(`common.diff.ending.${before}`), after: t(`common.diff.ending.${after}`) })
}
