import { useId, useState } from 'react'
import { branchNameWords } from '#renderer/texts/branch-name-words.ts'
import { shortenMiddle } from '#renderer/texts/sizes.ts'
import { useTexts } from '#renderer/texts/use-texts.tsx'
import { Button } from '#renderer/ui/button.tsx'
import { Dialog } from '#renderer/ui/dialog.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'
import { branchNameProblem } from '#shared/domain/branch-name.ts'
import type { Question, RepositoryState } from './state.ts'
import { suggestBranchName } from './suggest-branch-name.ts'
import { useSourceControl } from './use-repository.ts'

interface DefaultBranchDialogProps {
  repository: RepositoryState
  /** The default branch, which is checked out. */
  branch: string
  /** What a new branch is called where the message suggests no name. */
  apiName: string
  retry: Extract<Question, { kind: 'default-branch' }>['retry']
}

/** Before the first commit of a session on the default branch (C5): there, or onto a new branch? */
export function DefaultBranchDialog({ repository, branch, apiName, retry }: DefaultBranchDialogProps) {
  const t = useTexts()
  const { send, again } = useSourceControl()
  const form = useId()
  const { connectionId, summary } = repository
  const [name, setName] = useState(() => suggestBranchName(summary, apiName))
  const problem = branchNameProblem(name.trim())
  const shortBranch = shortenMiddle(branch, 32)
  const close = () => send(connectionId, { kind: 'question-closed' })
  const commitHere = () => {
    send(connectionId, { kind: 'default-branch-accepted' })
    void again(connectionId, retry)
  }
  const commitOntoNew = () => {
    close()
    send(connectionId, { kind: 'branch-named', name: name.trim() })
    void again(connectionId, retry)
  }
  return (
    <Dialog
      isOpen
      size="wide"
      title={t('sourceControl.onDefault.title', { branch: shortBranch })}
      onClose={close}
      actions={
        <>
          <Button onPress={close}>{t('common.cancel')}</Button>
          <Button onPress={commitHere}>{t(`sourceControl.onDefault.here.${retry}`, { branch: shortBranch })}</Button>
          <Button type="submit" form={form} variant="primary" isDisabled={problem !== null}>
            {t(`sourceControl.onDefault.onto.${retry}`)}
          </Button>
        </>
      }
    >
      <p>{t('sourceControl.onDefault.text', { branch })}</p>
      <form
        id={form}
        className="question-fields"
        onSubmit={(event) => {
          event.preventDefault()
          if (problem === null) commitOntoNew()
        }}
      >
        <TextField
          label={t('sourceControl.onDefault.name')}
          code="code"
          autoFocus
          value={name}
          onChange={setName}
          error={problem === null ? undefined : branchNameWords(t, problem)}
        />
      </form>
      <p className="ui-hint">{t('sourceControl.onDefault.remember')}</p>
    </Dialog>
  )
}
