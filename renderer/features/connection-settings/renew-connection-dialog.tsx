import { createConnectionsStore } from '#renderer/session/connections.ts'
import { createDialogsStore } from '#renderer/session/dialogs.ts'
import { useFeature } from '#renderer/session/use-session.tsx'
import { useTexts } from '#renderer/texts/use-texts.tsx'
import { Button } from '#renderer/ui/button.tsx'
import { Dialog } from '#renderer/ui/dialog.tsx'
import { useToast } from '#renderer/ui/toast.tsx'
import { RenewConnection } from './renew-connection.tsx'

/** The dialog behind the amber button: one sign-in, and the connection is as it was. */
export function RenewConnectionDialog() {
  const t = useTexts()
  const toast = useToast()
  const { dialog, close } = useFeature(createDialogsStore, (dialogs) => dialogs)
  const connections = useFeature(createConnectionsStore, (store) => store.connections)
  if (dialog.kind !== 'renew-connection' || connections.kind !== 'ready') return null
  const connection = [...connections.byApi.values()].find(({ id }) => id === dialog.connectionId)
  if (connection === undefined) return null
  return (
    <Dialog
      isOpen
      size="wide"
      title={t('connectionSettings.renew.title', { domain: new URL(connection.domain).host })}
      onClose={close}
      actions={<Button onPress={close}>{t('common.cancel')}</Button>}
    >
      <p>{t('connectionSettings.renew.text')}</p>
      <RenewConnection
        connection={connection}
        onRenewed={() => {
          close()
          toast({ text: t('connectionSettings.renew.done') })
        }}
      />
    </Dialog>
  )
}
