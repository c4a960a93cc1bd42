import { GitBranch } from 'lucide-react'
import { useEffect } from 'react'
import { apiOf, createApiListStore } from '#renderer/features/api-list/index.ts'
import { useOpenConnectRepository } from '#renderer/features/connect-repository/index.ts'
import { HistoryPane, HistorySection, useHistoryStanding } from '#renderer/features/history/index.ts'
import { PullRequestsSection } from '#renderer/features/pull-requests/index.ts'
import { createConnectionsStore } from '#renderer/session/connections.ts'
import { createRepositoriesStore } from '#renderer/session/repositories.ts'
import { createSelectionStore } from '#renderer/session/selection.ts'
import { TroubleNotice } from '#renderer/session/trouble-notice.tsx'
import { useFeature } from '#renderer/session/use-session.tsx'
import { useTexts } from '#renderer/texts/use-texts.tsx'
import { Button } from '#renderer/ui/button.tsx'
import { EmptyState } from '#renderer/ui/empty-state.tsx'
import { Skeleton } from '#renderer/ui/skeleton.tsx'
import type { Api } from '#shared/domain/api.ts'
import type { Connection } from '#shared/domain/connection.ts'
import { ChangeList } from './change-list.tsx'
import { CommitBox } from './commit-box.tsx'
import { PaneHeader } from './pane-header.tsx'
import { PaneNotices } from './pane-notices.tsx'
import { Questions } from './questions.tsx'
import { knownStatus } from './state.ts'
import { SyncButtons } from './sync-buttons.tsx'
import { useDiscardToasts } from './use-discard-toasts.ts'
import { useRepository, useSelectedConnection, useSourceControl } from './use-repository.ts'
import { WorkNotice } from './work-notice.tsx'
import { WorkProgress } from './work-progress.tsx'
import './source-control.css'

/** The right pane: changes, message, commit, push and pull of the selected API; the invitation where it is not connected. */
export function SourceControlPane() {
  const t = useTexts()
  const apiId = useFeature(createSelectionStore, (selection) => selection.apiId)
  const api = useFeature(createApiListStore, (list) => apiOf(list, apiId))
  const connections = useFeature(createConnectionsStore, (store) => store.connections)
  const connection = useSelectedConnection()
  if (api === null) {
    return <EmptyState size="compact" title={t('sourceControl.noApi.title')} text={t('sourceControl.noApi.text')} />
  }
  if (connection !== null) return <Connected key={connection.id} api={api} connection={connection} />
  if (connections.kind === 'loading') return <Skeleton label={t('common.loading')} />
  if (connections.kind === 'failed') return <TroubleNotice trouble={connections.trouble} />
  return <Invitation api={api} />
}

function Invitation({ api }: { api: Api }) {
  const t = useTexts()
  const open = useOpenConnectRepository()
  return (
    <EmptyState
      size="compact"
      icon={<GitBranch />}
      title={t('sourceControl.invite.title')}
      text={t('sourceControl.invite.text')}
      actions={
        <Button variant="primary" size="large" onPress={() => open(api)}>
          {t('connectRepository.open')}
        </Button>
      }
    />
  )
}

function Connected({ api, connection }: { api: Api; connection: Connection }) {
  const t = useTexts()
  const repository = useRepository(connection.id)
  const { refresh, push, mergeIntoDefault } = useSourceControl()
  useDiscardToasts(repository)
  const look = useFeature(createRepositoriesStore, (repositories) => repositories.look)
  useEffect(() => look(connection.id), [look, connection.id])
  const status = knownStatus(repository)
  if (useHistoryStanding(connection.id) === 'open') return <HistoryPane connectionId={connection.id} />
  return (
    <div className="source-control">
      <PaneHeader api={api} connection={connection} repository={repository} />
      <div className="source-control-notices">
        {repository.status.kind === 'failed' ? (
          <TroubleNotice
            trouble={repository.status.trouble}
            actions={<Button onPress={() => void refresh(connection.id)}>{t('common.retry')}</Button>}
          />
        ) : null}
        {status === null ? null : <PaneNotices api={api} connection={connection} repository={repository} status={status} />}
      </div>
      {status === null ? (
        repository.status.kind === 'loading' ? (
          <Skeleton label={t('sourceControl.loading')} />
        ) : null
      ) : (
        <ChangeList
          connectionId={connection.id}
          changes={status.changes}
          leftOut={repository.leftOut}
          isBusy={repository.running !== null}
        />
      )}
      <div className="source-control-bottom">
        <WorkProgress repository={repository} />
        <WorkNotice connection={connection} repository={repository} />
        <CommitBox api={api} connection={connection} repository={repository} />
        <SyncButtons repository={repository} />
        {status === null ? null : (
          <PullRequestsSection
            connection={connection}
            status={status}
            isBusy={repository.running !== null}
            push={() => push(connection.id)}
            mergeIntoDefault={() => mergeIntoDefault(connection.id)}
          />
        )}
      </div>
      <HistorySection connectionId={connection.id} />
      <Questions api={api} connection={connection} repository={repository} />
    </div>
  )
}
