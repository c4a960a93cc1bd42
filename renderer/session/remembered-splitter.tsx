import { Splitter, type SplitterProps } from '#renderer/ui/splitter.tsx'
import { createSettingsStore } from './settings.ts'
import { useFeature } from './use-session.tsx'

export interface RememberedSplitterProps extends Omit<SplitterProps, 'kept' | 'onKeep'> {
  /** The name under which the settings remember the size. */
  remember: string
}

/** The line between two panes, whose place the settings remember. */
export function RememberedSplitter({ remember, ...props }: RememberedSplitterProps) {
  const sizes = useFeature(createSettingsStore, (store) => store.settings.paneSizes)
  const change = useFeature(createSettingsStore, (store) => store.change)
  return (
    <Splitter
      {...props}
      kept={sizes[remember] ?? null}
      onKeep={(size) => void change({ paneSizes: { ...sizes, [remember]: size } })}
    />
  )
}
