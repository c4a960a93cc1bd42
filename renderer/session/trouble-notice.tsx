import type { ReactNode } from 'react'
import { failureWords } from '#renderer/texts/failure-words.ts'
import { useTexts } from '#renderer/texts/use-texts.tsx'
import type { Trouble } from '#renderer/trouble.ts'
import { ErrorNotice } from '#renderer/ui/error-notice.tsx'
import { useSession } from './use-session.tsx'

export interface TroubleNoticeProps {
  trouble: Trouble
  /** Buttons that lead out of it. */
  actions?: ReactNode
}

/** Says why a call did not answer: what happened, whether work is safe, what to do next. */
export function TroubleNotice({ trouble, actions }: TroubleNoticeProps) {
  const t = useTexts()
  const session = useSession()
  switch (trouble.kind) {
    case 'failure':
      return <ErrorNotice words={failureWords(t, trouble.failure)} actions={actions} />
    case 'host-lost':
      return (
        <ErrorNotice
          words={{
            happened: t('common.connectionLost.happened'),
            safe: t('common.connectionLost.safe'),
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
            safe: t('common.bug.safe'),
            next: t('common.bug.next', { id: session.reportBug(trouble.error) }),
            hostWords: null,
          }}
          actions={actions}
        />
      )
  }
}
