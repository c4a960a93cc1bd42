import { GitBranch, X } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { branchNameWords } from '#renderer/texts/branch-name-words.ts'
import { shortenMiddle } from '#renderer/texts/sizes.ts'
import type { Translate } from '#renderer/texts/texts.ts'
import { useTexts } from '#renderer/texts/use-texts.tsx'
import { Button } from '#renderer/ui/button.tsx'
import { IconButton } from '#renderer/ui/icon-button.tsx'
import { Notice } from '#renderer/ui/notice.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'
import { branchNameProblem } from '#shared/domain/branch-name.ts'
import type { RepositoryStatus } from '#shared/domain/repository.ts'
import { includedPaths, type RepositoryState } from './state.ts'
import { useSourceControl } from './use-repository.ts'
import { branchName } from './views.ts'

interface CommitTargetProps {
  repository: RepositoryState
  status: RepositoryStatus
}

/** Where the next commit goes, where that is not simply the checked-out branch: onto a new one, or in place of the last commit. */
export function CommitTarget({ repository, status }: CommitTargetProps) {
  const { onto, writing } = repository
  if (writing.kind === 'amend') return <Amending repository={repository} commit={writing.commit} />
  if (onto.kind === 'new-branch') return <NewBranch repository={repository} status={status} name={onto.name} />
  return null
}

function Amending({ repository, commit }: { repository: RepositoryState; commit: string }) {
  const t = useTexts()
  const { send } = useSourceControl()
  return (
    <Notice
      tone="info"
      title={t('sourceControl.amend.title', { commit: commit.slice(0, 8) })}
      actions={
        <Button onPress={() => send(repository.connectionId, { kind: 'amend-left' })}>{t('sourceControl.amend.leave')}</Button>
      }
    >
      <p>{t('sourceControl.amend.text', { count: includedPaths(repository).length })}</p>
    </Notice>
  )
}

function NewBranch({ repository, status, name }: CommitTargetProps & { name: string }) {
  const t = useTexts()
  const { send } = useSourceControl()
  const { connectionId, notice, running } = repository
  const field = useRef<HTMLInputElement & HTMLTextAreaElement>(null)
  // The field appears because it was asked for, and is where a name that is taken is mended.
  useFocus(field, running === null ? 'wanted' : 'unwanted', notice?.kind === 'commit' ? notice : null)
  const branch = shortenMiddle(branchName(status) ?? '', 32)
  return (
    <div className="commit-onto">
      <TextField
        label={t('sourceControl.onto.name')}
        code="code"
        inputRef={field}
        value={name}
        onChange={(typed) => {
          send(connectionId, { kind: 'branch-named', name: typed })
          if (notice?.kind === 'commit') send(connectionId, { kind: 'notice-dismissed' })
        }}
        error={nameError(t, repository, name)}
        description={
          <span className="commit-onto-hint">
            <GitBranch aria-hidden="true" />
            {t('sourceControl.onto.hint', { branch })}
          </span>
        }
      />
      <IconButton
        label={t('sourceControl.onto.leave', { branch })}
        icon={<X />}
        onPress={() => send(connectionId, { kind: 'branch-unnamed' })}
      />
    </div>
  )
}

/** What is wrong with the name: by Git's rules as it is typed, or because the clone has such a branch. Blank is not wrong yet. */
function nameError(t: Translate, { notice }: RepositoryState, name: string): string | undefined {
  const outcome = notice?.kind === 'commit' ? notice.outcome : null
  if (outcome?.kind === 'exists') return t('sourceControl.onto.exists')
  if (outcome?.kind === 'clashes') return t('sourceControl.onto.clashes', { other: outcome.other })
  const problem = branchNameProblem(name.trim())
  return problem === null || problem.kind === 'blank' ? undefined : branchNameWords(t, problem)
}

/**
 * Focuses the field when it appears, and anew for each `because`; not while it only shows what work is going on. Two frames
 * later, for a menu that was just chosen from gives the focus back to its button first.
 */
function useFocus(field: { current: HTMLElement | null }, want: 'wanted' | 'unwanted', because: unknown): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new reason moves the focus again, the end of work alone does not
  useEffect(() => {
    if (want === 'unwanted') return
    let frame = requestAnimationFrame(() => {
      frame = requestAnimationFrame(() => field.current?.focus())
    })
    return () => cancelAnimationFrame(frame)
  }, [field, because])
}
