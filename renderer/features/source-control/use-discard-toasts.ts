import { useEffect } from 'react'
import { useTexts } from '#renderer/texts/use-texts.tsx'
import { useToast } from '#renderer/ui/toast.tsx'
import type { RepositoryState } from './state.ts'
import { useSourceControl } from './use-repository.ts'

/** Says what was discarded, with *Undo*; the notice is taken once, so that it is said once. */
export function useDiscardToasts(repository: RepositoryState): void {
  const t = useTexts()
  const toast = useToast()
  const { send, undoDiscard } = useSourceControl()
  const { notice, connectionId } = repository
  useEffect(() => {
    if (notice?.kind === 'discarded') {
      const { restorePoint, count } = notice
      toast({
        text: t('sourceControl.notice.discarded', { count }),
        action: { label: t('common.undo'), onPress: () => void undoDiscard(connectionId, restorePoint.id) },
      })
      send(connectionId, { kind: 'notice-dismissed' })
    }
    if (notice?.kind === 'undone') {
      toast({ text: t('sourceControl.notice.undone', { count: notice.count }) })
      send(connectionId, { kind: 'notice-dismissed' })
    }
  }, [notice, connectionId, t, toast, send, undoDiscard])
}
