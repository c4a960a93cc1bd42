import { choice, type Translate } from '#renderer/texts/texts.ts'
import type { Refusal } from './refusals.ts'

/** A refusal in words: what is the matter with the folder, and what that means. */
export function refusalWords(t: Translate, refusal: Refusal, domain: string): { title: string; text: string } {
  const plain = `connectRepository.refusal.${refusal.kind}` as const
  switch (refusal.kind) {
    case 'subfolder':
      return words(t, refusal.kind, { root: refusal.root.label })
    case 'unsupported':
      return words(t, refusal.kind, { feature: choice(refusal.feature) })
    case 'broken':
      return words(t, refusal.kind, { detail: refusal.detail })
    case 'detached':
      return words(t, refusal.kind, { commit: refusal.commit.slice(0, 8) })
    case 'other-remote': {
      const title = refusal.origin === null ? 'titleNone' : 'title'
      const text = t('connectRepository.refusal.other-remote.text', { count: refusal.candidates.length, domain })
      return { title: t(`connectRepository.refusal.other-remote.${title}`), text }
    }
    case 'already-connected':
      return words(t, refusal.kind, { api: refusal.apiName })
    default:
      return { title: t(`${plain}.title`, { domain }), text: t(`${plain}.text`, { domain }) }
  }
}

function words(
  t: Translate,
  kind: 'subfolder' | 'unsupported' | 'broken' | 'detached' | 'already-connected',
  values: Readonly<Record<string, string>>,
): { title: string; text: string } {
  return {
    title: t(`connectRepository.refusal.${kind}.title`, values),
    text: t(`connectRepository.refusal.${kind}.text`, values),
  }
}
