import { Archive, Globe, Lock, PencilOff } from 'lucide-react'
import type { Translate } from '#renderer/texts/texts.ts'
import { useTexts } from '#renderer/texts/use-texts.tsx'
import { Badge } from '#renderer/ui/badge.tsx'
import type { HostedRepository } from '#shared/domain/hosting.ts'

type Facts = Pick<HostedRepository, 'visibility' | 'archived' | 'writeAccess'>

/** Why nothing can be pushed, as far as the host tells beforehand; null where it may work. */
export function whyNotWritable(t: Translate, { archived, writeAccess }: Facts): string | null {
  if (archived) return t('connectRepository.repository.archivedWhy')
  return writeAccess === 'no' ? t('connectRepository.repository.readOnlyWhy') : null
}

/** Private, archived and read-only, by icon and word. */
export function RepositoryMarks({ repository }: { repository: Facts }) {
  const t = useTexts()
  const { visibility, archived, writeAccess } = repository
  return (
    <>
      {visibility === 'unknown' ? null : (
        <Badge icon={visibility === 'public' ? <Globe aria-hidden="true" /> : <Lock aria-hidden="true" />}>
          {t(`connectRepository.repository.${visibility}`)}
        </Badge>
      )}
      {archived ? (
        <Badge tone="warning" icon={<Archive aria-hidden="true" />}>
          {t('connectRepository.repository.archived')}
        </Badge>
      ) : null}
      {!archived && writeAccess === 'no' ? (
        <Badge tone="warning" icon={<PencilOff aria-hidden="true" />}>
          {t('connectRepository.repository.readOnly')}
        </Badge>
      ) : null}
    </>
  )
}
