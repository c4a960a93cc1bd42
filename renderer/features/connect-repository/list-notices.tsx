import { PageLink } from '#renderer/session/page-link.tsx'
import { useTexts } from '#renderer/texts/use-texts.tsx'
import { Notice } from '#renderer/ui/notice.tsx'
import type { ListNotice } from '#shared/domain/hosting.ts'

/** What is true about a list that is shown: it may not be all there is. */
export function ListNotices({ notices }: { notices: readonly ListNotice[] }) {
  return notices.map((notice) => <OneNotice key={JSON.stringify(notice)} notice={notice} />)
}

function OneNotice({ notice }: { notice: ListNotice }) {
  const t = useTexts()
  switch (notice.kind) {
    case 'sso-hides-some':
      return (
        <Notice
          tone="warning"
          title={t('connectRepository.notice.sso', { count: Math.max(1, notice.organisations.length) })}
          actions={notice.url === null ? null : <PageLink url={notice.url}>{t('failures.SSO_REQUIRED.link')}</PageLink>}
        >
          {notice.organisations.length === 0 ? null : <p>{notice.organisations.join(', ')}</p>}
          <p>{t('connectRepository.notice.sso.next')}</p>
        </Notice>
      )
    case 'scope-hides-some':
      return (
        <Notice tone="info">
          <p>{t('connectRepository.notice.scope', { scope: notice.scope })}</p>
        </Notice>
      )
    case 'slowed-down':
      return (
        <Notice tone="info">
          <p>{t('connectRepository.notice.slow', { until: new Date(notice.until) })}</p>
        </Notice>
      )
  }
}
