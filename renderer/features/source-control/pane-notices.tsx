import { useUnsavedFiles } from '#renderer/features/api-workspace/index.ts'
import { useTexts } from '#renderer/texts/use-texts.tsx'
import { Button } from '#renderer/ui/button.tsx'
import { Notice } from '#renderer/ui/notice.tsx'
import type { Api } from '#shared/domain/api.ts'
import type { RepositoryStatus } from '#shared/domain/repository.ts'
import type { RepositoryState } from './state.ts'
import { useSourceControl } from './use-repository.ts'

interface PaneNoticesProps {
  api: Api
  repository: RepositoryState
  status: RepositoryStatus
}

/** What holds at the moment and is not an outcome: work of other programs, hooks, a detached HEAD. */
export function PaneNotices({ api, repository, status }: PaneNoticesProps) {
  const t = useTexts()
  const { send } = useSourceControl()
  const { operation, head, hooks, foreignStaged, lockedByOther } = status
  return (
    <>
      {operation === null ? null : (
        <Notice tone="warning" title={t(`sourceControl.operation.${operation}`)}>
          <p>{t('sourceControl.operation.next')}</p>
        </Notice>
      )}
      {head.kind === 'detached' ? (
        <Notice tone="warning" title={t('sourceControl.detached.text', { commit: head.commit.slice(0, 8) })}>
          <p>{t('sourceControl.detached.next')}</p>
        </Notice>
      ) : null}
      {lockedByOther ? (
        <Notice tone="warning" title={t('sourceControl.locked.text')}>
          <p>{t('sourceControl.locked.next')}</p>
        </Notice>
      ) : null}
      <UnsavedNotice api={api} />
      {hooks.length > 0 && !repository.hooksNoted ? (
        <Notice
          tone="info"
          actions={
            <Button onPress={() => send(repository.connectionId, { kind: 'hooks-noted' })}>
              {t('sourceControl.hooks.note')}
            </Button>
          }
        >
          <p>{t('sourceControl.hooks.text', { hooks: hooks.join(', ') })}</p>
        </Notice>
      ) : null}
      {foreignStaged > 0 ? (
        <Notice tone="info">
          <p>{t('sourceControl.foreign.text', { count: foreignStaged })}</p>
        </Notice>
      ) : null}
    </>
  )
}

/** What is typed but not saved is no part of a commit: said before one commits, with the way to change it. */
function UnsavedNotice({ api }: { api: Api }) {
  const t = useTexts()
  const { files, saveAll } = useUnsavedFiles(api.id)
  if (files.length === 0) return null
  return (
    <Notice tone="warning" actions={<Button onPress={() => void saveAll()}>{t('sourceControl.unsaved.save')}</Button>}>
      <p>{t('sourceControl.unsaved.text', { count: files.length })}</p>
    </Notice>
  )
}
