import { Sprout } from 'lucide-react'
import { useState } from 'react'
import { apiOf, CreateApiDialog, createApiListStore } from '#renderer/features/api-list/index.ts'
import { ApiWorkspace } from '#renderer/features/api-workspace/index.ts'
import { LeftEditsBanner } from '#renderer/features/branches/index.ts'
import { DiffPanel } from '#renderer/features/diff/index.ts'
import { ConnectBanner } from '#renderer/features/source-control/index.ts'
import { createSelectionStore } from '#renderer/session/selection.ts'
import { useFeature } from '#renderer/session/use-session.tsx'
import { useTexts } from '#renderer/texts/use-texts.tsx'
import { Button } from '#renderer/ui/button.tsx'
import { EmptyState } from '#renderer/ui/empty-state.tsx'

/** The centre: the selected API or a changed file of it, or the way to an API. */
export function Centre() {
  const apiId = useFeature(createSelectionStore, (selection) => selection.apiId)
  const api = useFeature(createApiListStore, (list) => apiOf(list, apiId))
  const shown = useFeature(createSelectionStore, (selection) => selection.centre)
  const show = useFeature(createSelectionStore, (selection) => selection.show)
  if (api && shown.kind === 'diff') {
    return (
      <DiffPanel
        connectionId={shown.connectionId}
        source={shown.source}
        path={shown.path}
        onBack={() => show({ kind: 'workspace', tab: 'definition' })}
      />
    )
  }
  if (!api) return <NoApi />
  return (
    <>
      <ConnectBanner api={api} />
      <LeftEditsBanner />
      <ApiWorkspace key={api.id} api={api} />
    </>
  )
}

function NoApi() {
  const t = useTexts()
  const [creating, setCreating] = useState(false)
  const apis = useFeature(createApiListStore, (list) => list.apis)
  if (apis.kind !== 'ready') return null
  const isFirst = apis.apis.length === 0
  return (
    <>
      <EmptyState
        icon={<Sprout />}
        title={t(isFirst ? 'app.welcome.emptyTitle' : 'app.welcome.title')}
        text={t(isFirst ? 'app.welcome.emptyText' : 'app.welcome.text')}
        actions={
          <Button variant="primary" size="large" onPress={() => setCreating(true)}>
            {t('apiList.create')}
          </Button>
        }
      />
      <CreateApiDialog isOpen={creating} onClose={() => setCreating(false)} />
    </>
  )
}
