import type { Translate } from '#renderer/texts/texts.ts'
import type { Said } from './flow-state.ts'

/** How a switch ended, in sentences. */
export function saidWords(t: Translate, { outcome, goal, from }: Said): string {
  if (outcome.kind === 'already-there') {
    return t('branches.said.already-there', { branch: goal.kind === 'switch' ? goal.to.name : goal.name })
  }
  const { branch, left, brought, returned } = outcome
  const arrived = goal.kind === 'create' ? 'created' : outcome.created ? 'fetched' : 'switched'
  const sentences = [t(`branches.said.${arrived}`, { branch })]
  if (left.length > 0) {
    sentences.push(
      from === null
        ? t('branches.said.leftDetached', { count: left.length })
        : t('branches.said.left', { count: left.length, branch: from }),
    )
  }
  if (brought.length > 0) sentences.push(t('branches.said.brought', { count: brought.length }))
  if (returned.kind !== 'none') sentences.push(t(`branches.said.${returned.kind}`, { count: returned.paths.length }))
  return sentences.join(' ')
}
