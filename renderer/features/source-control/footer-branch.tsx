import { ChevronUp, GitBranch } from 'lucide-react'
import { createDialogsStore } from '#renderer/session/dialogs.ts'
import { createSettingsStore } from '#renderer/session/settings.ts'
import { useFeature } from '#renderer/session/use-session.tsx'
import { shortenMiddle } from '#renderer/texts/sizes.ts'
import { useTexts } from '#renderer/texts/use-texts.tsx'
import { Button } from '#renderer/ui/button.tsx'
import { ReturnFocus } from '#renderer/ui/return-focus.tsx'
import type { Connection } from '#shared/domain/connection.ts'
import type { RepositoryStatus } from '#shared/domain/repository.ts'
import { knownStatus, type RepositoryState } from './state.ts'
import { useSourceControl } from './use-repository.ts'

/** The active branch, or why there is none; it opens the switcher. */
export function BranchButton({ connection, status }: { connection: Connection; status: RepositoryStatus | null }) {
  const t = useTexts()
  const open = useFeature(createDialogsStore, (dialogs) => dialogs.open)
  const head = status?.head ?? { kind: 'branch' as const, branch: connection.branch }
  const commit = head.kind === 'detached' ? head.commit.slice(0, 8) : ''
  const name = head.kind === 'detached' ? '' : head.branch
  const label = {
    branch: t('branches.open', { branch: name }),
    detached: t('branches.openDetached', { commit }),
    unborn: t('branches.openUnborn', { branch: name }),
  }[head.kind]
  const short = shortenMiddle(name, 36)
  const shown = {
    branch: short,
    detached: t('branches.detached', { commit }),
    unborn: t('branches.unborn', { branch: short }),
  }[head.kind]
  return (
    <Button
      variant="quiet"
      className="footer-branch"
      icon={<GitBranch />}
      aria-haspopup="dialog"
      aria-label={label}
      onPress={() => open({ kind: 'branches', connectionId: connection.id })}
    >
      <bdi title={name}>{shown}</bdi> <ChevronUp aria-hidden="true" />
    </Button>
  )
}

/** How far the active branch is behind the default one, and the way to catch up (C6). */
export function BehindDefault({ repository }: { repository: RepositoryState }) {
  const t = useTexts()
  const { updateFromDefault } = useSourceControl()
  const panes = useFeature(createSettingsStore, ({ settings }) => settings.panes)
  const change = useFeature(createSettingsStore, (store) => store.change)
  const status = knownStatus(repository)
  const standing = status?.defaultBranch ?? null
  if (standing === null || standing.behind === null || standing.behind === 0) return null
  const branch = shortenMiddle(standing.name, 24)
  const isBlocked = repository.running !== null || status?.operation !== null || status.head.kind !== 'branch'
  const update = () => {
    // How it ends is said in the pane.
    if (panes.sourceControl === 'hidden') void change({ panes: { ...panes, sourceControl: 'shown' } })
    void updateFromDefault(repository.connectionId, 'ask')
  }
  return (
    <span className="footer-part">
      <ReturnFocus />
      <bdi>{t('branches.behindDefault', { count: standing.behind, branch })}</bdi>
      <Button variant="quiet" className="footer-action" isDisabled={isBlocked} onPress={update}>
        {t('branches.update', { branch })}
      </Button>
    </span>
  )
}
