import { type DragEvent, useEffect, useRef, useState } from 'react'
import { createSelectionStore } from '#renderer/session/selection.ts'
import { TroubleNotice } from '#renderer/session/trouble-notice.tsx'
import { useFeature } from '#renderer/session/use-session.tsx'
import { useTexts } from '#renderer/texts/use-texts.tsx'
import { Button } from '#renderer/ui/button.tsx'
import { Skeleton } from '#renderer/ui/skeleton.tsx'
import { Tabs } from '#renderer/ui/tabs.tsx'
import type { Api } from '#shared/domain/api.ts'
import { CollectionsTab } from './collections-tab.tsx'
import { DefinitionTab } from './definition-tab.tsx'
import { createWorkspaceStore } from './store.ts'
import { useImport } from './use-import.ts'
import { WorkspaceHeader } from './workspace-header.tsx'
import './api-workspace.css'

/** The selected API in the centre of the window: its definition and its collections. */
export function ApiWorkspace({ api }: { api: Api }) {
  const t = useTexts()
  const picker = useRef<HTMLInputElement>(null)
  const [dropping, setDropping] = useState<'no' | 'over'>('no')
  const { importFiles, trouble } = useImport(api.id)
  const pick = () => picker.current?.click()
  const carriesFiles = (event: DragEvent) => event.dataTransfer.types.includes('Files')
  return (
    // Dropping is a second way to what the menu and its file dialog offer by keyboard.
    // biome-ignore lint/a11y/noStaticElementInteractions: see above
    <div
      className="workspace"
      onDragOver={(event) => {
        if (!carriesFiles(event)) return
        event.preventDefault()
        setDropping('over')
      }}
      onDragLeave={(event) => {
        if (!(event.relatedTarget instanceof Node && event.currentTarget.contains(event.relatedTarget))) setDropping('no')
      }}
      onDrop={(event) => {
        if (!carriesFiles(event)) return
        event.preventDefault()
        setDropping('no')
        void importFiles([...event.dataTransfer.files])
      }}
    >
      <input
        ref={picker}
        type="file"
        multiple
        hidden
        aria-label={t('apiWorkspace.import')}
        onChange={(event) => {
          void importFiles([...(event.currentTarget.files ?? [])])
          event.currentTarget.value = ''
        }}
      />
      <WorkspaceHeader api={api} onImport={pick} />
      {trouble ? (
        <div className="file-notices">
          <TroubleNotice trouble={trouble} />
        </div>
      ) : null}
      <WorkspaceTabs api={api} onImport={pick} />
      {dropping === 'over' ? <p className="drop-here">{t('apiWorkspace.import.drop')}</p> : null}
    </div>
  )
}

function WorkspaceTabs({ api, onImport }: { api: Api; onImport: () => void }) {
  const t = useTexts()
  const state = useFeature(createWorkspaceStore, (workspace) => workspace.content.get(api.id))
  const load = useFeature(createWorkspaceStore, (workspace) => workspace.load)
  const centre = useFeature(createSelectionStore, (selection) => selection.centre)
  const show = useFeature(createSelectionStore, (selection) => selection.show)
  useEffect(() => {
    void load(api.id)
  }, [load, api.id])

  if (state === undefined || state.kind === 'loading') return <Skeleton label={t('common.loading')} lines={10} />
  if (state.kind === 'failed') {
    return (
      <div className="file-notices">
        <TroubleNotice
          trouble={state.trouble}
          actions={<Button onPress={() => void load(api.id)}>{t('common.retry')}</Button>}
        />
      </div>
    )
  }
  const { content } = state
  return (
    <Tabs
      label={t('apiWorkspace.views')}
      selected={centre.kind === 'workspace' ? centre.tab : 'definition'}
      onSelect={(tab) => show({ kind: 'workspace', tab })}
      tabs={[
        {
          id: 'definition',
          name: t('apiWorkspace.definition'),
          content: <DefinitionTab apiId={api.id} content={content} onImport={onImport} />,
        },
        {
          id: 'collections',
          name: t('apiWorkspace.collections'),
          content: <CollectionsTab apiId={api.id} content={content} onImport={onImport} />,
        },
      ]}
    />
  )
}
