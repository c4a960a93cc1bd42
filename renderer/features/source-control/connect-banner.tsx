import { GitBranch } from 'lucide-react'
import { useOpenConnectRepository } from '#renderer/features/connect-repository/index.ts'
import { connectionOf, createConnectionsStore } from '#renderer/session/connections.ts'
import { createSettingsStore } from '#renderer/session/settings.ts'
import { useFeature } from '#renderer/session/use-session.tsx'
import { useTexts } from '#renderer/texts/use-texts.tsx'
import { Button } from '#renderer/ui/button.tsx'
import type { Api } from '#shared/domain/api.ts'
import './source-control.css'

/** The invitation to connect, above the API's files while the pane that holds it otherwise is hidden. */
export function ConnectBanner({ api }: { api: Api }) {
  const t = useTexts()
  const open = useOpenConnectRepository()
  const pane = useFeature(createSettingsStore, (store) => store.settings.panes.sourceControl)
  const isUnconnected = useFeature(
    createConnectionsStore,
    (store) => store.connections.kind === 'ready' && connectionOf(store, api.id) === null,
  )
  if (pane === 'shown' || !isUnconnected) return null
  return (
    <section className="connect-banner" aria-label={t('sourceControl.invite.title')}>
      <GitBranch aria-hidden="true" />
      <p>
        <strong>{t('sourceControl.invite.title')}.</strong> {t('sourceControl.invite.text')}
      </p>
      <Button variant="primary" onPress={() => open(api)}>
        {t('connectRepository.open')}
      </Button>
    </section>
  )
}
