import { FolderOpen } from 'lucide-react'
import { useState } from 'react'
import { FolderListDialog, refusalWords } from '#renderer/features/connect-repository/index.ts'
import { createConnectionsStore } from '#renderer/session/connections.ts'
import { TroubleNotice } from '#renderer/session/trouble-notice.tsx'
import { useFeature, useSession } from '#renderer/session/use-session.tsx'
import { useTexts } from '#renderer/texts/use-texts.tsx'
import type { Trouble } from '#renderer/trouble.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Notice } from '#renderer/ui/notice.tsx'
import { useToast } from '#renderer/ui/toast.tsx'
import type { LinkOutcome } from '#shared/contract/connections.ts'
import type { PickedFolder } from '#shared/contract/folders.ts'
import type { Connection } from '#shared/domain/connection.ts'

type Linking =
  | { kind: 'idle' }
  | { kind: 'working' }
  | { kind: 'listing' }
  | { kind: 'answered'; folder: PickedFolder; outcome: Exclude<LinkOutcome, { kind: 'linked' }> }
  | { kind: 'failed'; trouble: Trouble }

/** A clone of the user's own in which a cloud connection works, and the way back to Graft's own (B8). */
export function LinkedFolder({ connection }: { connection: Connection }) {
  const t = useTexts()
  const session = useSession()
  const toast = useToast()
  const load = useFeature(createConnectionsStore, (connections) => connections.load)
  const [linking, setLinking] = useState<Linking>({ kind: 'idle' })
  const { id: connectionId, clone } = connection
  const attempt = async (work: () => Promise<Linking>) => {
    setLinking({ kind: 'working' })
    try {
      setLinking(await work())
    } catch (error) {
      setLinking({ kind: 'failed', trouble: session.trouble(error) })
    }
  }
  const link = (folder: PickedFolder, work: 'ask' | 'leave') =>
    attempt(async () => {
      const outcome = await session.rpc.connections.linkFolder({ connectionId, folder: folder.handle, work })
      if (outcome.kind !== 'linked') return { kind: 'answered', folder, outcome }
      await load()
      toast({ text: t('connectionSettings.link.done', { folder: folder.label }) })
      return { kind: 'idle' }
    })
  const pick = () =>
    attempt(async () => {
      const answer = await session.rpc.folders.pick()
      if (answer.kind === 'not-offered') return { kind: 'listing' }
      if (answer.kind === 'picked') queueMicrotask(() => void link(answer.folder, 'ask'))
      return { kind: 'idle' }
    })
  const unlink = () =>
    attempt(async () => {
      await session.rpc.connections.unlinkFolder({ connectionId })
      await load()
      if (clone.kind === 'linked') toast({ text: t('connectionSettings.link.undone', { folder: clone.folderLabel }) })
      return { kind: 'idle' }
    })
  const isWorking = linking.kind === 'working'
  return (
    <section className="connection-token" aria-labelledby="connection-link-title">
      <h3 id="connection-link-title">{t('connectionSettings.link.title')}</h3>
      {clone.kind === 'linked' ? (
        <>
          <p>{t('connectionSettings.link.linked', { folder: clone.folderLabel })}</p>
          <p className="ui-hint">{t('connectionSettings.link.unlinkText')}</p>
          <div className="connection-actions">
            <Button isPending={isWorking} onPress={() => void unlink()}>
              {t('connectionSettings.link.unlink')}
            </Button>
          </div>
        </>
      ) : (
        <>
          <p>{t('connectionSettings.link.text')}</p>
          <div className="connection-actions">
            <Button icon={<FolderOpen />} isPending={isWorking} onPress={() => void pick()}>
              {t('connectionSettings.link.button')}
            </Button>
          </div>
        </>
      )}
      {linking.kind === 'failed' ? <TroubleNotice trouble={linking.trouble} /> : null}
      {linking.kind === 'answered' ? (
        <LinkRefused outcome={linking.outcome} domain={connection.domain} onLeave={() => void link(linking.folder, 'leave')} />
      ) : null}
      {linking.kind === 'listing' ? (
        <FolderListDialog onClose={() => setLinking({ kind: 'idle' })} onPick={(folder) => void link(folder, 'ask')} />
      ) : null}
    </section>
  )
}

interface LinkRefusedProps {
  outcome: Exclude<LinkOutcome, { kind: 'linked' }>
  domain: string
  onLeave: () => void
}

/** Why a folder was not linked, and what can be done. */
function LinkRefused({ outcome, domain, onLeave }: LinkRefusedProps) {
  const t = useTexts()
  switch (outcome.kind) {
    case 'work-left': {
      const { changes, commits } = outcome
      return (
        <Notice
          tone="warning"
          title={t('connectionSettings.link.workLeft')}
          actions={<Button onPress={onLeave}>{t('connectionSettings.link.anyway')}</Button>}
        >
          <p>{t('connectionSettings.link.workLeftText', { changes, commits })}</p>
        </Notice>
      )
    }
    case 'other-repository':
      return (
        <Notice tone="danger">
          <p>{t('connectionSettings.link.otherRepository', { url: outcome.url })}</p>
        </Notice>
      )
    case 'refused': {
      const words = outcome.check.kind === 'accepted' ? null : refusalWords(t, outcome.check, new URL(domain).host)
      return (
        <Notice tone="danger" title={words?.title ?? t('connectionSettings.link.refused')}>
          <p>{words?.text}</p>
        </Notice>
      )
    }
  }
}
