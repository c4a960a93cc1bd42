import { ChevronRight, History } from 'lucide-react'
import { Button as AriaButton } from 'react-aria-components'
import { useTexts } from '#renderer/texts/use-texts.tsx'
import type { ConnectionId } from '#shared/domain/ids.ts'
import { useHistoryActions } from './use-history.ts'
import './history.css'

/** The line below the changes that leads to the history. */
export function HistorySection({ connectionId }: { connectionId: ConnectionId }) {
  const t = useTexts()
  const { open } = useHistoryActions()
  return (
    <AriaButton className="history-open" onPress={() => open(connectionId)}>
      <History aria-hidden="true" />
      <span>{t('history.title')}</span>
      <ChevronRight aria-hidden="true" />
    </AriaButton>
  )
}
