import { Component, type ReactNode } from 'react'
import type { Session } from '#renderer/session/session.ts'
import { useSession } from '#renderer/session/use-session.tsx'
import { useTexts } from '#renderer/texts/use-texts.tsx'
import { Button } from '#renderer/ui/button.tsx'
import { ErrorNotice } from '#renderer/ui/error-notice.tsx'

export interface ErrorBoundaryProps {
  /** A change of it tries again, such as another selected API. */
  resetKey: string
  children: ReactNode
}

/** Keeps a bug in one part of the window from taking the rest with it; logs it and shows its number. */
export function ErrorBoundary({ resetKey, children }: ErrorBoundaryProps) {
  const session = useSession()
  return (
    <Boundary key={resetKey} session={session}>
      {children}
    </Boundary>
  )
}

class Boundary extends Component<{ session: Session; children: ReactNode }, { bugId: string | null }> {
  override state = { bugId: null }

  static getDerivedStateFromError(): { bugId: string } {
    return { bugId: '' }
  }

  override componentDidCatch(error: unknown): void {
    this.setState({ bugId: this.props.session.reportBug(error) })
  }

  override render(): ReactNode {
    return this.state.bugId === null ? this.props.children : <Crash bugId={this.state.bugId} />
  }
}

function Crash({ bugId }: { bugId: string }) {
  const t = useTexts()
  return (
    <div className="frame-crash">
      <ErrorNotice
        words={{
          happened: t('app.crash.title'),
          safe: t('app.crash.safe'),
          next: t('app.crash.next', { id: bugId }),
          hostWords: null,
        }}
        actions={<Button onPress={() => window.location.reload()}>{t('app.crash.reload')}</Button>}
      />
    </div>
  )
}
