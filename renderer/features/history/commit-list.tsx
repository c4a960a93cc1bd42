import { useEffect, useLayoutEffect, useRef } from 'react'
import { ListBox, ListBoxItem, ListLayout, Virtualizer } from 'react-aria-components'
import { formatAge } from '#renderer/texts/sizes.ts'
import { useTexts } from '#renderer/texts/use-texts.tsx'
import '#renderer/ui/list.css'
import { CommitRow } from './commit-row.tsx'
import { firstCommitInSight, type Place, scrollFor } from './place.ts'
import { type HistoryState, mayAskMore } from './state.ts'
import { useHistoryActions } from './use-history.ts'

const ROW_HEIGHT = 44
/** How many rows below the last visible one are asked for before they come into sight. */
const AHEAD = 30

interface CommitListProps {
  history: HistoryState
  /** How many commits from the top have been in sight; read by whoever reads the list anew. */
  seen: { current: number }
}

/** The commits. Only the visible rows exist; more are asked for as one comes near the end. */
export function CommitList({ history, seen }: CommitListProps) {
  const t = useTexts()
  const { send, askMore } = useHistoryActions()
  const { connectionId, commits, chosen } = history
  const list = useRef<HTMLDivElement>(null)
  useKeptPlace(list, commits)
  useMoreNearEnd(list, history, seen, () => void askMore(connectionId))
  const now = new Date()
  return (
    <Virtualizer layout={ListLayout} layoutOptions={{ rowHeight: ROW_HEIGHT }}>
      <ListBox
        ref={list}
        className="ui-list history-list"
        aria-label={t('history.list')}
        aria-busy={history.answered === 'no'}
        items={commits}
        selectionMode="single"
        selectionBehavior="replace"
        disallowEmptySelection
        selectedKeys={chosen === null ? [] : [chosen]}
        onSelectionChange={(keys) => {
          const [commit] = keys === 'all' ? [] : keys
          if (commit !== undefined) send(connectionId, { kind: 'commit-chosen', commit: String(commit) })
        }}
      >
        {(commit) => (
          <ListBoxItem
            id={commit.id}
            className="ui-list-row"
            textValue={t('history.row', {
              subject: commit.subject,
              author: commit.author.name,
              age: formatAge(new Date(commit.authoredAt), now),
              pushed: commit.pushed ? 'yes' : 'no',
              tags: commit.tags.length === 0 ? 'none' : commit.tags.join(', '),
            })}
          >
            <CommitRow commit={commit} />
          </ListBoxItem>
        )}
      </ListBox>
    </Virtualizer>
  )
}

/** Keeps the first visible commit where it is when commits appear above it; at the top, the newest stays in sight. */
function useKeptPlace(list: { current: HTMLElement | null }, commits: HistoryState['commits']): void {
  const place = useRef<Place | null>(null)
  useEffect(() => {
    const element = list.current
    const remember = () => {
      place.current = element === null ? null : firstCommitInSight(commits, element.scrollTop, ROW_HEIGHT)
    }
    remember()
    element?.addEventListener('scroll', remember)
    return () => element?.removeEventListener('scroll', remember)
  }, [list, commits])
  useLayoutEffect(() => {
    const element = list.current
    const top = place.current === null ? null : scrollFor(commits, place.current, ROW_HEIGHT)
    if (element === null || top === null || top === element.scrollTop) return
    element.scrollTop = top
  }, [list, commits])
}

function useMoreNearEnd(
  list: { current: HTMLElement | null },
  history: HistoryState,
  seen: { current: number },
  askMore: () => void,
): void {
  useEffect(() => {
    const element = list.current
    if (element === null) return
    const look = () => {
      const last = Math.ceil((element.scrollTop + element.clientHeight) / ROW_HEIGHT)
      seen.current = last
      if (mayAskMore(history) && last + AHEAD >= history.commits.length) askMore()
    }
    look()
    element.addEventListener('scroll', look)
    return () => element.removeEventListener('scroll', look)
  }, [list, history, seen, askMore])
}
