import { useEffect } from 'react'
import { createSettingsStore } from '#renderer/session/settings.ts'
import { useFeature } from '#renderer/session/use-session.tsx'
import type { RepositoryState } from './state.ts'

/** Shows the pane when work that was begun elsewhere asks something: the pane is where it is answered. */
export function useQuestionsInSight({ question }: RepositoryState): void {
  const panes = useFeature(createSettingsStore, ({ settings }) => settings.panes)
  const change = useFeature(createSettingsStore, (store) => store.change)
  useEffect(() => {
    if (question !== null && panes.sourceControl === 'hidden') void change({ panes: { ...panes, sourceControl: 'shown' } })
  }, [question, panes, change])
}
