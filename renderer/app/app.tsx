import type { Session } from '#renderer/session/session.ts'
import { SessionProvider } from '#renderer/session/use-session.tsx'
import { TextsProvider } from '#renderer/texts/use-texts.tsx'
import { AnnouncerProvider } from '#renderer/ui/announcer.tsx'
import { LastFocusProvider } from '#renderer/ui/return-focus.tsx'
import { ToastProvider } from '#renderer/ui/toast.tsx'
import { ErrorBoundary } from './error-boundary.tsx'
import { Frame } from './frame.tsx'

/** The whole window over one session. */
export function App({ session }: { session: Session }) {
  return (
    <SessionProvider session={session}>
      <TextsProvider locale="en">
        <AnnouncerProvider>
          <ErrorBoundary resetKey="window">
            <LastFocusProvider>
              <ToastProvider>
                <Frame />
              </ToastProvider>
            </LastFocusProvider>
          </ErrorBoundary>
        </AnnouncerProvider>
      </TextsProvider>
    </SessionProvider>
  )
}
