import type { ReactNode } from 'react'
import { useTexts } from '#renderer/texts/use-texts.tsx'
import { Notice } from './notice.tsx'

export interface ErrorNoticeProps {
  words: {
    happened: string
    safe: string
    next: string
    /** What the server itself said; unfolds on demand. */
    hostWords: string | null
  }
  /** Buttons that lead out of it. */
  actions?: ReactNode
}

/** An error in its three parts: what happened, whether work is safe, what to do next. */
export function ErrorNotice({ words, actions }: ErrorNoticeProps) {
  const t = useTexts()
  return (
    <Notice tone="danger" title={words.happened} actions={actions}>
      <p>{words.safe}</p>
      <p>{words.next}</p>
      {words.hostWords ? (
        <details className="ui-notice-host">
          <summary>{t('common.hostWords')}</summary>
          <pre>{words.hostWords}</pre>
        </details>
      ) : null}
    </Notice>
  )
}
