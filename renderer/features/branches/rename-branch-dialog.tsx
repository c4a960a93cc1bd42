import { useId, useState } from 'react'
import { TroubleNotice } from '#renderer/session/trouble-notice.tsx'
import { useSession } from '#renderer/session/use-session.tsx'
import { useTexts } from '#renderer/texts/use-texts.tsx'
import { Button } from '#renderer/ui/button.tsx'
import { Dialog } from '#renderer/ui/dialog.tsx'
import { Notice } from '#renderer/ui/notice.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'
import { useToast } from '#renderer/ui/toast.tsx'
import type { BranchList, RenameBranchOutcome } from '#shared/domain/branch.ts'
import type { ConnectionId } from '#shared/domain/ids.ts'
import { nameVerdict } from './name-verdict.ts'
import { verdictWords } from './row-words.ts'
import { useAttempt } from './use-attempt.ts'

export interface RenameBranchDialogProps {
  connectionId: ConnectionId
  branch: string
  list: BranchList
  onClose: () => void
  onDone: () => Promise<void>
}

/** Gives a branch of the clone another name. */
export function RenameBranchDialog({ connectionId, branch, list, onClose, onDone }: RenameBranchDialogProps) {
  const t = useTexts()
  const session = useSession()
  const toast = useToast()
  const form = useId()
  const [name, setName] = useState(branch)
  const [refusal, setRefusal] = useState<Exclude<RenameBranchOutcome, { kind: 'renamed' }> | null>(null)
  const { isPending, trouble, run } = useAttempt()
  const newName = name.trim()
  // The branch itself is not in the way of its new name: `a` may become `a/b`.
  const others = { local: list.local.filter((one) => one.name !== branch), remote: [] }
  const verdict = nameVerdict(name, others)
  const taken = refusal?.kind === 'clashes' ? ({ kind: 'clashes', other: refusal.other } as const) : null
  const known = verdictWords(t, verdict) ?? (refusal?.kind === 'exists' ? t('branches.name.exists') : null)
  const problem = known ?? (taken === null ? null : verdictWords(t, taken))
  const isBlocked = verdict.kind !== 'good' || newName === branch
  const rename = async () => {
    const outcome = await session.rpc.branches.rename({ connectionId, name: branch, newName })
    if (outcome.kind !== 'renamed') {
      setRefusal(outcome)
      return
    }
    await onDone()
    toast({ text: t('branches.rename.done', { branch, name: newName }) })
    onClose()
  }
  return (
    <Dialog
      isOpen
      title={t('branches.rename.title', { branch })}
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t('common.cancel')}</Button>
          <Button type="submit" form={form} variant="primary" isDisabled={isBlocked} isPending={isPending}>
            {t('branches.rename.button')}
          </Button>
        </>
      }
    >
      <form
        id={form}
        className="form"
        onSubmit={(event) => {
          event.preventDefault()
          if (!isBlocked) void run(rename)
        }}
      >
        <TextField
          label={t('branches.rename.name')}
          value={name}
          onChange={(text) => {
            setName(text)
            setRefusal(null)
          }}
          error={problem}
          description={t('branches.rename.text')}
          code="code"
          maxLength={1024}
          autoFocus
        />
        {refusal?.kind === 'missing' ? <Notice tone="warning">{t('branches.gone.text', { branch })}</Notice> : null}
        {refusal?.kind === 'in-other-worktree' ? (
          <Notice tone="warning">{t('branches.elsewhere.text', { branch })}</Notice>
        ) : null}
        {trouble === null ? null : <TroubleNotice trouble={trouble} />}
      </form>
    </Dialog>
  )
}
