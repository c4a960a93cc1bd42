import { Plus } from 'lucide-react'
import { useMemo, useState } from 'react'
import { createSelectionStore } from '#renderer/session/selection.ts'
import { TroubleNotice } from '#renderer/session/trouble-notice.tsx'
import { useFeature } from '#renderer/session/use-session.tsx'
import { useTexts } from '#renderer/texts/use-texts.tsx'
import { Button } from '#renderer/ui/button.tsx'
import { EmptyState } from '#renderer/ui/empty-state.tsx'
import { IconButton } from '#renderer/ui/icon-button.tsx'
import { ListBox } from '#renderer/ui/list-box.tsx'
import { Skeleton } from '#renderer/ui/skeleton.tsx'
import { ApiRow } from './api-row.tsx'
import { CreateApiDialog } from './create-api-dialog.tsx'
import { createApiListStore, matching } from './store.ts'
import './api-list.css'

/** The left pane: all APIs, what waits at each, and the way to a new one. */
export function ApiListPane() {
  const t = useTexts()
  const [creating, setCreating] = useState(false)
  return (
    <div className="api-list">
      <header className="api-list-head">
        <h2>{t('apiList.title')}</h2>
        <IconButton label={t('apiList.create')} icon={<Plus />} onPress={() => setCreating(true)} />
      </header>
      <ApiRows />
      <CreateApiDialog isOpen={creating} onClose={() => setCreating(false)} />
    </div>
  )
}

function ApiRows() {
  const t = useTexts()
  const state = useFeature(createApiListStore, (list) => list.apis)
  const filter = useFeature(createApiListStore, (list) => list.filter)
  const load = useFeature(createApiListStore, (list) => list.load)
  const selected = useFeature(createSelectionStore, (selection) => selection.apiId)
  const selectApi = useFeature(createSelectionStore, (selection) => selection.selectApi)
  const rows = useMemo(() => (state.kind === 'ready' ? matching(state.apis, filter) : []), [state, filter])

  switch (state.kind) {
    case 'loading':
      return <Skeleton label={t('common.loading')} lines={6} />
    case 'failed':
      return (
        <div className="api-list-notice">
          <TroubleNotice trouble={state.trouble} actions={<Button onPress={() => void load()}>{t('common.retry')}</Button>} />
        </div>
      )
    case 'ready':
      if (rows.length === 0) {
        return state.apis.length === 0 ? (
          <EmptyState size="compact" title={t('apiList.empty.title')} text={t('apiList.empty.text')} />
        ) : (
          <EmptyState size="compact" title={t('apiList.noMatch.title')} text={t('apiList.noMatch.text', { filter })} />
        )
      }
      return (
        <ListBox
          label={t('apiList.title')}
          rows={rows}
          selected={selected}
          onSelect={(api) => selectApi(api.id)}
          renderRow={(api) => <ApiRow api={api} />}
        />
      )
  }
}
