import { type FormEvent, useId, useState } from 'react'
import type { UnsavedFiles } from '#renderer/features/api-workspace/index.ts'
import { useTexts } from '#renderer/texts/use-texts.tsx'
import { Button } from '#renderer/ui/button.tsx'
import { Dialog } from '#renderer/ui/dialog.tsx'
import { Notice } from '#renderer/ui/notice.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'
import type { BranchList } from '#shared/domain/branch.ts'
import { Author, type RepositoryStatus } from '#shared/domain/repository.ts'
import { CollidingFiles } from './colliding-files.tsx'
import { CreateFields, createProblem } from './create-fields.tsx'
import { EditsQuestion } from './edits-question.tsx'
import type { FlowEvent } from './flow.ts'
import { type Asked, type Hindrance, readiness } from './flow-state.ts'
import { UnsavedTyping } from './unsaved-typing.tsx'

export interface AskDialogProps {
  asked: Asked
  hindrance: Hindrance | null
  status: RepositoryStatus | null
  list: BranchList | null
  unsaved: UnsavedFiles
  send: (event: FlowEvent) => void
  onConfirm: () => void
  onAuthor: (author: Author) => void
}

/** What has to be known before a branch is switched to or created: its name, and what becomes of uncommitted edits (C2). */
export function AskDialog(props: AskDialogProps) {
  const { asked, hindrance, status, list, unsaved, send, onConfirm, onAuthor } = props
  const t = useTexts()
  const form = useId()
  const [author, setAuthor] = useState({ name: '', email: '' })
  const { goal, paths, decision } = asked
  const asksAuthor = hindrance?.kind === 'author-needed'
  const given = Author.safeParse(author)
  const missing = readiness(asked)
  const refusal = goal.kind === 'create' ? createProblem(t, goal, list, hindrance) : null
  const isBlocked = missing !== 'ready' || refusal !== null || (asksAuthor && !given.success)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (isBlocked) return
    if (asksAuthor && given.success) onAuthor(given.data)
    else onConfirm()
  }
  const close = () => send({ kind: 'closed' })
  return (
    <Dialog
      isOpen
      size="wide"
      title={goal.kind === 'switch' ? t('branches.ask.title', { branch: goal.to.name }) : t('branches.create.title')}
      onClose={close}
      actions={
        <>
          <span className="ask-missing ui-hint" role="status">
            {missing === 'ready' ? null : t(`branches.ask.needs.${missing}`)}
          </span>
          <Button onPress={close}>{t('common.cancel')}</Button>
          <Button type="submit" form={form} variant="primary" isDisabled={isBlocked} autoFocus={goal.kind === 'switch'}>
            {goal.kind === 'create'
              ? t('branches.create.button')
              : t(`branches.ask.button.${paths.length === 0 ? 'plain' : decision}`)}
          </Button>
        </>
      }
    >
      <form id={form} className="form" onSubmit={submit}>
        {hindrance?.kind === 'collides' ? (
          <Notice tone="warning" title={t('branches.ask.collides', { count: hindrance.files.length })}>
            <CollidingFiles files={hindrance.files} />
            <p>{t('branches.ask.collidesNext')}</p>
          </Notice>
        ) : null}
        {goal.kind === 'create' ? (
          <CreateFields
            goal={goal}
            status={status}
            list={list}
            problem={refusal}
            onChange={(next) => send({ kind: 'goal-changed', goal: next })}
          />
        ) : null}
        <UnsavedTyping unsaved={unsaved} />
        {paths.length > 0 ? <EditsQuestion asked={asked} status={status} send={send} /> : null}
        {asksAuthor ? (
          <>
            <p>{t('branches.ask.author')}</p>
            <TextField
              label={t('sourceControl.author.name')}
              value={author.name}
              onChange={(name) => setAuthor({ ...author, name })}
              autoComplete="name"
              autoFocus
            />
            <TextField
              label={t('sourceControl.author.email')}
              type="email"
              value={author.email}
              onChange={(email) => setAuthor({ ...author, email })}
              autoComplete="email"
            />
          </>
        ) : null}
      </form>
    </Dialog>
  )
}
