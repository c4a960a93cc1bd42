import { ArrowLeft } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { ToggleButton, ToggleButtonGroup } from 'react-aria-components'
import { TroubleNotice } from '#renderer/session/trouble-notice.tsx'
import { useTexts } from '#renderer/texts/use-texts.tsx'
import { Button } from '#renderer/ui/button.tsx'
import { EmptyState } from '#renderer/ui/empty-state.tsx'
import { IconButton } from '#renderer/ui/icon-button.tsx'
import { ReturnFocus } from '#renderer/ui/return-focus.tsx'
import { SearchField } from '#renderer/ui/search-field.tsx'
import { Skeleton } from '#renderer/ui/skeleton.tsx'
import type { ConnectionId } from '#shared/domain/ids.ts'
import { CommitDetail } from './commit-detail.tsx'
import { CommitList } from './commit-list.tsx'
import { ListEnd } from './list-end.tsx'
import type { HistoryState } from './state.ts'
import { useBranchMark, useHistory, useHistoryActions } from './use-history.ts'
import './history.css'

/** How long typing has to rest before the history is searched, in milliseconds. */
const TYPING_REST = 250

/**
 * The commits of the branch in the pane's place; the chosen one's message and files below. Escape leads back: from the commit to
 * the list, from the list to the changes.
 */
export function HistoryPane({ connectionId }: { connectionId: ConnectionId }) {
  const t = useTexts()
  const history = useHistory(connectionId)
  const { choose, close, send } = useHistoryActions()
  const chosen = history.commits.find(({ id }) => id === history.chosen) ?? null
  const search = useRef<HTMLInputElement>(null)
  const seen = useRef(0)
  useQuestions(history, seen)
  useEffect(() => search.current?.focus(), [])
  const leave = () => {
    if (chosen === null) close(connectionId)
    else {
      send(connectionId, { kind: 'commit-chosen', commit: null })
      search.current?.focus()
    }
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape is the quick way of the button in here
    <div
      className="history"
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.defaultPrevented) leave()
      }}
    >
      <ReturnFocus otherwise=".history-open" />
      <header className="history-head">
        <IconButton label={t('history.back')} icon={<ArrowLeft />} onPress={() => close(connectionId)} />
        <h2>{t('history.title')}</h2>
        <ToggleButtonGroup
          className="history-scopes"
          aria-label={t('history.scope')}
          selectionMode="single"
          disallowEmptySelection
          selectedKeys={[history.scope]}
          onSelectionChange={(keys) => void choose(connectionId, keys.has('all') ? 'all' : 'api')}
        >
          <ToggleButton id="api" className="history-scope">
            {t('history.scope.api')}
          </ToggleButton>
          <ToggleButton id="all" className="history-scope">
            {t('history.scope.all')}
          </ToggleButton>
        </ToggleButtonGroup>
      </header>
      <div className="history-search">
        <SearchField
          label={t('history.search')}
          placeholder={t('history.searchHint')}
          inputRef={search}
          value={history.search}
          onChange={(text) => send(connectionId, { kind: 'search-typed', text })}
        />
      </div>
      <Commits history={history} seen={seen} />
      <ListEnd history={history} />
      {chosen === null ? null : <CommitDetail key={chosen.id} connectionId={connectionId} commit={chosen} />}
    </div>
  )
}

/** Asks when the pane opens, when typing rests, and when the branch has moved. */
function useQuestions(history: HistoryState, seen: { current: number }): void {
  const { ask, renew } = useHistoryActions()
  const { connectionId, search, answered } = history
  const mark = useBranchMark(connectionId)
  const readAt = useRef<string | null>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new search is a new question; the scope asks by itself
  useEffect(() => {
    if (answered === 'yes') return
    const timer = setTimeout(() => void ask(connectionId), search === '' ? 0 : TYPING_REST)
    return () => clearTimeout(timer)
  }, [connectionId, search])
  // biome-ignore lint/correctness/useExhaustiveDependencies: the mark alone tells that the branch has moved
  useEffect(() => {
    if (mark === null || mark === readAt.current) return
    const isFirst = readAt.current === null
    readAt.current = mark
    if (answered === 'yes' || !isFirst) void renew(connectionId, seen.current)
  }, [connectionId, mark])
}

function Commits({ history, seen }: { history: HistoryState; seen: { current: number } }) {
  const t = useTexts()
  const { askAgain } = useHistoryActions()
  const { connectionId, commits, trouble, answered, asking } = history
  if (commits.length > 0) return <CommitList history={history} seen={seen} />
  if (trouble !== null) {
    return (
      <div className="history-trouble">
        <TroubleNotice
          trouble={trouble}
          actions={<Button onPress={() => void askAgain(connectionId)}>{t('common.retry')}</Button>}
        />
      </div>
    )
  }
  if (answered === 'no' || asking !== 'nothing' || history.next !== null)
    return <Skeleton label={t('history.loading')} lines={8} />
  const empty = history.search.trim() === '' ? history.scope : 'search'
  return (
    <div className="history-empty">
      <EmptyState
        size="compact"
        title={t(`history.empty.${empty}.title`)}
        text={t(`history.empty.${empty}.text`, { search: history.search.trim() })}
      />
    </div>
  )
}
