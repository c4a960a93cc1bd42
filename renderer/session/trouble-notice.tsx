import type { ReactNode } from 'react'
import { failureWords } from '#renderer/texts/failure-words.ts'
import { useTexts } from '#renderer/texts/use-texts.tsx'
import type { Trouble } from '#renderer/trouble.ts'
import { Button } from '#renderer/ui/button.tsx'
import { ErrorNotice } from '#renderer/ui/error-notice.tsx'
import type { FailureValue } from '#shared/contract/failures.ts'
import { createDialogsStore } from './dialogs.ts'
import { PageLink } from './page-link.tsx'
import { useFeature, useSession } from './use-session.tsx'

export interface TroubleNoticeProps {
  trouble: Trouble
  /** Says what is safe where more is known about it than with the failure itself. */
  safe?: string | null
  /** Buttons that lead out of it. */
  actions?: ReactNode
}

/** Says why a call did not answer: what happened, whether work is safe, what to do next. */
export function TroubleNotice({ trouble, safe = null, actions }: TroubleNoticeProps) {
  const t = useTexts()
  const session = useSession()
  switch (trouble.kind) {
    case 'failure':
      return <FailureNotice failure={trouble.failure} safe={safe} actions={actions} />
    case 'host-lost':
      return (
        <ErrorNotice
          words={{
            happened: t('common.connectionLost.happened'),
            safe: safe ?? t('common.connectionLost.safe'),
            next: t('common.connectionLost.next'),
            hostWords: null,
          }}
          actions={actions}
        />
      )
    case 'bug':
      return (
        <ErrorNotice
          words={{
            happened: t('common.bug.happened'),
            safe: safe ?? t('common.bug.safe'),
            next: t('common.bug.next', { id: session.reportBug(trouble.error) }),
            hostWords: null,
          }}
          actions={actions}
        />
      )
  }
}

function FailureNotice(props: { failure: FailureValue; safe: string | null; actions: ReactNode }) {
  const { failure, safe, actions } = props
  const t = useTexts()
  const words = failureWords(t, failure)
  const remedy =
    words.remedy === null ? (
      <TrustAuthority failure={failure} />
    ) : (
      <PageLink url={words.remedy.url}>{words.remedy.words}</PageLink>
    )
  return (
    <ErrorNotice
      words={{ ...words, safe: safe ?? words.safe }}
      actions={
        <>
          {remedy}
          {actions}
        </>
      }
    />
  )
}

/** A server that a private authority vouches for: its certificate can be trusted for that server, and only so. */
function TrustAuthority({ failure }: { failure: FailureValue }) {
  const t = useTexts()
  const open = useFeature(createDialogsStore, (dialogs) => dialogs.open)
  if (failure.code !== 'CERTIFICATE_REJECTED' || !URL.canParse(failure.data.domain)) return null
  const { domain, reason } = failure.data
  if (reason !== 'unknown-authority' && reason !== 'self-signed') return null
  return <Button onPress={() => open({ kind: 'trust-authority', domain })}>{t('common.trustAuthority')}</Button>
}
