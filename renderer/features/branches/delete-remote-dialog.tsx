import { useState } from 'react'
import { createDialogsStore } from '#renderer/session/dialogs.ts'
import { TroubleNotice } from '#renderer/session/trouble-notice.tsx'
import { useFeature, useSession } from '#renderer/session/use-session.tsx'
import { useTexts } from '#renderer/texts/use-texts.tsx'
import { AlertDialog } from '#renderer/ui/alert-dialog.tsx'
import { Button } from '#renderer/ui/button.tsx'
import { ErrorNotice } from '#renderer/ui/error-notice.tsx'
import { Notice } from '#renderer/ui/notice.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'
import { useToast } from '#renderer/ui/toast.tsx'
import type { ContractClient } from '#shared/contract/index.ts'
import type { ConnectionId, ObjectId } from '#shared/domain/ids.ts'
import { useAttempt } from './use-attempt.ts'

type Refusal = Exclude<Awaited<ReturnType<ContractClient['branches']['deleteRemote']>>, { kind: 'deleted' }>

export interface DeleteRemoteDialogProps {
  connectionId: ConnectionId
  branch: string
  /** Where the branch was seen; it is deleted only while it is there. */
  tip: ObjectId
  onClose: () => void
  onDone: () => Promise<void>
}

/** Deletes a branch on the server after its name was typed. */
export function DeleteRemoteDialog({ connectionId, branch, tip, onClose, onDone }: DeleteRemoteDialogProps) {
  const t = useTexts()
  const session = useSession()
  const toast = useToast()
  const open = useFeature(createDialogsStore, (dialogs) => dialogs.open)
  const [typed, setTyped] = useState('')
  const [refusal, setRefusal] = useState<Refusal | null>(null)
  const { isPending, trouble, run } = useAttempt()
  const remove = async () => {
    setRefusal(null)
    const outcome = await session.rpc.branches.deleteRemote({ connectionId, name: branch, tip, confirmName: typed.trim() })
    if (outcome.kind !== 'deleted') {
      setRefusal(outcome)
      return
    }
    await onDone()
    toast({ text: t('branches.deleteRemote.done', { branch }) })
    onClose()
  }
  const signIn =
    trouble?.kind === 'failure' && trouble.failure.code === 'SIGN_IN_NEEDED' ? (
      <Button onPress={() => open({ kind: 'renew-connection', connectionId })}>{t('branches.stop.signIn')}</Button>
    ) : null
  return (
    <AlertDialog
      isOpen
      onCancel={onClose}
      onConfirm={() => void run(remove)}
      title={t('branches.deleteRemote.title', { branch })}
      confirm={t('branches.deleteRemote.button')}
      tone="danger"
      isConfirmDisabled={typed.trim() !== branch}
      isPending={isPending}
      startAt="content"
    >
      <p>{t('branches.deleteRemote.text')}</p>
      <TextField
        label={t('branches.deleteRemote.confirm')}
        value={typed}
        onChange={setTyped}
        error={refusal?.kind === 'name-differs' ? t('branches.deleteRemote.name-differs') : null}
        code="code"
        autoFocus
      />
      {refusal === null ? null : <RefusalNotice branch={branch} refusal={refusal} />}
      {trouble === null ? null : <TroubleNotice trouble={trouble} actions={signIn} />}
    </AlertDialog>
  )
}

function RefusalNotice({ branch, refusal }: { branch: string; refusal: Refusal }) {
  const t = useTexts()
  switch (refusal.kind) {
    case 'name-differs':
      return null
    case 'missing':
    case 'moved':
      return <Notice tone="warning">{t(`branches.deleteRemote.${refusal.kind}`, { branch })}</Notice>
    case 'is-default':
      return <Notice tone="warning">{t('branches.delete.is-default', { branch })}</Notice>
    case 'rejected':
      return (
        <ErrorNotice
          words={{
            happened: t('branches.deleteRemote.rejected', { branch }),
            safe: t('branches.deleteRemote.rejectedSafe'),
            next: t('branches.deleteRemote.rejectedNext'),
            hostWords: refusal.hostWords,
          }}
        />
      )
  }
}
