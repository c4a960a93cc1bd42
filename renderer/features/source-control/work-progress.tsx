import { useTexts } from '#renderer/texts/use-texts.tsx'
import { ProgressBar } from '#renderer/ui/progress-bar.tsx'
import type { RepositoryState } from './state.ts'
import { useSourceControl } from './use-repository.ts'

/** How far the running push, pull or look at the remote has come, with a way to stop it. */
export function WorkProgress({ repository }: { repository: RepositoryState }) {
  const t = useTexts()
  const { cancel } = useSourceControl()
  const { running, connectionId } = repository
  if (running === null || running.work === 'commit') return null
  const { work, progress } = running
  const stage = progress === null ? null : t(`sourceControl.stage.${progress.stage}`)
  return (
    <ProgressBar
      label={[t(`sourceControl.work.${work}`), stage].filter(Boolean).join(' · ')}
      done={progress?.done ?? 0}
      total={progress?.total ?? null}
      unit={progress?.unit ?? null}
      onCancel={() => cancel(connectionId)}
    />
  )
}
