import { TroubleNotice } from '#renderer/session/trouble-notice.tsx'
import { useTexts } from '#renderer/texts/use-texts.tsx'
import { Button } from '#renderer/ui/button.tsx'
import { Spinner } from '#renderer/ui/spinner.tsx'
import type { HistoryState } from './state.ts'
import { useHistoryActions } from './use-history.ts'

/** Below the list: what is on its way, why it did not come, or that there is no more. */
export function ListEnd({ history }: { history: HistoryState }) {
  const t = useTexts()
  const { askAgain } = useHistoryActions()
  const { connectionId, commits, trouble, asking, next, answered } = history
  if (commits.length === 0) return null
  if (trouble !== null) {
    return (
      <div className="history-trouble">
        <TroubleNotice
          trouble={trouble}
          safe={t('history.shownStays', { count: commits.length })}
          actions={<Button onPress={() => void askAgain(connectionId)}>{t('history.goOn')}</Button>}
        />
      </div>
    )
  }
  return (
    <p className="history-end ui-hint" role="status">
      {asking === 'nothing' ? null : <Spinner />}
      {asking === 'nothing'
        ? t(next === null && answered === 'yes' ? 'history.end.all' : 'history.end.more', { count: commits.length })
        : t(`history.asking.${asking}`, { count: commits.length })}
    </p>
  )
}
