import { useUnsavedFiles } from '#renderer/features/api-workspace/index.ts'
import { createAccountsStore, signInStanding } from '#renderer/session/accounts.ts'
import { createDialogsStore } from '#renderer/session/dialogs.ts'
import { useFeature } from '#renderer/session/use-session.tsx'
import { shortenMiddle } from '#renderer/texts/sizes.ts'
import { useTexts } from '#renderer/texts/use-texts.tsx'
import { Button } from '#renderer/ui/button.tsx'
import { Notice } from '#renderer/ui/notice.tsx'
import type { Api } from '#shared/domain/api.ts'
import type { Connection } from '#shared/domain/connection.ts'
import type { RepositoryStatus } from '#shared/domain/repository.ts'
import type { RepositoryState } from './state.ts'
import { useSourceControl } from './use-repository.ts'

interface PaneNoticesProps {
  api: Api
  connection: Connection
  repository: RepositoryState
  status: RepositoryStatus
}

/** What holds at the moment and is not an outcome: work of other programs, hooks, a detached HEAD. */
export function PaneNotices({ api, connection, repository, status }: PaneNoticesProps) {
  const t = useTexts()
  const { send } = useSourceControl()
  const { operation, hooks, foreignStaged, lockedByOther } = status
  return (
    <>
      <SignInNotice connection={connection} />
      {operation === null ? null : (
        <Notice tone="warning" title={t(`sourceControl.operation.${operation}`)}>
          <p>{t('sourceControl.operation.next')}</p>
        </Notice>
      )}
      <HeadNotice connection={connection} status={status} />
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

/** On no branch, or on one without a commit. A rebase is on no branch either, and says so itself. */
function HeadNotice({ connection, status: { head, operation } }: Pick<PaneNoticesProps, 'connection' | 'status'>) {
  const t = useTexts()
  const open = useFeature(createDialogsStore, (dialogs) => dialogs.open)
  if (operation !== null || head.kind === 'branch') return null
  if (head.kind === 'unborn') {
    return (
      <Notice tone="info">
        <p>{t('sourceControl.unborn.text', { branch: shortenMiddle(head.branch, 40) })}</p>
      </Notice>
    )
  }
  const branches = () => open({ kind: 'branches', connectionId: connection.id })
  return (
    <Notice
      tone="warning"
      title={t('sourceControl.detached.text', { commit: head.commit.slice(0, 8) })}
      actions={<Button onPress={branches}>{t('sourceControl.detached.branches')}</Button>}
    >
      <p>{t('sourceControl.detached.next')}</p>
    </Notice>
  )
}

/** The account has to sign in again: said before anything fails, with the one button that mends it. */
function SignInNotice({ connection }: { connection: Connection }) {
  const t = useTexts()
  const accounts = useFeature(createAccountsStore, (state) => state.accounts)
  const open = useFeature(createDialogsStore, (dialogs) => dialogs.open)
  const standing = signInStanding({ accounts }, connection)
  if (standing.kind === 'fine') return null
  const domain = new URL(connection.domain).host
  const title =
    standing.kind === 'gone' || standing.account.state.kind === 'ready'
      ? t('sourceControl.renew.gone', { domain })
      : t(`sourceControl.renew.${standing.account.state.reason}`, { domain, login: standing.account.login })
  const renew = () => open({ kind: 'renew-connection', connectionId: connection.id })
  return (
    <Notice
      tone="warning"
      title={title}
      actions={
        <Button variant="primary" onPress={renew}>
          {t('sourceControl.renew.button')}
        </Button>
      }
    >
      <p>{t('sourceControl.renew.safe')}</p>
    </Notice>
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
