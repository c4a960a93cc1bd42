import { useState } from 'react'
import { useSession } from '#renderer/session/use-session.tsx'
import { useTexts } from '#renderer/texts/use-texts.tsx'
import type { Trouble } from '#renderer/trouble.ts'
import { useToast } from '#renderer/ui/toast.tsx'
import type { Hunk } from '#shared/domain/history.ts'
import type { ConnectionId, RestorePointId } from '#shared/domain/ids.ts'

export interface DiscardHunk {
  isRunning: boolean
  trouble: Trouble | null
  discard: (version: string, hunk: Hunk) => Promise<void>
}

/** Puts one change of a working file back, and offers to undo it. */
export function useDiscardHunk(connectionId: ConnectionId, path: string): DiscardHunk {
  const t = useTexts()
  const session = useSession()
  const toast = useToast()
  const [isRunning, setRunning] = useState(false)
  const [trouble, setTrouble] = useState<Trouble | null>(null)
  const { sourceControl } = session.rpc

  async function undo(id: RestorePointId): Promise<void> {
    try {
      await sourceControl.restore({ connectionId, id, paths: [path] })
      toast({ text: t('diff.undone') })
    } catch (error) {
      setTrouble(session.trouble(error))
    }
  }
  return {
    isRunning,
    trouble,
    async discard(version, hunk) {
      setRunning(true)
      setTrouble(null)
      try {
        const outcome = await sourceControl.discardHunks({ connectionId, path, version, hunks: [hunk] })
        if (outcome.kind === 'file-moved') toast({ text: t('diff.fileMoved') })
        else {
          const { id } = outcome.restorePoint
          toast({ text: t('diff.discarded'), action: { label: t('common.undo'), onPress: () => void undo(id) } })
        }
      } catch (error) {
        setTrouble(session.trouble(error))
      } finally {
        setRunning(false)
      }
    },
  }
}
