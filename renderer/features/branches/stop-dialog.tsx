import { createDialogsStore } from '#renderer/session/dialogs.ts'
import { TroubleNotice } from '#renderer/session/trouble-notice.tsx'
import { useFeature } from '#renderer/session/use-session.tsx'
import { useTexts } from '#renderer/texts/use-texts.tsx'
import { Button } from '#renderer/ui/button.tsx'
import { Dialog } from '#renderer/ui/dialog.tsx'
import { Notice } from '#renderer/ui/notice.tsx'
import type { ConnectionId } from '#shared/domain/ids.ts'
import { CollidingFiles } from './colliding-files.tsx'
import type { FlowEvent } from './flow.ts'
import type { Asked, Goal, Stop } from './flow-state.ts'

export interface StopDialogProps {
  connectionId: ConnectionId
  asked: Asked
  stop: Stop
  send: (event: FlowEvent) => void
  onRetry: () => void
  onCreate: (goal: Extract<Goal, { kind: 'create' }>) => void
}

/** Why nothing came of a switch, what is safe, and the ways out. */
export function StopDialog({ connectionId, asked, stop, send, onRetry, onCreate }: StopDialogProps) {
  const t = useTexts()
  const open = useFeature(createDialogsStore, (dialogs) => dialogs.open)
  const { goal } = asked
  const branch = goal.kind === 'switch' ? goal.to.name : goal.name.trim()
  const close = () => send({ kind: 'closed' })
  const chooseOther = () => {
    close()
    open({ kind: 'branches', connectionId })
  }
  const isGone = stop.kind === 'branch-missing'
  return (
    <Dialog
      isOpen
      title={t(`branches.stop.title.${goal.kind}`, { branch })}
      onClose={close}
      actions={
        <>
          <Button onPress={close}>{t('common.close')}</Button>
          {isGone && goal.kind === 'switch' ? (
            <Button onPress={() => onCreate({ kind: 'create', name: branch, from: { kind: 'head' }, publish: 'later' })}>
              {t('branches.stop.createHere', { branch })}
            </Button>
          ) : null}
          {isGone || stop.kind === 'in-other-worktree' ? (
            <Button variant="primary" onPress={chooseOther}>
              {t('branches.stop.chooseOther')}
            </Button>
          ) : (
            <Button variant="primary" onPress={onRetry}>
              {t('common.retry')}
            </Button>
          )}
        </>
      }
    >
      <Reason stop={stop} />
    </Dialog>
  )
}

function Reason({ stop }: { stop: Stop }) {
  const t = useTexts()
  switch (stop.kind) {
    case 'trouble':
      return <TroubleNotice trouble={stop.trouble} />
    case 'collides':
      return (
        <Notice tone="warning" title={t('branches.stop.collides', { count: stop.files.length })}>
          <CollidingFiles files={stop.files} />
          <p>{t('branches.stop.safe')}</p>
          <p>{t('branches.stop.collidesNext')}</p>
        </Notice>
      )
    case 'branch-missing':
      return (
        <Notice tone="warning" title={t(`branches.stop.branch-missing.${stop.ref.kind}`, { branch: stop.ref.name })}>
          <p>{t('branches.stop.safe')}</p>
          <p>{t('branches.stop.branch-missing.next')}</p>
        </Notice>
      )
    case 'in-other-worktree':
      return (
        <Notice tone="warning" title={t('branches.stop.in-other-worktree', { branch: stop.branch })}>
          <p>{t('branches.stop.safe')}</p>
          <p>{t('branches.stop.in-other-worktree.next')}</p>
        </Notice>
      )
    case 'busy':
      return (
        <Notice tone="info" title={t('branches.stop.busy')}>
          <p>{t('branches.stop.safe')}</p>
          <p>{t('branches.stop.busy.next')}</p>
        </Notice>
      )
  }
}
