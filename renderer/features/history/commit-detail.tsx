import { TroubleNotice } from '#renderer/session/trouble-notice.tsx'
import { useTexts } from '#renderer/texts/use-texts.tsx'
import { Button } from '#renderer/ui/button.tsx'
import { CopyButton } from '#renderer/ui/copy-button.tsx'
import { Skeleton } from '#renderer/ui/skeleton.tsx'
import type { HistoryCommit } from '#shared/domain/history.ts'
import type { ConnectionId } from '#shared/domain/ids.ts'
import { CommitFileList } from './commit-file-list.tsx'
import { useCommitFiles } from './use-history.ts'

const MOMENT = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short' })

interface CommitDetailProps {
  connectionId: ConnectionId
  commit: HistoryCommit
}

/** The chosen commit: its whole message, who and when, and the files that it changed. */
export function CommitDetail({ connectionId, commit }: CommitDetailProps) {
  const t = useTexts()
  const loaded = useCommitFiles(connectionId, commit.id)
  const { subject, body, author, authoredAt, pushed, tags, id } = commit
  return (
    <section className="commit-detail" aria-label={t('history.detail', { subject })}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a long message has to be scrolled by keyboard */}
      <div className="commit-message" tabIndex={0}>
        <h3 dir="auto">{subject === '' ? t('history.noSubject') : subject}</h3>
        {body.trim() === '' ? null : (
          <pre className="commit-body" dir="auto">
            {body.trim()}
          </pre>
        )}
        <p className="ui-hint">
          <bdi>{author.name}</bdi> <bdi>&lt;{author.email}&gt;</bdi>
        </p>
        <p className="ui-hint">
          {MOMENT.format(new Date(authoredAt))} · {t(pushed ? 'history.pushed' : 'history.notPushedYet')}
        </p>
        {tags.length === 0 ? null : <p className="ui-hint">{t('history.tags', { tags: tags.join(', ') })}</p>}
        <div className="commit-id">
          <code>{id.slice(0, 12)}</code>
          <CopyButton text={id} said={t('common.copied')}>
            {t('history.copyId')}
          </CopyButton>
        </div>
      </div>
      {loaded.kind === 'loading' ? <Skeleton label={t('history.files.loading')} lines={3} /> : null}
      {loaded.kind === 'failed' ? (
        <div className="history-trouble">
          <TroubleNotice trouble={loaded.trouble} actions={<Button onPress={loaded.retry}>{t('common.retry')}</Button>} />
        </div>
      ) : null}
      {loaded.kind === 'ready' ? <CommitFileList connectionId={connectionId} commit={commit} loaded={loaded.files} /> : null}
    </section>
  )
}
