import { History } from 'lucide-react'
import { useState } from 'react'
import { TroubleNotice } from '#renderer/session/trouble-notice.tsx'
import { formatAge, shortenMiddle } from '#renderer/texts/sizes.ts'
import { useTexts } from '#renderer/texts/use-texts.tsx'
import { Button } from '#renderer/ui/button.tsx'
import { Dialog } from '#renderer/ui/dialog.tsx'
import { EmptyState } from '#renderer/ui/empty-state.tsx'
import { ListBox } from '#renderer/ui/list-box.tsx'
import { Skeleton } from '#renderer/ui/skeleton.tsx'
import type { ConnectionId } from '#shared/domain/ids.ts'
import type { RestorePoint } from '#shared/domain/repository.ts'
import { PointPreview } from './point-preview.tsx'
import { type RestorePointsView, useRestorePoints } from './use-restore-points.ts'
import './restore-points.css'

export interface RestorePointsDialogProps {
  connectionId: ConnectionId
  onClose: () => void
}

/** What was kept before something would have been lost: looked at as differences, put back wholly or by file. */
export function RestorePointsDialog({ connectionId, onClose }: RestorePointsDialogProps) {
  const t = useTexts()
  const view = useRestorePoints(connectionId)
  return (
    <Dialog
      isOpen
      size="full"
      title={t('restorePoints.title')}
      onClose={onClose}
      actions={<Button onPress={onClose}>{t('common.close')}</Button>}
    >
      <div className="restore-points-body">
        <p className="ui-hint">{t('restorePoints.text')}</p>
        {view.trouble === null ? null : <TroubleNotice trouble={view.trouble} />}
        {view.list.kind === 'loading' ? <Skeleton label={t('common.loading')} /> : null}
        {view.list.kind === 'failed' ? (
          <TroubleNotice
            trouble={view.list.trouble}
            actions={<Button onPress={() => void view.reload()}>{t('common.retry')}</Button>}
          />
        ) : null}
        {view.list.kind === 'ready' ? <Points connectionId={connectionId} view={view} points={view.list.points} /> : null}
      </div>
    </Dialog>
  )
}

interface PointsProps {
  connectionId: ConnectionId
  view: RestorePointsView
  points: RestorePoint[]
}

function Points({ connectionId, view, points }: PointsProps) {
  const t = useTexts()
  const [chosen, setChosen] = useState<string | null>(null)
  const point = points.find(({ id }) => id === chosen) ?? points[0] ?? null
  if (point === null) {
    return (
      <EmptyState
        size="compact"
        icon={<History />}
        title={t('restorePoints.empty.title')}
        text={t('restorePoints.empty.text')}
      />
    )
  }
  const now = new Date()
  const facts = ({ createdAt, paths, branch, commit }: RestorePoint) =>
    [
      formatAge(new Date(createdAt), now),
      paths.length === 0 && commit !== null
        ? t('restorePoints.aCommit', { commit: commit.slice(0, 7) })
        : t('restorePoints.files', { count: paths.length }),
      branch === null ? null : t('restorePoints.onBranch', { branch: shortenMiddle(branch, 24) }),
    ]
      .filter((part) => part !== null)
      .join(' · ')
  return (
    <div className="restore-points">
      <div className="restore-list">
        <ListBox
          label={t('restorePoints.list')}
          rowHeight={48}
          rows={points.map((one) => ({ ...one, name: `${t(`restorePoints.reason.${one.reason}`)}, ${facts(one)}` }))}
          selected={point.id}
          onSelect={({ id }) => setChosen(id)}
          renderRow={(one) => (
            <span className="restore-row">
              <span>{t(`restorePoints.reason.${one.reason}`)}</span>
              <span className="ui-hint cut-at-end" title={facts(one)}>
                {facts(one)}
              </span>
            </span>
          )}
        />
      </div>
      <PointPreview key={point.id} connectionId={connectionId} view={view} point={point} />
    </div>
  )
}
