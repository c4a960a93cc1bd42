import { Undo2 } from 'lucide-react'
import { memo, useMemo } from 'react'
import { Button as AriaButton, GridList, GridListItem, ListLayout, Virtualizer } from 'react-aria-components'
import { createSelectionStore } from '#renderer/session/selection.ts'
import { useFeature } from '#renderer/session/use-session.tsx'
import { shortenMiddle } from '#renderer/texts/sizes.ts'
import { useTexts } from '#renderer/texts/use-texts.tsx'
import { Checkbox } from '#renderer/ui/checkbox.tsx'
import { EmptyState } from '#renderer/ui/empty-state.tsx'
import { IconButton } from '#renderer/ui/icon-button.tsx'
import type { ConnectionId } from '#shared/domain/ids.ts'
import type { Change } from '#shared/domain/repository.ts'
import { includedOf } from './state.ts'
import { useSourceControl } from './use-repository.ts'
import { letterOf, splitPath } from './views.ts'

const ROW_HEIGHT = 40

interface ChangeListProps {
  connectionId: ConnectionId
  changes: readonly Change[]
  leftOut: ReadonlySet<string>
  /** Whether work runs that must not be crossed by a discard. */
  isBusy: boolean
}

/** The changed files. Only the visible rows exist, and typing a message draws none of them, so that thousands stay fluid. */
export const ChangeList = memo(function ChangeList({ connectionId, changes, leftOut, isBusy }: ChangeListProps) {
  const t = useTexts()
  const open = useOpenPath(connectionId)
  const show = useFeature(createSelectionStore, (selection) => selection.show)
  const rows = useMemo(() => changes.map((change) => ({ ...change, id: change.path })), [changes])
  if (changes.length === 0) {
    return (
      <div className="change-list-empty">
        <EmptyState size="compact" title={t('sourceControl.empty.title')} text={t('sourceControl.empty.text')} />
      </div>
    )
  }
  return (
    <section className="change-list" aria-label={t('sourceControl.changes')}>
      <IncludeAll connectionId={connectionId} changes={changes} included={includedOf(changes, leftOut).length} />
      <Virtualizer layout={ListLayout} layoutOptions={{ rowHeight: ROW_HEIGHT }}>
        <GridList
          className="change-rows"
          aria-label={t('sourceControl.changes')}
          items={rows}
          dependencies={[leftOut, open, isBusy]}
          selectionMode="none"
          onAction={(path) => show({ kind: 'diff', connectionId, source: { kind: 'working' }, path: String(path) })}
        >
          {(change) => (
            <GridListItem
              id={change.path}
              className={change.path === open ? 'change-row change-row-open' : 'change-row'}
              textValue={t('sourceControl.fileLine', {
                path: change.path,
                change: t(`sourceControl.change.${change.kind}`),
              })}
            >
              <ChangeRow
                connectionId={connectionId}
                change={change}
                isIncluded={change.kind !== 'conflicted' && !leftOut.has(change.path)}
                isBusy={isBusy}
              />
            </GridListItem>
          )}
        </GridList>
      </Virtualizer>
    </section>
  )
})

/** The path whose differences are in the centre, where they belong to this connection. */
function useOpenPath(connectionId: ConnectionId): string | null {
  return useFeature(createSelectionStore, ({ centre }) =>
    centre.kind === 'diff' && centre.connectionId === connectionId && centre.source.kind === 'working' ? centre.path : null,
  )
}

interface IncludeAllProps {
  connectionId: ConnectionId
  changes: readonly Change[]
  included: number
}

function IncludeAll({ connectionId, changes, included }: IncludeAllProps) {
  const t = useTexts()
  const { send } = useSourceControl()
  const count = changes.length
  return (
    <div className="change-all">
      <Checkbox
        aria-label={t('sourceControl.includeAll')}
        isSelected={included === count}
        isIndeterminate={included > 0 && included < count}
        onChange={(all) =>
          send(connectionId, all ? { kind: 'all-included' } : { kind: 'all-left-out', paths: changes.map(({ path }) => path) })
        }
      >
        <span className="ui-hint">{t('sourceControl.included', { included, count })}</span>
      </Checkbox>
    </div>
  )
}

interface ChangeRowProps {
  connectionId: ConnectionId
  change: Change
  isIncluded: boolean
  isBusy: boolean
}

function ChangeRow({ connectionId, change, isIncluded, isBusy }: ChangeRowProps) {
  const t = useTexts()
  const { send, discard } = useSourceControl()
  const show = useFeature(createSelectionStore, (selection) => selection.show)
  const { path, kind } = change
  const { folder, name } = splitPath(path)
  return (
    <>
      <Checkbox
        aria-label={t('sourceControl.include', { path })}
        isDisabled={kind === 'conflicted'}
        isSelected={isIncluded}
        onChange={(included) => send(connectionId, { kind: included ? 'file-included' : 'file-left-out', path })}
      />
      <AriaButton
        className="change-open"
        aria-label={`${t('sourceControl.open', { path })}, ${t(`sourceControl.change.${kind}`)}`}
        onPress={() => show({ kind: 'diff', connectionId, source: { kind: 'working' }, path })}
      >
        <span className={`change-letter change-letter-${kind}`} aria-hidden="true" title={t(`sourceControl.change.${kind}`)}>
          {letterOf(kind)}
        </span>
        <span className="change-words" title={path}>
          <span className="change-name">{shortenMiddle(name, 48)}</span>
          <span className="change-folder">{shortenMiddle(folder, 44)}</span>
        </span>
      </AriaButton>
      <IconButton
        className="change-discard"
        label={t('sourceControl.discard', { path })}
        icon={<Undo2 />}
        isDisabled={isBusy}
        onPress={() => void discard(connectionId, [path])}
      />
    </>
  )
}
