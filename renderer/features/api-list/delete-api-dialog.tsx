import { useState } from 'react'
import { connectionOf, createConnectionsStore } from '#renderer/session/connections.ts'
import { TroubleNotice } from '#renderer/session/trouble-notice.tsx'
import { useFeature, useSession } from '#renderer/session/use-session.tsx'
import { useTexts } from '#renderer/texts/use-texts.tsx'
import type { Trouble } from '#renderer/trouble.ts'
import { AlertDialog } from '#renderer/ui/alert-dialog.tsx'
import { useAnnounce } from '#renderer/ui/announcer.tsx'
import { Notice } from '#renderer/ui/notice.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'
import type { Api } from '#shared/domain/api.ts'
import { createApiListStore, type RemoveOutcome } from './store.ts'

export interface DeleteApiDialogProps {
  api: Api
  isOpen: boolean
  onClose: () => void
}

/** Deletes an API after its name was typed; says what goes and what stays. */
export function DeleteApiDialog({ api, isOpen, onClose }: DeleteApiDialogProps) {
  const t = useTexts()
  const session = useSession()
  const announce = useAnnounce()
  const remove = useFeature(createApiListStore, (list) => list.remove)
  const isConnected = useFeature(createConnectionsStore, (state) => connectionOf(state, api.id) !== null)
  const [typed, setTyped] = useState('')
  const [pending, setPending] = useState(false)
  const [refusal, setRefusal] = useState<RemoveOutcome['kind'] | null>(null)
  const [trouble, setTrouble] = useState<Trouble | null>(null)

  const close = () => {
    setTyped('')
    setRefusal(null)
    setTrouble(null)
    onClose()
  }
  const confirm = async () => {
    setPending(true)
    setTrouble(null)
    try {
      const outcome = await remove(api.id, typed)
      setRefusal(outcome.kind)
      if (outcome.kind !== 'removed') return
      announce(t('apiList.deleted', { name: api.name }))
      close()
    } catch (error) {
      setTrouble(session.trouble(error))
    } finally {
      setPending(false)
    }
  }
  const mustDisconnect = isConnected || refusal === 'still-connected'
  return (
    <AlertDialog
      isOpen={isOpen}
      onCancel={close}
      onConfirm={() => void confirm()}
      title={t('apiList.delete.title', { name: api.name })}
      confirm={t('apiList.delete.button')}
      tone="danger"
      isConfirmDisabled={mustDisconnect || typed.trim() !== api.name}
      isPending={pending}
    >
      {mustDisconnect ? (
        <Notice tone="info">{t('apiList.delete.connected')}</Notice>
      ) : (
        <>
          <p>{t('apiList.delete.draft')}</p>
          <TextField
            label={t('apiList.delete.confirm')}
            value={typed}
            onChange={setTyped}
            error={refusal === 'name-differs' ? t('apiList.delete.nameDiffers') : null}
          />
        </>
      )}
      {trouble ? <TroubleNotice trouble={trouble} /> : null}
    </AlertDialog>
  )
}
