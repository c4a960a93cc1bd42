import { useState } from 'react'
import { createDialogsStore } from '#renderer/session/dialogs.ts'
import { useFeature } from '#renderer/session/use-session.tsx'
import { useTexts } from '#renderer/texts/use-texts.tsx'
import { Button } from '#renderer/ui/button.tsx'
import type { Connection } from '#shared/domain/connection.ts'
import { ChangeFoldersDialog } from './change-folders-dialog.tsx'
import { ChangeRemoteDialog } from './change-remote-dialog.tsx'

/** The ways to another branch, to other folders and to another address, without ending the connection (B14). */
export function ConnectionPlace({ connection }: { connection: Connection }) {
  const t = useTexts()
  const open = useFeature(createDialogsStore, (dialogs) => dialogs.open)
  const [changing, setChanging] = useState<'nothing' | 'folders' | 'remote'>('nothing')
  const close = () => setChanging('nothing')
  return (
    <section className="connection-token" aria-labelledby="connection-place-title">
      <h3 id="connection-place-title">{t('connectionSettings.place.title')}</h3>
      <p>{t('connectionSettings.place.text')}</p>
      <div className="connection-actions">
        <Button onPress={() => open({ kind: 'branches', connectionId: connection.id })}>
          {t('connectionSettings.place.branch')}
        </Button>
        <Button onPress={() => setChanging('folders')}>{t('connectionSettings.place.folders')}</Button>
        <Button onPress={() => setChanging('remote')}>{t('connectionSettings.place.remote')}</Button>
      </div>
      {changing === 'folders' ? <ChangeFoldersDialog connection={connection} onClose={close} /> : null}
      {changing === 'remote' ? <ChangeRemoteDialog connection={connection} onClose={close} /> : null}
    </section>
  )
}
