import { useSourceControl } from '#renderer/features/source-control/index.ts'
import { TroubleNotice } from '#renderer/session/trouble-notice.tsx'
import { useSession } from '#renderer/session/use-session.tsx'
import { useTexts } from '#renderer/texts/use-texts.tsx'
import { AlertDialog } from '#renderer/ui/alert-dialog.tsx'
import { useToast } from '#renderer/ui/toast.tsx'
import type { ConnectionId } from '#shared/domain/ids.ts'
import type { LeftEdits } from '#shared/domain/repository.ts'
import { useAttempt } from './use-attempt.ts'

export interface DropEditsDialogProps {
  connectionId: ConnectionId
  left: LeftEdits
  onClose: () => void
}

/** Asks before edits that wait on a branch are given up. */
export function DropEditsDialog({ connectionId, left: { branch, paths }, onClose }: DropEditsDialogProps) {
  const t = useTexts()
  const toast = useToast()
  const session = useSession()
  const { refresh } = useSourceControl()
  const { isPending, trouble, run } = useAttempt()
  const drop = async () => {
    await session.rpc.branches.dropLeftEdits({ connectionId, branch })
    await refresh(connectionId)
    toast({ text: t('branches.left.dropped', { branch }) })
    onClose()
  }
  return (
    <AlertDialog
      isOpen
      onCancel={onClose}
      onConfirm={() => void run(drop)}
      title={t('branches.left.dropTitle', { branch })}
      confirm={t('branches.left.dropButton')}
      tone="danger"
      isPending={isPending}
    >
      <p>{t('branches.left.dropText', { count: paths.length })}</p>
      {trouble === null ? null : <TroubleNotice trouble={trouble} />}
    </AlertDialog>
  )
}
