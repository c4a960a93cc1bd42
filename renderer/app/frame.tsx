import { useEffect, useState } from 'react'
import { AccountsDialog, RenewAccountDialog } from '#renderer/features/accounts/index.ts'
import { ApiListPane } from '#renderer/features/api-list/index.ts'
import { BranchDialogs } from '#renderer/features/branches/index.ts'
import { TrustAuthorityDialog } from '#renderer/features/certificates/index.ts'
import { ConnectRepositoryDialog } from '#renderer/features/connect-repository/index.ts'
import { RenewConnectionDialog } from '#renderer/features/connection-settings/index.ts'
import { RepositoryFooter, SourceControlPane } from '#renderer/features/source-control/index.ts'
import { RememberedSplitter } from '#renderer/session/remembered-splitter.tsx'
import { createSelectionStore } from '#renderer/session/selection.ts'
import { createSettingsStore } from '#renderer/session/settings.ts'
import { useFeature } from '#renderer/session/use-session.tsx'
import { useTexts } from '#renderer/texts/use-texts.tsx'
import { Banners } from './banners.tsx'
import { Centre } from './centre.tsx'
import { ErrorBoundary } from './error-boundary.tsx'
import { FrameHeader } from './frame-header.tsx'
import { paneLimits } from './pane-limits.ts'
import './frame.css'

/** The frame around everything: header, the three panes, footer. */
export function Frame() {
  const t = useTexts()
  const { settings, standing, change } = useFeature(createSettingsStore, (store) => store)
  const { panes } = settings
  const limits = paneLimits(useWindowWidth())
  const apiId = useFeature(createSelectionStore, (selection) => selection.apiId)
  const resetKey = apiId ?? 'none'
  // A few milliseconds; panes that appear and go away again would be worse than nothing.
  if (standing === 'asking') return <div className="frame" />
  return (
    <div className="frame">
      <FrameHeader panes={panes} onPanes={(next) => void change({ panes: next })} />
      <Banners />
      <div className="frame-panes">
        {panes.apis === 'shown' ? (
          <nav className="frame-side" aria-label={t('app.apisPane')}>
            <div className="frame-pane">
              <ErrorBoundary resetKey="apis">
                <ApiListPane />
              </ErrorBoundary>
            </div>
            <RememberedSplitter
              label={t('common.resizePane', { pane: t('app.apisPane') })}
              side="left"
              initial={240}
              limits={limits.left}
              remember="apis"
            />
          </nav>
        ) : null}
        <main className="frame-centre" tabIndex={-1} aria-label={t('app.workspacePane')}>
          <ErrorBoundary resetKey={resetKey}>
            <Centre />
          </ErrorBoundary>
        </main>
        {panes.sourceControl === 'shown' && apiId !== null ? (
          <aside className="frame-side" aria-label={t('app.sourceControlPane')}>
            <RememberedSplitter
              label={t('common.resizePane', { pane: t('app.sourceControlPane') })}
              side="right"
              initial={320}
              limits={limits.right}
              remember="source-control"
            />
            <div className="frame-pane">
              <ErrorBoundary resetKey={resetKey}>
                <SourceControlPane />
              </ErrorBoundary>
            </div>
          </aside>
        ) : null}
      </div>
      <footer className="frame-footer">
        <ErrorBoundary resetKey={resetKey}>
          <RepositoryFooter />
        </ErrorBoundary>
      </footer>
      <ErrorBoundary resetKey={resetKey}>
        <ConnectRepositoryDialog />
        <BranchDialogs />
        <RenewConnectionDialog />
      </ErrorBoundary>
      <ErrorBoundary resetKey="dialogs">
        <AccountsDialog />
        <RenewAccountDialog />
        <TrustAuthorityDialog />
      </ErrorBoundary>
    </div>
  )
}

function useWindowWidth(): number {
  const [width, setWidth] = useState(() => window.innerWidth)
  useEffect(() => {
    const follow = () => setWidth(window.innerWidth)
    window.addEventListener('resize', follow)
    return () => window.removeEventListener('resize', follow)
  }, [])
  return width
}
