import { EllipsisVertical, History, RotateCcw, Settings2, Undo2 } from 'lucide-react'
import { useState } from 'react'
import { ConnectionSettingsDialog } from '#renderer/features/connection-settings/index.ts'
import { RestorePointsDialog } from '#renderer/features/restore-points/index.ts'
import { useTexts } from '#renderer/texts/use-texts.tsx'
import { IconButton } from '#renderer/ui/icon-button.tsx'
import { Menu } from '#renderer/ui/menu.tsx'
import type { Api } from '#shared/domain/api.ts'
import type { Connection } from '#shared/domain/connection.ts'
import { includedPaths, knownStatus, type RepositoryState } from './state.ts'
import { useSourceControl } from './use-repository.ts'

interface PaneHeaderProps {
  api: Api
  connection: Connection
  repository: RepositoryState
}

type Opened = 'nothing' | 'restore-points' | 'settings'

/** The pane's title with the count of changes, and what is done less often. */
export function PaneHeader({ api, connection, repository }: PaneHeaderProps) {
  const t = useTexts()
  const { discard } = useSourceControl()
  const [opened, setOpened] = useState<Opened>('nothing')
  const changes = knownStatus(repository)?.changes ?? null
  const changed = (changes ?? []).map(({ path }) => path)
  const included = includedPaths(repository)
  const close = () => setOpened('nothing')
  return (
    <header className="source-control-head">
      <h2>{t('sourceControl.title')}</h2>
      {changes === null ? null : <span className="ui-hint">{t('sourceControl.count', { count: changes.length })}</span>}
      <span className="source-control-gap" />
      <Menu
        label={t('common.moreActions')}
        trigger={<IconButton label={t('common.moreActions')} icon={<EllipsisVertical />} />}
        actions={[
          {
            id: 'discard',
            name: t('sourceControl.discardAll'),
            icon: <RotateCcw />,
            isDisabled: changed.length === 0 || repository.running !== null,
            onAction: () => void discard(connection.id, changed),
          },
          {
            id: 'discard-selected',
            name: t('sourceControl.discardIncluded'),
            icon: <Undo2 />,
            isDisabled: included.length === 0 || included.length === changed.length || repository.running !== null,
            onAction: () => void discard(connection.id, included),
          },
          {
            id: 'restore-points',
            name: t('sourceControl.restorePoints'),
            icon: <History />,
            onAction: () => setOpened('restore-points'),
          },
          {
            id: 'settings',
            name: t('connectionSettings.open'),
            icon: <Settings2 />,
            onAction: () => setOpened('settings'),
          },
        ]}
      />
      {opened === 'restore-points' ? <RestorePointsDialog connectionId={connection.id} onClose={close} /> : null}
      {opened === 'settings' ? <ConnectionSettingsDialog api={api} connection={connection} onClose={close} /> : null}
    </header>
  )
}
