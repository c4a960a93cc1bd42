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
import { useToast } from '#renderer/ui/toast.tsx'
import type { ConnectionId } from '#shared/domain/ids.ts'
import type { RestorePoint } from '#shared/domain/repository.ts'
import { type RestorePointsView, useRestorePoints } from './use-restore-points.ts'
import './restore-points.css'

export interface RestorePointsDialogProps {
  connectionId: ConnectionId
  onClose: () => void
}

/** What was kept before something would have been lost; all files or single ones can be put back. */
export function RestorePointsDialog({ connectionId, onClose }: RestorePointsDialogProps) {
  const t = useTexts()
  const view = useRestorePoints(connectionId)
  return (
    <Dialog
      isOpen
      size="wide"
      title={t('restorePoints.title')}
      onClose={onClose}
      actions={<Button onPress={onClose}>{t('common.close')}</Button>}
    >
      <p className="ui-hint">{t('restorePoints.text')}</p>
      {view.trouble === null ? null : <TroubleNotice trouble={view.trouble} />}
      {view.list.kind === 'loading' ? <Skeleton label={t('common.loading')} /> : null}
      {view.list.kind === 'failed' ? <TroubleNotice trouble={view.list.trouble} /> : null}
      {view.list.kind === 'ready' ? <Points view={view} points={view.list.points} /> : null}
    </Dialog>
  )
}

function Points({ view, points }: { view: RestorePointsView; points: RestorePoint[] }) {
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
  return (
    <div className="restore-points">
      <div className="restore-list">
        <ListBox
          label={t('restorePoints.list')}
          rowHeight={48}
          rows={points.map((one) => ({ ...one, name: t(`restorePoints.reason.${one.reason}`) }))}
          selected={point.id}
          onSelect={({ id }) => setChosen(id)}
          renderRow={(one) => (
            <span className="restore-row">
              <span>{one.name}</span>
              <span className="ui-hint">
                {[
                  formatAge(new Date(one.createdAt), now),
                  t('restorePoints.files', { count: one.paths.length }),
                  one.branch === null ? null : t('restorePoints.onBranch', { branch: shortenMiddle(one.branch, 24) }),
                ]
                  .filter((part) => part !== null)
                  .join(' · ')}
              </span>
            </span>
          )}
        />
      </div>
      <Files key={point.id} view={view} point={point} />
    </div>
  )
}

/** How many files are listed before the rest can only be restored together. */
const SHOWN_FILES = 300

function Files({ view, point }: { view: RestorePointsView; point: RestorePoint }) {
  const t = useTexts()
  const toast = useToast()
  const restore = async (paths: string[] | null) => {
    const count = await view.restore(point, paths)
    if (count !== null) toast({ text: `${t('restorePoints.restored', { count })} ${t('restorePoints.restoredUndo')}` })
  }
  return (
    <section className="restore-files" aria-label={t('restorePoints.filesOf')}>
      <ul>
        {point.paths.slice(0, SHOWN_FILES).map((path) => (
          <li key={path}>
            <code title={path}>{shortenMiddle(path, 52)}</code>
            <Button
              variant="quiet"
              aria-label={t('restorePoints.restoreFile', { path })}
              isDisabled={view.isRestoring}
              onPress={() => void restore([path])}
            >
              {t('restorePoints.restoreOne')}
            </Button>
          </li>
        ))}
      </ul>
      <Button variant="primary" isPending={view.isRestoring} onPress={() => void restore(null)}>
        {t('restorePoints.restoreAll')}
      </Button>
    </section>
  )
}
