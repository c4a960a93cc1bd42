import { Check, CircleDot, CloudUpload, GitCommitHorizontal, HardDrive } from 'lucide-react'
import { connectionOf, createConnectionsStore } from '#renderer/session/connections.ts'
import { createRepositoriesStore } from '#renderer/session/repositories.ts'
import { useFeature } from '#renderer/session/use-session.tsx'
import { useTexts } from '#renderer/texts/use-texts.tsx'
import { Badge } from '#renderer/ui/badge.tsx'
import type { FileRef } from '#shared/domain/content.ts'
import type { ApiId } from '#shared/domain/ids.ts'
import { type Standing, standingOf } from './standing.ts'

const LOOKS = {
  unsaved: { tone: 'warning', icon: CircleDot },
  saved: { tone: 'neutral', icon: HardDrive },
  uncommitted: { tone: 'mine', icon: GitCommitHorizontal },
  committed: { tone: 'mine', icon: CloudUpload },
  pushed: { tone: 'success', icon: Check },
} as const

export interface StandingBadgeProps {
  apiId: ApiId
  file: FileRef
  isUnsaved: boolean
}

/** Says how far the edits of a file have come: unsaved, saved, committed, pushed. */
export function StandingBadge({ apiId, file, isUnsaved }: StandingBadgeProps) {
  const t = useTexts()
  const standing = useStanding(apiId, file, isUnsaved)
  const { tone, icon: Icon } = LOOKS[standing]
  return (
    <Badge tone={tone} icon={<Icon aria-hidden="true" />}>
      {t(`apiWorkspace.standing.${standing}`)}
    </Badge>
  )
}

function useStanding(apiId: ApiId, file: FileRef, isUnsaved: boolean): Standing {
  const connection = useFeature(createConnectionsStore, (state) => connectionOf(state, apiId))
  const id = connection?.id ?? null
  const repository = useFeature(createRepositoriesStore, (state) => (id === null ? undefined : state.byConnection.get(id)))
  const status = repository?.kind === 'ready' ? repository.status : null
  return standingOf(isUnsaved, file, connection ? { directories: connection.directories, status } : null)
}
