import { useFeature } from '#renderer/session/use-session.tsx'
import { useTexts } from '#renderer/texts/use-texts.tsx'
import { useToast } from '#renderer/ui/toast.tsx'
import type { ConnectionId } from '#shared/domain/ids.ts'
import { createLeftEditsStore } from './left-edits-store.ts'

/** Brings the edits left on the active branch back and says so; what hinders it is said by the banner. */
export function useBringBack(id: ConnectionId): () => Promise<void> {
  const t = useTexts()
  const toast = useToast()
  const bringBack = useFeature(createLeftEditsStore, (store) => store.bringBack)
  return async () => {
    const outcome = await bringBack(id)
    if (outcome?.kind === 'brought-back') toast({ text: t('branches.left.back', { count: outcome.paths.length }) })
    if (outcome?.kind === 'nothing-left') toast({ text: t('branches.left.nothing') })
  }
}
