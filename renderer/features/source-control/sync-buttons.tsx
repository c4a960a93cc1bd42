import { ArrowDownToLine, ArrowUpFromLine, RefreshCw } from 'lucide-react'
import { useTexts } from '#renderer/texts/use-texts.tsx'
import { Button } from '#renderer/ui/button.tsx'
import { IconButton } from '#renderer/ui/icon-button.tsx'
import { knownStatus, type RepositoryState } from './state.ts'
import { useSourceControl } from './use-repository.ts'
import { waitingCommits } from './views.ts'

/** Pull and push with what is waiting on each side, and a look at the remote. */
export function SyncButtons({ repository }: { repository: RepositoryState }) {
  const t = useTexts()
  const { pull, push, fetch } = useSourceControl()
  const { connectionId } = repository
  const status = knownStatus(repository)
  const waiting = waitingCommits(status)
  const isUnpublished = status?.upstream.kind === 'none' && status.head.kind === 'branch'
  const isBlocked =
    repository.running !== null || status === null || status.head.kind === 'detached' || status.operation !== null
  return (
    <div className="sync-buttons">
      <Button
        icon={<ArrowDownToLine />}
        aria-label={t('sourceControl.pullCount', { count: waiting?.behind ?? 0 })}
        isDisabled={isBlocked}
        isPending={repository.running?.work === 'pull'}
        onPress={() => void pull(connectionId, 'ask')}
      >
        {t('sourceControl.pullShort', { count: waiting?.behind ?? 0 })}
      </Button>
      <Button
        icon={<ArrowUpFromLine />}
        aria-label={isUnpublished ? t('sourceControl.publish') : t('sourceControl.pushCount', { count: waiting?.ahead ?? 0 })}
        isDisabled={isBlocked}
        isPending={repository.running?.work === 'push'}
        onPress={() => void push(connectionId)}
      >
        {isUnpublished ? t('sourceControl.publish') : t('sourceControl.pushShort', { count: waiting?.ahead ?? 0 })}
      </Button>
      <IconButton
        label={t('sourceControl.checkNow')}
        icon={<RefreshCw />}
        isDisabled={repository.running !== null || status === null}
        onPress={() => void fetch(connectionId)}
      />
    </div>
  )
}
