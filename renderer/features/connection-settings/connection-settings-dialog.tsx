import { useState } from 'react'
import { createConnectionsStore } from '#renderer/session/connections.ts'
import { TroubleNotice } from '#renderer/session/trouble-notice.tsx'
import { useFeature, useSession } from '#renderer/session/use-session.tsx'
import { useTexts } from '#renderer/texts/use-texts.tsx'
import type { Trouble } from '#renderer/trouble.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Dialog } from '#renderer/ui/dialog.tsx'
import { RadioCards } from '#renderer/ui/radio-cards.tsx'
import type { Api } from '#shared/domain/api.ts'
import type { Connection, OtherFilesPolicy } from '#shared/domain/connection.ts'
import { ConnectionAccount } from './connection-account.tsx'
import { ConnectionFacts } from './connection-facts.tsx'
import { ConnectionPlace } from './connection-place.tsx'
import { Disconnect } from './disconnect.tsx'
import { DomainToken } from './domain-token.tsx'
import { LinkedFolder } from './linked-folder.tsx'
import './connection-settings.css'

export interface ConnectionSettingsDialogProps {
  api: Api
  connection: Connection
  onClose: () => void
}

/** What the connection is and what of it can be changed in place (B14), what a pull may do, and the way to end it. */
export function ConnectionSettingsDialog({ api, connection, onClose }: ConnectionSettingsDialogProps) {
  const t = useTexts()
  return (
    <Dialog
      isOpen
      size="wide"
      title={t('connectionSettings.title', { api: api.name })}
      onClose={onClose}
      actions={<Button onPress={onClose}>{t('common.close')}</Button>}
    >
      <ConnectionFacts connection={connection} />
      <ConnectionPlace connection={connection} />
      {connection.signIn.kind === 'account' ? <ConnectionAccount connection={connection} /> : null}
      {connection.clone.kind === 'managed' ? null : <OtherFiles connection={connection} />}
      {connection.clone.kind === 'local' ? null : <LinkedFolder connection={connection} />}
      {connection.signIn.kind === 'token' ? <DomainToken domain={connection.domain} /> : null}
      <Disconnect api={api} connection={connection} onDisconnected={onClose} />
    </Dialog>
  )
}

function OtherFiles({ connection }: { connection: Connection }) {
  const t = useTexts()
  const session = useSession()
  const load = useFeature(createConnectionsStore, (connections) => connections.load)
  const [trouble, setTrouble] = useState<Trouble | null>(null)
  const choose = async (policy: OtherFilesPolicy) => {
    setTrouble(null)
    try {
      await session.rpc.connections.setOtherFilesPolicy({ connectionId: connection.id, policy })
      await load()
    } catch (error) {
      setTrouble(session.trouble(error))
    }
  }
  return (
    <>
      <RadioCards
        label={t('connectionSettings.others.title')}
        columns={2}
        value={connection.otherFiles}
        onChange={(policy) => void choose(policy)}
        cards={[
          { id: 'ask', title: t('connectionSettings.others.ask'), text: t('connectionSettings.others.askText') },
          { id: 'update', title: t('connectionSettings.others.update'), text: t('connectionSettings.others.updateText') },
        ]}
      />
      {trouble === null ? null : <TroubleNotice trouble={trouble} />}
    </>
  )
}
