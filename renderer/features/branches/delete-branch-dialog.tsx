import { useEffect, useRef, useState } from 'react'
import { TroubleNotice } from '#renderer/session/trouble-notice.tsx'
import { useSession } from '#renderer/session/use-session.tsx'
import { useTexts } from '#renderer/texts/use-texts.tsx'
import { AlertDialog } from '#renderer/ui/alert-dialog.tsx'
import { Button } from '#renderer/ui/button.tsx'
import { Dialog } from '#renderer/ui/dialog.tsx'
import { Notice } from '#renderer/ui/notice.tsx'
import { useToast } from '#renderer/ui/toast.tsx'
import type { DeleteBranchOutcome } from '#shared/domain/branch.ts'
import type { ConnectionId } from '#shared/domain/ids.ts'
import type { RestorePoint } from '#shared/domain/repository.ts'
import { useAttempt } from './use-attempt.ts'

export interface DeleteBranchDialogProps {
  connectionId: ConnectionId
  branch: string
  onClose: () => void
  /** The branches are other ones now. */
  onDone: () => Promise<void>
}

/** Deletes a branch of the clone at once where nothing would be lost, with a way back; else it says what goes, and asks. */
export function DeleteBranchDialog({ connectionId, branch, onClose, onDone }: DeleteBranchDialogProps) {
  const t = useTexts()
  const session = useSession()
  const toast = useToast()
  const [refusal, setRefusal] = useState<Exclude<DeleteBranchOutcome, { kind: 'deleted' }> | null>(null)
  const { isPending, trouble, run } = useAttempt()
  const undo = async ({ id }: RestorePoint) => {
    try {
      await session.rpc.sourceControl.restore({ connectionId, id, paths: null })
      toast({ text: t('branches.delete.undone', { branch }) })
      await onDone()
    } catch (error) {
      session.trouble(error)
    }
  }
  const remove = (unmerged: 'ask' | 'delete') =>
    run(async () => {
      const outcome = await session.rpc.branches.delete({ connectionId, name: branch, unmerged })
      if (outcome.kind !== 'deleted') {
        setRefusal(outcome)
        return
      }
      await onDone()
      toast({
        text: t('branches.delete.done', { branch }),
        action: { label: t('common.undo'), onPress: () => void undo(outcome.restorePoint) },
      })
      onClose()
    })
  const asked = useRef<'not-yet' | 'asked'>('not-yet')
  useEffect(() => {
    if (asked.current === 'asked') return
    asked.current = 'asked'
    void remove('ask')
  })
  if (refusal === null && trouble === null) return null
  if (refusal?.kind !== 'would-lose') {
    return (
      <Dialog
        isOpen
        title={t('branches.delete.title', { branch })}
        onClose={onClose}
        actions={
          <Button autoFocus onPress={onClose}>
            {t('common.close')}
          </Button>
        }
      >
        {trouble === null ? null : <TroubleNotice trouble={trouble} />}
        {refusal === null ? null : <Notice tone="warning">{refusalWords(t, branch, refusal)}</Notice>}
      </Dialog>
    )
  }
  const { commits, lastCommit, leftEdits } = refusal
  return (
    <AlertDialog
      isOpen
      onCancel={onClose}
      onConfirm={() => void remove('delete')}
      title={t('branches.delete.title', { branch })}
      confirm={t('branches.delete.button')}
      tone="danger"
      isPending={isPending}
    >
      {commits > 0 ? <p>{t('branches.delete.commits', { count: commits, subject: lastCommit?.subject ?? null })}</p> : null}
      {leftEdits === null ? null : <p>{t('branches.delete.edits', { count: leftEdits.paths.length })}</p>}
      <p>{t('branches.delete.safe')}</p>
      {trouble === null ? null : <TroubleNotice trouble={trouble} />}
    </AlertDialog>
  )
}

type Refusal = Exclude<DeleteBranchOutcome, { kind: 'deleted' | 'would-lose' }>

function refusalWords(t: ReturnType<typeof useTexts>, branch: string, { kind }: Refusal): string {
  switch (kind) {
    case 'is-active':
    case 'is-default':
      return t(`branches.delete.${kind}`, { branch })
    case 'missing':
      return t('branches.gone.text', { branch })
    case 'in-other-worktree':
      return t('branches.elsewhere.text', { branch })
  }
}
