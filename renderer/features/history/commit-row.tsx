import { ArrowUpFromLine, Tag } from 'lucide-react'
import { memo } from 'react'
import { formatAge } from '#renderer/texts/sizes.ts'
import { useTexts } from '#renderer/texts/use-texts.tsx'
import { Badge } from '#renderer/ui/badge.tsx'
import type { HistoryCommit } from '#shared/domain/history.ts'

/** How many tags a row names before it only counts the rest. */
const SHOWN_TAGS = 1

/** One commit of the list: what it says, who made it and when, its tags, and whether it is on the server. */
export const CommitRow = memo(function CommitRow({ commit }: { commit: HistoryCommit }) {
  const t = useTexts()
  const { subject, author, authoredAt, tags, pushed, id } = commit
  const more = tags.length - SHOWN_TAGS
  return (
    <span className="history-row">
      <span className="history-row-first">
        <span className="history-subject" dir="auto" title={subject}>
          {subject === '' ? t('history.noSubject') : subject}
        </span>
        {tags.slice(0, SHOWN_TAGS).map((tag) => (
          <Badge key={tag} icon={<Tag aria-hidden="true" />}>
            <span className="history-tag" dir="auto" title={tags.join(', ')}>
              {tag}
            </span>
          </Badge>
        ))}
        {more > 0 ? <Badge>{t('history.moreTags', { count: more })}</Badge> : null}
      </span>
      <span className="history-row-second">
        <bdi className="cut-at-end">{author.name}</bdi>
        <span className="history-age">{formatAge(new Date(authoredAt), new Date())}</span>
        <code>{id.slice(0, 7)}</code>
        {pushed ? null : (
          <span className="history-waiting">
            <ArrowUpFromLine aria-hidden="true" />
            {t('history.notPushed')}
          </span>
        )}
      </span>
    </span>
  )
})
