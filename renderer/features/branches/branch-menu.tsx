import { CloudOff, CloudUpload, GitBranchPlus, PencilLine, Trash2, Undo2 } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { useSourceControl } from '#renderer/features/source-control/index.ts'
import { useFeature } from '#renderer/session/use-session.tsx'
import { useTexts } from '#renderer/texts/use-texts.tsx'
import { MenuAt } from '#renderer/ui/menu.tsx'
import type { BranchList } from '#shared/domain/branch.ts'
import type { ConnectionId } from '#shared/domain/ids.ts'
import { DeleteBranchDialog } from './delete-branch-dialog.tsx'
import { DeleteRemoteDialog } from './delete-remote-dialog.tsx'
import { DropEditsDialog } from './drop-edits-dialog.tsx'
import type { BranchEntry } from './entries.ts'
import type { Goal } from './flow-state.ts'
import { createBranchListStore } from './list-store.ts'
import { RenameBranchDialog } from './rename-branch-dialog.tsx'
import { actionsOf, type RowAction } from './row-actions.ts'
import { useBringBack } from './use-bring-back.ts'

export interface MenuPlace {
  entry: BranchEntry
  at: HTMLElement
}

export interface BranchMenuProps {
  connectionId: ConnectionId
  /** Where it unfolds, and for which branch; null while it is folded. */
  place: MenuPlace | null
  list: BranchList
  /** Whether something runs or was begun elsewhere that must not be crossed. */
  isBlocked: boolean
  onFold: () => void
  /** Closes the switcher. */
  onClose: () => void
  onWant: (goal: Goal) => void
}

const ICONS: Partial<Record<RowAction['kind'], ReactNode>> = {
  createFrom: <GitBranchPlus />,
  rename: <PencilLine />,
  publish: <CloudUpload />,
  switchAndPublish: <CloudUpload />,
  bringBack: <Undo2 />,
  delete: <Trash2 />,
  deleteRemote: <CloudOff />,
}

const NOT_TO_BE_HAD: ReadonlySet<RowAction['kind']> = new Set(['deleteCurrent', 'deleteDefault', 'deleteRemoteDefault'])
const DANGEROUS: ReadonlySet<RowAction['kind']> = new Set(['delete', 'deleteRemote'])

type Asked = Extract<RowAction, { kind: 'rename' | 'delete' | 'deleteRemote' | 'drop' }>

/** What can be done with one branch, and the dialog of what was chosen. */
export function BranchMenu({ connectionId, place, list, isBlocked, onFold, onClose, onWant }: BranchMenuProps) {
  const t = useTexts()
  const { push } = useSourceControl()
  const bringBack = useBringBack(connectionId)
  const [asked, setAsked] = useState<{ action: Asked; entry: BranchEntry } | null>(null)
  const act = (action: RowAction, entry: BranchEntry) => {
    switch (action.kind) {
      case 'switch':
      case 'switchAndPublish':
        return onWant({ kind: 'switch', to: entry.ref, publish: action.kind === 'switch' ? 'later' : 'now' })
      case 'createFrom':
        return onWant({
          kind: 'create',
          name: '',
          from: entry.marks.includes('current') ? { kind: 'head' } : entry.ref,
          publish: 'later',
        })
      case 'publish':
        onClose()
        return void push(connectionId)
      case 'bringBack':
        onClose()
        return void bringBack()
      case 'rename':
      case 'delete':
      case 'deleteRemote':
      case 'drop':
        return setAsked({ action, entry })
      case 'deleteCurrent':
      case 'deleteDefault':
      case 'deleteRemoteDefault':
        return
    }
  }
  const actions = place === null ? [] : actionsOf(place.entry, list)
  return (
    <>
      <MenuAt
        at={place?.at ?? null}
        onClose={onFold}
        label={place === null ? '' : t('branches.menu', { name: place.entry.name })}
        actions={actions.map((action) => ({
          id: action.kind,
          name: t(`branches.action.${action.kind}`),
          icon: ICONS[action.kind],
          tone: DANGEROUS.has(action.kind) ? 'danger' : 'normal',
          isDisabled: isBlocked || NOT_TO_BE_HAD.has(action.kind),
          onAction: () => {
            if (place !== null) act(action, place.entry)
          },
        }))}
      />
      {asked === null ? null : (
        <AskedDialog connectionId={connectionId} list={list} {...asked} onClose={() => setAsked(null)} />
      )}
    </>
  )
}

interface AskedDialogProps {
  connectionId: ConnectionId
  list: BranchList
  action: Asked
  entry: BranchEntry
  onClose: () => void
}

function AskedDialog({ connectionId, list, action, entry, onClose }: AskedDialogProps) {
  const reload = useFeature(createBranchListStore, (store) => store.reload)
  const onDone = () => reload(connectionId)
  const parts = { connectionId, branch: entry.name, onClose, onDone }
  switch (action.kind) {
    case 'rename':
      return <RenameBranchDialog {...parts} list={list} />
    case 'delete':
      return <DeleteBranchDialog {...parts} />
    case 'deleteRemote':
      return <DeleteRemoteDialog {...parts} branch={action.name} tip={action.tip} />
    case 'drop':
      return <DropEditsDialog connectionId={connectionId} left={action.left} onClose={onClose} />
  }
}
