import { EllipsisVertical, FileUp, Pencil, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { createApiListStore, DeleteApiDialog, RenameApiDialog } from '#renderer/features/api-list/index.ts'
import { TroubleNotice } from '#renderer/session/trouble-notice.tsx'
import { useFeature, useSession } from '#renderer/session/use-session.tsx'
import { useTexts } from '#renderer/texts/use-texts.tsx'
import type { Trouble } from '#renderer/trouble.ts'
import { IconButton } from '#renderer/ui/icon-button.tsx'
import { Menu } from '#renderer/ui/menu.tsx'
import { Select } from '#renderer/ui/select.tsx'
import { API_STATUSES, type Api, type ApiStatus } from '#shared/domain/api.ts'

export interface WorkspaceHeaderProps {
  api: Api
  onImport: () => void
}

/** The API's name, summary and status, and what can be done with it. */
export function WorkspaceHeader({ api, onImport }: WorkspaceHeaderProps) {
  const t = useTexts()
  const [dialog, setDialog] = useState<'none' | 'rename' | 'delete'>('none')
  const close = () => setDialog('none')
  return (
    <header className="workspace-head">
      <div className="workspace-title">
        <h2 className="cut-at-end" title={api.name}>
          {api.name}
        </h2>
        <StatusPicker api={api} />
        <span className="file-bar-gap" />
        <Menu
          label={t('apiWorkspace.actions')}
          trigger={<IconButton label={t('apiWorkspace.actions')} icon={<EllipsisVertical />} />}
          actions={[
            { id: 'import', name: t('apiWorkspace.import'), icon: <FileUp />, onAction: onImport },
            { id: 'rename', name: t('apiWorkspace.edit'), icon: <Pencil />, onAction: () => setDialog('rename') },
            {
              id: 'delete',
              name: t('apiWorkspace.delete'),
              icon: <Trash2 />,
              tone: 'danger',
              onAction: () => setDialog('delete'),
            },
          ]}
        />
      </div>
      {api.summary ? <p className="workspace-summary">{api.summary}</p> : null}
      <RenameApiDialog api={api} isOpen={dialog === 'rename'} onClose={close} />
      <DeleteApiDialog api={api} isOpen={dialog === 'delete'} onClose={close} />
    </header>
  )
}

function StatusPicker({ api }: { api: Api }) {
  const t = useTexts()
  const session = useSession()
  const update = useFeature(createApiListStore, (list) => list.update)
  const [trouble, setTrouble] = useState<Trouble | null>(null)
  const change = async (status: ApiStatus) => {
    setTrouble(null)
    try {
      await update(api.id, { status })
    } catch (error) {
      setTrouble(session.trouble(error))
    }
  }
  return (
    <>
      <Select
        look="quiet"
        label={t('apiWorkspace.status')}
        labelPlacement="hidden"
        value={api.status}
        onChange={(status) => void change(status)}
        options={API_STATUSES.map((id) => ({ id, name: t(`apiList.status.${id}`) }))}
      />
      {trouble ? <TroubleNotice trouble={trouble} /> : null}
    </>
  )
}
