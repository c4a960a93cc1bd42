import { CornerLeftUp, Folder, FolderGit2 } from 'lucide-react'
import { useCallback, useEffect, useRef, useState } from 'react'
import { ListBox, ListBoxItem } from 'react-aria-components'
import { TroubleNotice } from '#renderer/session/trouble-notice.tsx'
import { useSession } from '#renderer/session/use-session.tsx'
import { useTexts } from '#renderer/texts/use-texts.tsx'
import type { Trouble } from '#renderer/trouble.ts'
import { Badge } from '#renderer/ui/badge.tsx'
import { Button } from '#renderer/ui/button.tsx'
import { Dialog } from '#renderer/ui/dialog.tsx'
import { Notice } from '#renderer/ui/notice.tsx'
import { Skeleton } from '#renderer/ui/skeleton.tsx'
import type { PickedFolder } from '#shared/contract/folders.ts'
import type { ContractClient } from '#shared/contract/index.ts'
import './folders.css'

type Listing = Awaited<ReturnType<ContractClient['folders']['browse']>>
type View = { kind: 'loading' } | { kind: 'answered'; listing: Listing } | { kind: 'failed'; trouble: Trouble }
type Listed = Extract<Listing, { kind: 'listed' }>

export interface FolderListDialogProps {
  onClose: () => void
  onPick: (folder: PickedFolder) => void
}

/** Picks a folder where the system's own dialog can't be had: Enter opens a folder, the button selects the one shown. */
export function FolderListDialog({ onClose, onPick }: FolderListDialogProps) {
  const t = useTexts()
  const { view, browse } = useBrowsing()
  const here = view.kind === 'answered' && view.listing.kind === 'listed' ? view.listing.here : null
  return (
    <Dialog
      isOpen
      size="wide"
      title={t('connectRepository.list.title')}
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t('common.cancel')}</Button>
          <Button
            variant="primary"
            isDisabled={here === null}
            onPress={() => {
              if (here !== null) onPick(here)
            }}
          >
            {t('connectRepository.list.select', { folder: here?.label ?? '' })}
          </Button>
        </>
      }
    >
      <p className="ui-hint">{t('connectRepository.list.text')}</p>
      {view.kind === 'loading' ? <Skeleton label={t('common.loading')} lines={6} /> : null}
      {view.kind === 'failed' ? <TroubleNotice trouble={view.trouble} /> : null}
      {view.kind === 'answered' && view.listing.kind === 'unreadable' ? (
        <Notice
          tone="danger"
          title={t(`connectRepository.list.${view.listing.reason}`)}
          actions={<Button onPress={() => browse(null)}>{t('connectRepository.list.home')}</Button>}
        />
      ) : null}
      {view.kind === 'answered' && view.listing.kind === 'listed' ? (
        <Folders key={view.listing.here.handle} listing={view.listing} browse={browse} />
      ) : null}
    </Dialog>
  )
}

/** Lists folders one level at a time; an answer that is overtaken by a newer question is dropped. */
function useBrowsing() {
  const session = useSession()
  const [view, setView] = useState<View>({ kind: 'loading' })
  const open = useRef<AbortController | null>(null)
  const browse = useCallback(
    (folder: PickedFolder | null) => {
      open.current?.abort()
      const abort = new AbortController()
      open.current = abort
      session.rpc.folders.browse({ folder: folder?.handle ?? null }, { signal: abort.signal }).then(
        (listing) => {
          if (!abort.signal.aborted) setView({ kind: 'answered', listing })
        },
        (error) => {
          if (!abort.signal.aborted) setView({ kind: 'failed', trouble: session.trouble(error) })
        },
      )
    },
    [session],
  )
  useEffect(() => {
    browse(null)
    return () => open.current?.abort()
  }, [browse])
  return { view, browse }
}

function Folders({ listing, browse }: { listing: Listed; browse: (folder: PickedFolder | null) => void }) {
  const t = useTexts()
  const { here, parent, children, truncated } = listing
  const rows = [
    ...(parent === null ? [] : [{ id: 'up', folder: parent, name: t('connectRepository.list.up'), look: 'up' as const }]),
    ...children.map((child) => ({
      id: child.handle as string,
      folder: { handle: child.handle, label: child.label },
      name: child.name,
      look: child.isRepository ? ('repository' as const) : ('folder' as const),
    })),
  ]
  return (
    <>
      <nav className="folder-crumbs" aria-label={t('connectRepository.list.path')}>
        {parent === null ? null : (
          <>
            <Button variant="quiet" onPress={() => browse(parent)}>
              {parent.label}
            </Button>
            <span aria-hidden="true">›</span>
          </>
        )}
        <strong>{here.label}</strong>
      </nav>
      <ListBox
        className="folder-list"
        aria-label={t('connectRepository.list.here', { folder: here.label })}
        items={rows}
        autoFocus="first"
        selectionMode="none"
        onAction={(id) => {
          const row = rows.find((one) => one.id === id)
          if (row !== undefined) browse(row.folder)
        }}
        renderEmptyState={() => <p className="ui-hint">{t('connectRepository.list.empty')}</p>}
      >
        {(row) => (
          <ListBoxItem className="folder-row" textValue={row.name}>
            <FolderIcon look={row.look} />
            <span className="cut-at-end">{row.name}</span>
            {row.look === 'repository' ? <Badge tone="success">{t('connectRepository.list.repository')}</Badge> : null}
          </ListBoxItem>
        )}
      </ListBox>
      {truncated ? <p className="ui-hint">{t('connectRepository.list.truncated')}</p> : null}
    </>
  )
}

function FolderIcon({ look }: { look: 'up' | 'repository' | 'folder' }) {
  if (look === 'up') return <CornerLeftUp aria-hidden="true" />
  return look === 'repository' ? <FolderGit2 aria-hidden="true" /> : <Folder aria-hidden="true" />
}
