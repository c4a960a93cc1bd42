import { useState } from 'react'
import { createConnectionsStore } from '#renderer/session/connections.ts'
import { TroubleNotice } from '#renderer/session/trouble-notice.tsx'
import { useFeature, useSession } from '#renderer/session/use-session.tsx'
import type { Translate } from '#renderer/texts/texts.ts'
import { useTexts } from '#renderer/texts/use-texts.tsx'
import type { Trouble } from '#renderer/trouble.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Dialog } from '#renderer/ui/dialog.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'
import { useToast } from '#renderer/ui/toast.tsx'
import type { ContractClient } from '#shared/contract/index.ts'
import type { Connection } from '#shared/domain/connection.ts'

export interface ChangeRemoteDialogProps {
  connection: Connection
  onClose: () => void
}

type Outcome = Awaited<ReturnType<ContractClient['connections']['changeRemote']>>
type Refusal = Exclude<Outcome, { kind: 'changed' }>
type Standing =
  | { kind: 'typing' }
  | { kind: 'working' }
  | { kind: 'refused'; refusal: Refusal }
  | { kind: 'failed'; trouble: Trouble }

/** Another address of the same repository, looked at before anything changes (B14). */
export function ChangeRemoteDialog({ connection, onClose }: ChangeRemoteDialogProps) {
  const t = useTexts()
  const session = useSession()
  const toast = useToast()
  const load = useFeature(createConnectionsStore, (connections) => connections.load)
  const [typed, setTyped] = useState(connection.remote.url)
  const [standing, setStanding] = useState<Standing>({ kind: 'typing' })
  const domain = new URL(connection.domain).host
  const isWorking = standing.kind === 'working'
  const canChange = typed.trim() !== '' && typed.trim() !== connection.remote.url
  const change = async () => {
    setStanding({ kind: 'working' })
    try {
      const outcome = await session.rpc.connections.changeRemote({ connectionId: connection.id, url: typed.trim() })
      if (outcome.kind !== 'changed') {
        setStanding({ kind: 'refused', refusal: outcome })
        return
      }
      await load()
      toast({ text: t('connectionSettings.remote.done', { url: outcome.connection.remote.url }) })
      onClose()
    } catch (error) {
      setStanding({ kind: 'failed', trouble: session.trouble(error) })
    }
  }
  return (
    <Dialog
      isOpen
      title={t('connectionSettings.remote.title')}
      onClose={onClose}
      isDismissable={!isWorking}
      actions={
        <>
          <Button onPress={onClose} isDisabled={isWorking}>
            {t('common.cancel')}
          </Button>
          <Button variant="primary" isPending={isWorking} isDisabled={!canChange} onPress={() => void change()}>
            {t('connectionSettings.remote.change')}
          </Button>
        </>
      }
    >
      <p>{t('connectionSettings.remote.text', { domain })}</p>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (canChange && !isWorking) void change()
        }}
      >
        <TextField
          autoFocus
          code="code"
          label={t('connectionSettings.remote.label', { remote: connection.remote.name })}
          description={t('connectionSettings.remote.now', { url: connection.remote.url })}
          value={typed}
          onChange={(url) => {
            setTyped(url)
            setStanding({ kind: 'typing' })
          }}
          isReadOnly={isWorking}
          {...(standing.kind === 'refused' ? { error: refusalText(t, standing.refusal, domain) } : {})}
        />
      </form>
      {standing.kind === 'failed' ? <TroubleNotice trouble={standing.trouble} /> : null}
    </Dialog>
  )
}

/** Why an address was not taken, and what to do. */
function refusalText(t: Translate, refusal: Refusal, domain: string): string {
  switch (refusal.kind) {
    case 'not-an-address':
      return t('connectionSettings.remote.not-an-address', { domain })
    case 'other-domain':
      return t('connectionSettings.remote.other-domain', { domain, other: refusal.domain })
    case 'already-connected':
      return t('connectionSettings.remote.already-connected', { api: refusal.apiName })
    default:
      return t(`connectionSettings.remote.${refusal.kind}`)
  }
}
