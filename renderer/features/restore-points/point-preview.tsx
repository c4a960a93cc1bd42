import { GitBranchPlus, Undo2 } from 'lucide-react'
import { useMemo, useState } from 'react'
import { GridList, GridListItem, ListLayout, Virtualizer } from 'react-aria-components'
import { DiffPanel } from '#renderer/features/diff/index.ts'
import { useTexts } from '#renderer/texts/use-texts.tsx'
import { Button } from '#renderer/ui/button.tsx'
import { EmptyState } from '#renderer/ui/empty-state.tsx'
import { IconButton } from '#renderer/ui/icon-button.tsx'
import { PathText } from '#renderer/ui/path-text.tsx'
import { useToast } from '#renderer/ui/toast.tsx'
import type { DiffSource } from '#shared/domain/history.ts'
import type { ConnectionId } from '#shared/domain/ids.ts'
import type { RestorePoint } from '#shared/domain/repository.ts'
import type { RestorePointsView } from './use-restore-points.ts'

const ROW_HEIGHT = 30
const MOMENT = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short' })

interface PointPreviewProps {
  connectionId: ConnectionId
  view: RestorePointsView
  point: RestorePoint
}

/** One restore point: when and where it was made, its files, and how the chosen one differs from now. */
export function PointPreview({ connectionId, view, point }: PointPreviewProps) {
  const t = useTexts()
  const restore = useRestore(view, point)
  const [chosen, setChosen] = useState(point.paths[0] ?? null)
  const source = useMemo((): DiffSource => ({ kind: 'restore-point', id: point.id }), [point.id])
  const { paths, commit, branch, createdAt } = point
  return (
    <section className="restore-files" aria-label={t('restorePoints.filesOf')}>
      <header className="restore-head">
        <div>
          <h3>{t(`restorePoints.reason.${point.reason}`)}</h3>
          <p className="ui-hint">
            {MOMENT.format(new Date(createdAt))}
            {branch === null ? null : (
              <>
                {' · '}
                <bdi>{t('restorePoints.onBranch', { branch })}</bdi>
              </>
            )}
          </p>
        </div>
        <Button
          variant="primary"
          icon={commit === null ? <Undo2 /> : <GitBranchPlus />}
          isPending={view.isRestoring}
          onPress={() => void restore(null)}
        >
          {commit === null ? t('restorePoints.restoreAll') : t('restorePoints.makeBranch', { count: paths.length })}
        </Button>
      </header>
      {commit === null ? null : (
        <p>
          {t(branch === null ? 'restorePoints.holdsCommit' : 'restorePoints.holdsBranch', {
            branch: branch ?? '',
            commit: commit.slice(0, 8),
          })}
        </p>
      )}
      {paths.length === 0 ? null : (
        <Virtualizer layout={ListLayout} layoutOptions={{ rowHeight: ROW_HEIGHT }}>
          <GridList
            className={`restore-paths restore-paths-${paths.length > 3 ? 'more' : paths.length}`}
            aria-label={t('restorePoints.filesOf')}
            items={paths.map((path) => ({ id: path }))}
            dependencies={[view.isRestoring]}
            selectionMode="single"
            selectionBehavior="replace"
            disallowEmptySelection
            selectedKeys={chosen === null ? [] : [chosen]}
            onSelectionChange={(keys) => {
              const [path] = keys === 'all' ? [] : keys
              if (path !== undefined) setChosen(String(path))
            }}
          >
            {({ id: path }) => (
              <GridListItem id={path} className="restore-path" textValue={path}>
                <PathText path={path} />
                <IconButton
                  label={t('restorePoints.restoreFile', { path })}
                  icon={<Undo2 />}
                  isDisabled={view.isRestoring}
                  onPress={() => void restore([path])}
                />
              </GridListItem>
            )}
          </GridList>
        </Virtualizer>
      )}
      {chosen === null ? (
        <EmptyState size="compact" title={t('restorePoints.noFiles.title')} text={t('restorePoints.noFiles.text')} />
      ) : (
        <div className="restore-preview">
          <DiffPanel connectionId={connectionId} source={source} path={chosen} />
        </div>
      )}
    </section>
  )
}

/** Puts files back, says what happened, and offers to take it back. */
function useRestore(view: RestorePointsView, point: RestorePoint) {
  const t = useTexts()
  const toast = useToast()
  return async (paths: string[] | null): Promise<void> => {
    const done = await view.restore(point, paths)
    if (done === null) return
    const { count, undo, branch } = done
    const text = [
      branch === null ? null : t('restorePoints.branchMade', { branch }),
      count === 0 && branch === null ? t('restorePoints.alreadySo') : null,
      count === 0 ? null : t('restorePoints.restored', { count }),
      undo === null ? null : t('restorePoints.restoredUndo'),
    ]
      .filter((part) => part !== null)
      .join(' ')
    const takeBack = async (replaced: RestorePoint) => {
      const back = await view.restore(replaced, null)
      if (back !== null) toast({ text: t('restorePoints.takenBack', { count: back.count }) })
    }
    toast(undo === null ? { text } : { text, action: { label: t('common.undo'), onPress: () => void takeBack(undo) } })
  }
}
