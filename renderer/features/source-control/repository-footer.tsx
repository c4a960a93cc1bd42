import {
  ArrowDown,
  ArrowDownUp,
  ArrowUp,
  CircleAlert,
  CircleCheck,
  CircleDashed,
  CloudOff,
  PencilLine,
  TriangleAlert,
} from 'lucide-react'
import { type ReactNode, useEffect, useState } from 'react'
import { createAccountsStore, signInStanding } from '#renderer/session/accounts.ts'
import { createDialogsStore } from '#renderer/session/dialogs.ts'
import { useFeature } from '#renderer/session/use-session.tsx'
import { formatAge, formatBytes } from '#renderer/texts/sizes.ts'
import { useTexts } from '#renderer/texts/use-texts.tsx'
import { Button } from '#renderer/ui/button.tsx'
import { Spinner } from '#renderer/ui/spinner.tsx'
import type { Connection } from '#shared/domain/connection.ts'
import { BehindDefault, BranchButton } from './footer-branch.tsx'
import { remoteLabel } from './remote-label.ts'
import { knownStatus, type RepositoryState } from './state.ts'
import { useBackgroundFetch } from './use-background-fetch.ts'
import { useQuestionsInSight } from './use-questions-in-sight.ts'
import { useRepository, useSelectedConnection, useSourceControl } from './use-repository.ts'
import { type SyncState, syncState, waitingCommits } from './views.ts'
import './source-control.css'

const SYNC_ICONS: Record<SyncState, ReactNode> = {
  reading: <Spinner />,
  unreadable: <CircleAlert />,
  detached: <TriangleAlert />,
  operation: <TriangleAlert />,
  conflicted: <TriangleAlert />,
  diverged: <ArrowDownUp />,
  behind: <ArrowDown />,
  ahead: <ArrowUp />,
  unpublished: <CircleDashed />,
  gone: <CloudOff />,
  changed: <PencilLine />,
  synced: <CircleCheck />,
}

/** The truth about Git: branch, what waits on each side, the remote, what is running. */
export function RepositoryFooter() {
  const t = useTexts()
  const connection = useSelectedConnection()
  if (connection === null) return <span className="footer-quiet">{t('sourceControl.footer.notConnected')}</span>
  return <ConnectedFooter key={connection.id} connection={connection} />
}

function ConnectedFooter({ connection }: { connection: Connection }) {
  const t = useTexts()
  const repository = useRepository(connection.id)
  const accounts = useFeature(createAccountsStore, (state) => state.accounts)
  const open = useFeature(createDialogsStore, (dialogs) => dialogs.open)
  const needsSignIn = signInStanding({ accounts }, connection).kind !== 'fine'
  useBackgroundFetch(connection.id, needsSignIn ? 'paused' : 'on')
  const status = knownStatus(repository)
  useQuestionsInSight(repository)
  const waiting = waitingCommits(status)
  const sync = syncState(repository)
  return (
    <div className="repository-footer">
      <BranchButton connection={connection} status={status} />
      {waiting === null ? null : (
        <span className="footer-part">
          <span aria-hidden="true">↑{waiting.ahead}</span>
          <span aria-hidden="true">↓{waiting.behind}</span>
          <span className="only-read-aloud">
            {t('sourceControl.footer.ahead', { count: waiting.ahead })},{' '}
            {t('sourceControl.footer.behind', { count: waiting.behind })}
          </span>
        </span>
      )}
      <BehindDefault repository={repository} />
      <span className="footer-part footer-remote cut-at-end" title={connection.remote.url}>
        <span className="only-read-aloud">{t('sourceControl.footer.remote', { remote: connection.remote.name })}</span>
        <span aria-hidden="true">{connection.remote.name}</span>
        <span className="cut-at-end">{remoteLabel(connection)}</span>
      </span>
      <span className="footer-gap" />
      <RunningWork repository={repository} />
      <LastChecked checkedAt={repository.checkedAt} />
      {needsSignIn ? (
        <Button
          variant="quiet"
          className="footer-renew"
          icon={<TriangleAlert />}
          onPress={() => open({ kind: 'renew-connection', connectionId: connection.id })}
        >
          {t('sourceControl.renew.button')}
        </Button>
      ) : null}
      <span className={`footer-part footer-sync footer-sync-${sync}`}>
        <span aria-hidden="true">{SYNC_ICONS[sync]}</span>
        {t(`sourceControl.sync.${sync}`)}
      </span>
    </div>
  )
}

function RunningWork({ repository }: { repository: RepositoryState }) {
  const t = useTexts()
  const { cancel } = useSourceControl()
  const { running, connectionId } = repository
  if (running === null) return null
  const { progress, work } = running
  const amount =
    progress === null || progress.done === 0
      ? ''
      : progress.unit === 'bytes'
        ? formatBytes(progress.done)
        : t(`sourceControl.amount.${progress.unit}`, { count: progress.done })
  return (
    <span className="footer-part">
      <Spinner />
      {t(`sourceControl.work.${work}`)} {amount}
      {work === 'commit' ? null : (
        <Button variant="quiet" className="footer-cancel" onPress={() => cancel(connectionId)}>
          {t('sourceControl.footer.cancel')}
        </Button>
      )}
    </span>
  )
}

/** When the remote last answered; the words grow older by themselves. */
function LastChecked({ checkedAt }: { checkedAt: number | null }) {
  const t = useTexts()
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 30_000)
    return () => clearInterval(timer)
  }, [])
  const age = checkedAt === null ? null : formatAge(new Date(checkedAt), new Date(Math.max(now, checkedAt)))
  return (
    <span className="footer-part footer-checked">
      {age === null ? t('sourceControl.footer.neverChecked') : t('sourceControl.footer.checked', { age })}
    </span>
  )
}
