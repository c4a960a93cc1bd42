import { CreatePullRequestButton } from '#renderer/features/pull-requests/index.ts'
import { TroubleNotice } from '#renderer/session/trouble-notice.tsx'
import { useTexts } from '#renderer/texts/use-texts.tsx'
import { Button } from '#renderer/ui/button.tsx'
import { Notice } from '#renderer/ui/notice.tsx'
import type { Connection } from '#shared/domain/connection.ts'
import type { CollidingFile, RepositoryStatus } from '#shared/domain/repository.ts'
import { type NoticeWords, noticeWords, safeAfter } from './notice-words.ts'
import { knownStatus, type RepositoryState } from './state.ts'
import { useSourceControl } from './use-repository.ts'

interface WorkNoticeProps {
  connection: Connection
  repository: RepositoryState
}

/** How the last piece of work ended, until the next one begins or it is dismissed. */
export function WorkNotice({ connection, repository }: WorkNoticeProps) {
  const t = useTexts()
  const { send } = useSourceControl()
  const { notice, connectionId } = repository
  const dismiss = (
    <Button variant="quiet" onPress={() => send(connectionId, { kind: 'notice-dismissed' })}>
      {t('common.dismiss')}
    </Button>
  )
  if (notice === null || notice.kind === 'discarded' || notice.kind === 'undone') return null
  if (notice.kind === 'trouble') {
    return <TroubleNotice trouble={notice.trouble} safe={safeAfter(t, notice.work)} actions={dismiss} />
  }
  const words = noticeWords(t, notice)
  if (words === null) return null
  return (
    <div className="work-notice">
      <Notice
        tone={words.tone}
        actions={
          <>
            <NextAction connection={connection} status={knownStatus(repository)} words={words} />
            {dismiss}
          </>
        }
      >
        <p>{words.text}</p>
        {words.files ? <CollidingFiles files={words.files} /> : null}
        {words.next ? <p>{words.next}</p> : null}
        {words.hostWords ? (
          <details className="ui-notice-host" open>
            <summary>{t('common.hostWords')}</summary>
            <pre>{words.hostWords}</pre>
          </details>
        ) : null}
      </Notice>
    </div>
  )
}

interface NextActionProps {
  connection: Connection
  status: RepositoryStatus | null
  words: NoticeWords
}

function NextAction({ connection, status, words }: NextActionProps) {
  const t = useTexts()
  const { pull, push, updateFromDefault, mergeIntoDefault } = useSourceControl()
  const { id: connectionId } = connection
  switch (words.action) {
    case 'pull':
      return <Button onPress={() => void pull(connectionId, 'ask')}>{t('sourceControl.pull')}</Button>
    case 'push':
      return <Button onPress={() => void push(connectionId)}>{t('sourceControl.publish')}</Button>
    case 'update-from-default':
      return <Button onPress={() => void updateFromDefault(connectionId, 'ask')}>{t('sourceControl.updateFromDefault')}</Button>
    case 'merge-into-default':
      return <Button onPress={() => void mergeIntoDefault(connectionId)}>{t('common.retry')}</Button>
    case 'create-pull-request':
      return status === null ? null : <CreatePullRequestButton connection={connection} status={status} />
    default:
      return null
  }
}

/** How many colliding files are listed before the rest is only counted: more than anyone reads in a pane. */
const SHOWN_FILES = 200

function CollidingFiles({ files }: { files: CollidingFile[] }) {
  const t = useTexts()
  return (
    <ul className="colliding-files">
      {files.slice(0, SHOWN_FILES).map(({ path, reason, owned }) => (
        <li key={path}>
          <code>{path}</code>
          <span className="ui-hint">
            {t(`sourceControl.notice.collides.${reason}`)}
            {owned ? null : ` · ${t('sourceControl.notice.collides.notOwned')}`}
          </span>
        </li>
      ))}
    </ul>
  )
}
