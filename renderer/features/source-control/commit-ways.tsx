import { ChevronDown, GitBranchPlus, GitCommitHorizontal, Pencil, PencilOff } from 'lucide-react'
import { shortenMiddle } from '#renderer/texts/sizes.ts'
import { useTexts } from '#renderer/texts/use-texts.tsx'
import { IconButton } from '#renderer/ui/icon-button.tsx'
import { Menu, type MenuAction } from '#renderer/ui/menu.tsx'
import type { RepositoryStatus } from '#shared/domain/repository.ts'
import type { RepositoryState } from './state.ts'
import { suggestBranchName } from './suggest-branch-name.ts'
import { useSourceControl } from './use-repository.ts'
import { branchName } from './views.ts'

interface CommitWaysProps {
  repository: RepositoryState
  status: RepositoryStatus
  apiName: string
}

/** The button beside *Commit*: onto a new branch, or in place of the last commit. */
export function CommitWays({ repository, status, apiName }: CommitWaysProps) {
  const t = useTexts()
  const { send, beginAmend } = useSourceControl()
  const { connectionId, writing, onto, summary, running } = repository
  const branch = shortenMiddle(branchName(status) ?? '', 28)
  const actions: MenuAction[] = []
  if (onto.kind === 'new-branch') {
    actions.push({
      id: 'current',
      name: t('sourceControl.ways.current', { branch }),
      icon: <GitCommitHorizontal />,
      onAction: () => send(connectionId, { kind: 'branch-unnamed' }),
    })
  } else {
    actions.push({
      id: 'onto',
      name: t('sourceControl.ways.onto'),
      icon: <GitBranchPlus />,
      onAction: () => {
        send(connectionId, { kind: 'amend-left' })
        send(connectionId, { kind: 'branch-named', name: summary.trim() === '' ? '' : suggestBranchName(summary, apiName) })
      },
    })
  }
  if (writing.kind === 'amend') {
    actions.push({
      id: 'not-amend',
      name: t('sourceControl.ways.notAmend'),
      icon: <PencilOff />,
      onAction: () => send(connectionId, { kind: 'amend-left' }),
    })
  } else if (status.lastCommit !== null) {
    actions.push({
      id: 'amend',
      name: t('sourceControl.ways.amend'),
      icon: <Pencil />,
      onAction: () => void beginAmend(connectionId),
    })
  }
  return (
    <Menu
      label={t('sourceControl.moreWays')}
      trigger={
        <IconButton
          className="commit-ways"
          label={t('sourceControl.moreWays')}
          icon={<ChevronDown />}
          isDisabled={running !== null || status.operation !== null || status.head.kind === 'detached'}
        />
      }
      actions={actions}
    />
  )
}
