import { type FormEvent, useId, useState } from 'react'
import { TroubleNotice } from '#renderer/session/trouble-notice.tsx'
import { useFeature, useSession } from '#renderer/session/use-session.tsx'
import { useTexts } from '#renderer/texts/use-texts.tsx'
import type { Trouble } from '#renderer/trouble.ts'
import { useAnnounce } from '#renderer/ui/announcer.tsx'
import { Button } from '#renderer/ui/button.tsx'
import { Dialog } from '#renderer/ui/dialog.tsx'
import { RadioCards } from '#renderer/ui/radio-cards.tsx'
import { ApiFields } from './api-fields.tsx'
import { nameProblem, summaryProblem } from './name-problem.ts'
import { createApiListStore } from './store.ts'

export interface CreateApiDialogProps {
  isOpen: boolean
  onClose: () => void
}

/** Asks for a name, a summary and what to start with. */
export function CreateApiDialog({ isOpen, onClose }: CreateApiDialogProps) {
  const t = useTexts()
  const form = useId()
  const [pending, setPending] = useState(false)
  const close = () => {
    if (!pending) onClose()
  }
  return (
    <Dialog
      isOpen={isOpen}
      onClose={close}
      title={t('apiList.create.title')}
      actions={
        <>
          <Button onPress={close}>{t('common.cancel')}</Button>
          <Button type="submit" form={form} variant="primary" isPending={pending}>
            {t('apiList.create')}
          </Button>
        </>
      }
    >
      <CreateApiForm id={form} onPending={setPending} onDone={onClose} />
    </Dialog>
  )
}

interface CreateApiFormProps {
  id: string
  onPending: (pending: boolean) => void
  onDone: () => void
}

function CreateApiForm({ id, onPending, onDone }: CreateApiFormProps) {
  const t = useTexts()
  const session = useSession()
  const announce = useAnnounce()
  const create = useFeature(createApiListStore, (list) => list.create)
  const [name, setName] = useState('')
  const [summary, setSummary] = useState('')
  const [starter, setStarter] = useState<'openapi' | 'empty'>('openapi')
  const [tried, setTried] = useState(false)
  const [trouble, setTrouble] = useState<Trouble | null>(null)
  const isTaken = useFeature(
    createApiListStore,
    (list) => list.apis.kind === 'ready' && list.apis.apis.some((api) => api.name === name.trim()),
  )

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (nameProblem(name) || summaryProblem(summary)) return
    onPending(true)
    setTrouble(null)
    try {
      const api = await create({ name, summary, starter })
      announce(t('apiList.created', { name: api.name }))
      onDone()
    } catch (error) {
      setTrouble(session.trouble(error))
    } finally {
      onPending(false)
    }
  }
  return (
    <form id={id} className="form" onSubmit={(event) => void submit(event)}>
      <ApiFields
        name={name}
        onName={setName}
        nameHint={isTaken ? t('apiList.name.taken') : null}
        missingName={tried ? 'said' : 'not-yet'}
        summary={summary}
        onSummary={setSummary}
        summaryHint={t('apiList.create.summaryHint')}
      />
      <RadioCards
        label={t('apiList.create.starter')}
        value={starter}
        onChange={setStarter}
        cards={[
          { id: 'openapi', title: t('apiList.create.openapi'), text: t('apiList.create.openapiText') },
          { id: 'empty', title: t('apiList.create.empty'), text: t('apiList.create.emptyText') },
        ]}
      />
      {trouble ? <TroubleNotice trouble={trouble} /> : null}
    </form>
  )
}
