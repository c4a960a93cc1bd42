import { useTexts } from '#renderer/texts/use-texts.tsx'
import { Notice } from '#renderer/ui/notice.tsx'
import type { RepositoryStatus } from '#shared/domain/repository.ts'

/** What hinders or changes a switch at the moment: work of another Git client, a HEAD on no branch, a branch without commits. */
export function StandingNotice({ status: { operation, head } }: { status: RepositoryStatus }) {
  const t = useTexts()
  if (operation !== null) {
    return (
      <Notice tone="warning" title={t(`sourceControl.operation.${operation}`)}>
        <p>{t('branches.blocked')}</p>
      </Notice>
    )
  }
  switch (head.kind) {
    case 'branch':
      return null
    case 'detached':
      return (
        <Notice tone="info" title={t('branches.detached.text', { commit: head.commit.slice(0, 8) })}>
          <p>{t('branches.detached.next')}</p>
        </Notice>
      )
    case 'unborn':
      return (
        <Notice tone="info" title={t('branches.unborn.text', { branch: head.branch })}>
          <p>{t('branches.unborn.next')}</p>
        </Notice>
      )
  }
}
