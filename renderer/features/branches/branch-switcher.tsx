import { useCallback, useEffect, useMemo, useState } from 'react'
import type { RepositoryState } from '#renderer/features/source-control/index.ts'
import { knownStatus } from '#renderer/features/source-control/index.ts'
import { TroubleNotice } from '#renderer/session/trouble-notice.tsx'
import { useFeature } from '#renderer/session/use-session.tsx'
import { useTexts } from '#renderer/texts/use-texts.tsx'
import { useAnnounce } from '#renderer/ui/announcer.tsx'
import { Button } from '#renderer/ui/button.tsx'
import { Dialog } from '#renderer/ui/dialog.tsx'
import { EmptyState } from '#renderer/ui/empty-state.tsx'
import { SearchList } from '#renderer/ui/search-list.tsx'
import { Skeleton } from '#renderer/ui/skeleton.tsx'
import type { RepositoryStatus } from '#shared/domain/repository.ts'
import { BranchMenu, type MenuPlace } from './branch-menu.tsx'
import type { BranchEntry } from './entries.ts'
import type { Goal } from './flow-state.ts'
import { type Branches, createBranchListStore, type Listing } from './list-store.ts'
import { rowWords, serverWords, verdictWords } from './row-words.ts'
import { firstChoice, type SwitcherRow, switcherRows } from './rows.ts'
import { StandingNotice } from './standing-notice.tsx'
import { BranchRow, CreateRow } from './switcher-row.tsx'

export interface BranchSwitcherProps {
  repository: RepositoryState
  onClose: () => void
  onWant: (goal: Goal) => void
}

/** Every branch there is to switch to, found as one types. */
export function BranchSwitcher({ repository, onClose, onWant }: BranchSwitcherProps) {
  const t = useTexts()
  const { connectionId } = repository
  const branches = useFeature(createBranchListStore, ({ byConnection }) => byConnection.get(connectionId))
  const open = useFeature(createBranchListStore, (store) => store.open)
  const close = useFeature(createBranchListStore, (store) => store.close)
  useEffect(() => {
    void open(connectionId)
    return () => close(connectionId)
  }, [open, close, connectionId])
  const status = knownStatus(repository)
  return (
    <Dialog isOpen size="wide" title={t('branches.title')} onClose={onClose}>
      <div className="branch-switcher">
        {status === null ? null : <StandingNotice status={status} />}
        {branches?.listing.kind === 'ready' ? (
          <Found
            repository={repository}
            branches={branches}
            listing={branches.listing}
            status={status}
            onClose={onClose}
            onWant={onWant}
          />
        ) : branches?.listing.kind === 'failed' ? (
          <TroubleNotice
            trouble={branches.listing.trouble}
            actions={<Button onPress={() => void open(connectionId)}>{t('common.retry')}</Button>}
          />
        ) : (
          <Skeleton label={t('branches.loading')} lines={8} />
        )}
      </div>
    </Dialog>
  )
}

interface FoundProps extends BranchSwitcherProps {
  branches: Branches
  listing: Extract<Listing, { kind: 'ready' }>
  status: RepositoryStatus | null
}

/** Height of a row in pixels: two lines of words. */
const ROW_HEIGHT = 46

function Found({ repository, branches, listing, status, onClose, onWant }: FoundProps) {
  const t = useTexts()
  const [search, setSearch] = useState('')
  const [chosen, setChosen] = useState<string | null>(null)
  const [menu, setMenu] = useState<MenuPlace | null>(null)
  const [now] = useState(() => Date.now())
  const { connectionId } = repository
  const { list, entries } = listing
  const rows = useMemo(() => switcherRows(entries, search).map(asListRow), [entries, search])
  const active = rows.some(({ id }) => id === chosen) ? chosen : firstChoice(rows.map(({ row }) => row))
  const current = list.head.kind === 'detached' ? list.head.commit.slice(0, 8) : list.head.branch
  useAnnouncedCount(search, rows)
  const look = useFeature(createBranchListStore, (store) => store.look)
  const onSight = useCallback(
    (inSight: readonly ListRow[]) =>
      look(
        connectionId,
        inSight.flatMap(({ row }) => (row.kind === 'branch' ? [row.entry] : [])),
      ),
    [look, connectionId],
  )
  const isBlocked = status?.operation != null || repository.running !== null
  const choose = ({ row }: ListRow) => {
    if (row.kind === 'heading' || isBlocked) return
    if (row.kind === 'create') {
      if (row.verdict.kind !== 'good') return
      onWant({ kind: 'create', name: row.name, from: { kind: 'head' }, publish: 'later' })
    } else onWant({ kind: 'switch', to: row.entry.ref, publish: 'later' })
  }
  const detailsOf = ({ key }: BranchEntry) => branches.details.get(key)?.details ?? null
  const nameOf = (row: SwitcherRow): string => {
    switch (row.kind) {
      case 'heading':
        return ''
      case 'create': {
        const reason = verdictWords(t, row.verdict)
        return reason === null
          ? t('branches.row.create', { name: row.name, from: current })
          : t('branches.row.createRefused', { name: row.name, reason })
      }
      case 'branch':
        return rowWords(t, row.entry, detailsOf(row.entry), branches.protectedNames.has(row.entry.name))
    }
  }
  return (
    <>
      <SearchList
        label={t('branches.search')}
        placeholder={t('branches.searchHint')}
        search={search}
        onSearch={(text) => {
          setSearch(text)
          setChosen(null)
        }}
        rows={rows}
        rowHeight={ROW_HEIGHT}
        active={active}
        onActive={setChosen}
        onChoose={choose}
        onSight={onSight}
        onMenu={({ row }, at) => {
          if (row.kind === 'branch') setMenu({ entry: row.entry, at })
        }}
        nameOf={({ row }) => nameOf(row)}
        renderRow={({ row }) => {
          switch (row.kind) {
            case 'heading':
              return t(`branches.group.${row.group}`, { count: row.count })
            case 'create':
              return <CreateRow name={row.name} from={current} refusal={verdictWords(t, row.verdict)} />
            case 'branch':
              return (
                <BranchRow
                  entry={row.entry}
                  details={detailsOf(row.entry)}
                  isProtected={branches.protectedNames.has(row.entry.name)}
                  defaultBranch={list.defaultBranch}
                  now={now}
                />
              )
          }
        }}
        empty={<EmptyState size="compact" title={t('branches.empty.title')} text={t('branches.empty.text')} />}
      />
      <div className="switcher-foot">
        <span role="status">{serverWords(t, listing, now)}</span>
        <span className="switcher-keys" aria-hidden="true">
          {t('branches.keys')}
        </span>
        {repository.running === null ? null : <span role="status">{t('branches.blocked.running')}</span>}
        <MoreButton row={rows.find(({ id }) => id === active)?.row ?? null} onMenu={setMenu} />
      </div>
      <BranchMenu
        connectionId={connectionId}
        place={menu}
        list={list}
        isBlocked={isBlocked}
        onFold={() => setMenu(null)}
        onClose={onClose}
        onWant={onWant}
      />
    </>
  )
}

interface ListRow {
  id: string
  kind: 'heading' | 'option'
  row: SwitcherRow
}

function asListRow(row: SwitcherRow): ListRow {
  return { id: row.id, kind: row.kind === 'heading' ? 'heading' : 'option', row }
}

/** What can be done with the row that the keys are on, for those who come to it by Tab. */
function MoreButton({ row, onMenu }: { row: SwitcherRow | null; onMenu: (place: MenuPlace) => void }) {
  const t = useTexts()
  const [button, setButton] = useState<HTMLButtonElement | null>(null)
  const entry = row?.kind === 'branch' ? row.entry : null
  return (
    <Button
      ref={setButton}
      aria-haspopup="menu"
      isDisabled={entry === null}
      {...(entry === null ? {} : { 'aria-label': t('branches.menu', { name: entry.name }) })}
      onPress={() => {
        if (entry !== null && button !== null) onMenu({ entry, at: button })
      }}
    >
      {t('branches.menuButton')}
    </Button>
  )
}

/** How long typing has to pause before the count is read aloud, in milliseconds. */
const QUIET = 500

function useAnnouncedCount(search: string, rows: readonly ListRow[]): void {
  const t = useTexts()
  const announce = useAnnounce()
  useEffect(() => {
    if (search === '') return
    const count = rows.filter(({ row }) => row.kind === 'branch').length
    const timer = setTimeout(() => announce(t('branches.found', { count })), QUIET)
    return () => clearTimeout(timer)
  }, [search, rows, announce, t])
}
