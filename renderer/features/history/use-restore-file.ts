import { useState } from 'react'
import { createRepositoriesStore } from '#renderer/session/repositories.ts'
import { useFeature, useSession } from '#renderer/session/use-session.tsx'
import { useTexts } from '#renderer/texts/use-texts.tsx'
import type { Trouble } from '#renderer/trouble.ts'
import { useToast } from '#renderer/ui/toast.tsx'
import type { CommitFile, HistoryCommit } from '#shared/domain/history.ts'
import type { ConnectionId, RestorePointId } from '#shared/domain/ids.ts'

/** Puts files of a commit back into the working folder, and says so with a way to take it back. */
export function useRestoreFile(connectionId: ConnectionId, commit: HistoryCommit) {
  const t = useTexts()
  const toast = useToast()
  const session = useSession()
  const refresh = useFeature(createRepositoriesStore, (repositories) => repositories.refresh)
  const [isBusy, setBusy] = useState(false)
  const [trouble, setTrouble] = useState<Trouble | null>(null)

  const attempt = async (work: () => Promise<void>) => {
    setBusy(true)
    setTrouble(null)
    try {
      await work()
    } catch (error) {
      setTrouble(session.trouble(error))
    } finally {
      setBusy(false)
      await refresh(connectionId)
    }
  }

  const takeBack = (id: RestorePointId) =>
    attempt(async () => {
      const { restored } = await session.rpc.sourceControl.restore({ connectionId, id, paths: null })
      toast({ text: t('history.takenBack', { count: restored.length }) })
    })

  /** As the commit has it; a file that it deleted, as the commit before had it. */
  const restore = ({ path, kind }: CommitFile) =>
    attempt(async () => {
      const from = kind === 'deleted' ? commit.parents[0] : commit.id
      if (from === undefined) return
      const { restored, undo } = await session.rpc.history.restoreFile({ connectionId, commit: from, path })
      if (restored.length === 0) return toast({ text: t('history.alreadySo', { path }) })
      const text = t('history.restored', { path, commit: from.slice(0, 7) })
      toast(undo === null ? { text } : { text, action: { label: t('common.undo'), onPress: () => void takeBack(undo.id) } })
    })

  return { restore, isBusy, trouble }
}
