import { useState } from 'react'
import { createConnectionsStore } from '#renderer/session/connections.ts'
import { createSelectionStore } from '#renderer/session/selection.ts'
import { TroubleNotice } from '#renderer/session/trouble-notice.tsx'
import { useFeature, useSession } from '#renderer/session/use-session.tsx'
import { useTexts } from '#renderer/texts/use-texts.tsx'
import type { Trouble } from '#renderer/trouble.ts'
import { AlertDialog } from '#renderer/ui/alert-dialog.tsx'
import { Button } from '#renderer/ui/button.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'
import { useToast } from '#renderer/ui/toast.tsx'
import type { Api } from '#shared/domain/api.ts'
import type { Connection } from '#shared/domain/connection.ts'

interface DisconnectProps {
  api: Api
  connection: Connection
  onDisconnected: () => void
}

type Asking =
  | { kind: 'no' }
  | { kind: 'asked' }
  | { kind: 'working' }
  | { kind: 'differs' }
  | { kind: 'failed'; trouble: Trouble }

/** Ends the connection after the API's name was typed. Files, branches and uncommitted edits stay. */
export function Disconnect({ api, connection, onDisconnected }: DisconnectProps) {
  const t = useTexts()
  const session = useSession()
  const toast = useToast()
  const load = useFeature(createConnectionsStore, (connections) => connections.load)
  const show = useFeature(createSelectionStore, (selection) => selection.show)
  const [asking, setAsking] = useState<Asking>({ kind: 'no' })
  const [typed, setTyped] = useState('')

  const disconnect = async () => {
    setAsking({ kind: 'working' })
    try {
      const answer = await session.rpc.connections.disconnect({ connectionId: connection.id, confirmName: typed })
      if (answer.kind === 'name-differs') {
        setAsking({ kind: 'differs' })
        return
      }
    } catch (error) {
      setAsking({ kind: 'failed', trouble: session.trouble(error) })
      return
    }
    const { clone } = connection
    const done =
      clone.kind === 'managed'
        ? t('connectionSettings.disconnect.doneManaged', { api: api.name })
        : t('connectionSettings.disconnect.done', { api: api.name, folder: clone.folderLabel })
    toast({ text: done })
    show({ kind: 'workspace', tab: 'definition' })
    onDisconnected()
    await load()
  }

  return (
    <section className="connection-end" aria-labelledby="connection-end-title">
      <h3 id="connection-end-title">{t('connectionSettings.disconnect.title')}</h3>
      <p>{t('connectionSettings.disconnect.text')}</p>
      <div className="connection-actions">
        <Button onPress={() => setAsking({ kind: 'asked' })}>{t('connectionSettings.disconnect.button')}</Button>
      </div>
      <AlertDialog
        isOpen={asking.kind !== 'no'}
        title={t('connectionSettings.disconnect.confirmTitle', { api: api.name })}
        confirm={t('connectionSettings.disconnect.confirm')}
        tone="danger"
        startAt="content"
        isConfirmDisabled={typed.trim() !== api.name}
        isPending={asking.kind === 'working'}
        onCancel={() => {
          setAsking({ kind: 'no' })
          setTyped('')
        }}
        onConfirm={() => void disconnect()}
      >
        <p>{t('connectionSettings.disconnect.text')}</p>
        {asking.kind === 'failed' ? <TroubleNotice trouble={asking.trouble} /> : null}
        <TextField
          autoFocus
          label={t('connectionSettings.disconnect.label', { api: api.name })}
          value={typed}
          onChange={setTyped}
          {...(asking.kind === 'differs' ? { error: t('connectionSettings.disconnect.differs') } : {})}
        />
      </AlertDialog>
    </section>
  )
}
