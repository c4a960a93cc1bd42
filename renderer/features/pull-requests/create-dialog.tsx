import { useId, useState } from 'react'
import { TroubleNotice } from '#renderer/session/trouble-notice.tsx'
import { useFeature } from '#renderer/session/use-session.tsx'
import { useTexts } from '#renderer/texts/use-texts.tsx'
import { Button } from '#renderer/ui/button.tsx'
import { Checkbox } from '#renderer/ui/checkbox.tsx'
import { ComboBox } from '#renderer/ui/combo-box.tsx'
import { Dialog } from '#renderer/ui/dialog.tsx'
import { Notice } from '#renderer/ui/notice.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'
import type { PullRequestList } from '#shared/contract/pull-requests.ts'
import type { Connection } from '#shared/domain/connection.ts'
import type { RepositoryStatus } from '#shared/domain/repository.ts'
import { createPullRequestsStore } from './store.ts'
import { suggestTitle } from './suggest-title.ts'
import { termOf } from './term.ts'
import { type Attempt, useCreate } from './use-create.ts'

interface CreatePullRequestDialogProps {
  connection: Connection
  status: RepositoryStatus
  branch: string
  push: () => Promise<void>
}

/** Writes a new pull request of the branch, where one was asked for. */
export function CreatePullRequestDialog(props: CreatePullRequestDialogProps) {
  const { connection } = props
  const isOpen = useFeature(createPullRequestsStore, (store) => store.writingFor === connection.id)
  const list = useFeature(createPullRequestsStore, (store) => store.byConnection.get(connection.id)?.list ?? null)
  return isOpen && list?.kind === 'listed' ? <Open {...props} list={list} /> : null
}

/** As the contract takes them (`pullRequests.create`), in UTF-16 units. */
const LONGEST = { title: 255, description: 60_000 } as const

interface OpenProps extends CreatePullRequestDialogProps {
  list: Extract<PullRequestList, { kind: 'listed' }>
}

function Open({ connection, status, branch, push, list }: OpenProps) {
  const t = useTexts()
  const term = termOf(connection.host)
  const write = useFeature(createPullRequestsStore, (store) => store.write)
  const form = useId()
  const targets = list.targets.filter((target) => target !== branch)
  const [title, setTitle] = useState(() => suggestTitle(status.lastCommit?.subject ?? '', branch))
  const [description, setDescription] = useState('')
  const [target, setTarget] = useState(targets[0] ?? status.defaultBranch?.name ?? '')
  const [draft, setDraft] = useState(false)
  const { attempt, create, pushFirst } = useCreate(connection, push)
  const isComplete = title.trim() !== '' && target.trim() !== ''
  const close = () => write(null)
  const submit = () => create({ title: title.trim(), description: description.trim(), target: target.trim(), draft })
  return (
    <Dialog
      isOpen
      size="wide"
      title={t('pullRequests.create', { term })}
      onClose={close}
      actions={
        <>
          <Button onPress={close}>{t('common.cancel')}</Button>
          <Button type="submit" form={form} variant="primary" isDisabled={!isComplete} isPending={attempt.kind === 'creating'}>
            {t('pullRequests.create', { term })}
          </Button>
        </>
      }
    >
      <AttemptNotice attempt={attempt} term={term} pushFirst={pushFirst} />
      <p className="ui-hint">
        {t('pullRequests.from')} <bdi className="pull-request-branch">{branch}</bdi>
      </p>
      <form
        id={form}
        className="pull-request-fields"
        onSubmit={(event) => {
          event.preventDefault()
          if (isComplete) void submit()
        }}
      >
        <TextField
          label={t('pullRequests.field.title')}
          value={title}
          onChange={setTitle}
          maxLength={LONGEST.title}
          autoFocus
        />
        <TextField
          label={t('pullRequests.field.description')}
          rows={5}
          value={description}
          onChange={setDescription}
          maxLength={LONGEST.description}
        />
        <ComboBox
          label={t('pullRequests.field.target')}
          code="code"
          options={targets.map((name) => ({ id: name, name }))}
          value={target}
          onChange={setTarget}
          onChoose={setTarget}
        />
        <Checkbox isSelected={draft} onChange={setDraft}>
          {t('pullRequests.field.draft')}
        </Checkbox>
      </form>
    </Dialog>
  )
}

interface AttemptNoticeProps {
  attempt: Attempt
  term: string
  pushFirst: () => Promise<void>
}

/** Why there is none yet. What was typed stays. */
function AttemptNotice({ attempt, term, pushFirst }: AttemptNoticeProps) {
  const t = useTexts()
  switch (attempt.kind) {
    case 'idle':
    case 'creating':
      return null
    case 'failed':
      return <TroubleNotice trouble={attempt.trouble} safe={t('pullRequests.safe')} />
    case 'not-pushed':
      return (
        <Notice tone="warning" actions={<Button onPress={() => void pushFirst()}>{t('sourceControl.push')}</Button>}>
          <p>{t('pullRequests.notPushed', { term })}</p>
        </Notice>
      )
    case 'refused':
      return (
        <Notice tone="danger" title={t('pullRequests.refused', { term })}>
          <p>{t('pullRequests.safe')}</p>
          {attempt.hostWords === '' ? null : (
            <details className="ui-notice-host" open>
              <summary>{t('common.hostWords')}</summary>
              <pre>{attempt.hostWords}</pre>
            </details>
          )}
        </Notice>
      )
  }
}
