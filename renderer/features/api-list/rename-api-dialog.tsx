import { type FormEvent, useId, useState } from 'react'
import { TroubleNotice } from '#renderer/session/trouble-notice.tsx'
import { useFeature, useSession } from '#renderer/session/use-session.tsx'
import { useTexts } from '#renderer/texts/use-texts.tsx'
import type { Trouble } from '#renderer/trouble.ts'
import { useAnnounce } from '#renderer/ui/announcer.tsx'
import { Button } from '#renderer/ui/button.tsx'
import { Dialog } from '#renderer/ui/dialog.tsx'
import type { Api } from '#shared/domain/api.ts'
import { ApiFields } from './api-fields.tsx'
import { nameProblem, summaryProblem } from './name-problem.ts'
import { createApiListStore } from './store.ts'

export interface RenameApiDialogProps {
  api: Api
  isOpen: boolean
  onClose: () => void
}

/** Changes the name and the summary of an API. */
export function RenameApiDialog({ api, isOpen, onClose }: RenameApiDialogProps) {
  const t = useTexts()
  const form = useId()
  const [pending, setPending] = useState(false)
  return (
    <Dialog
      isOpen={isOpen}
      onClose={onClose}
      title={t('apiList.rename.title')}
      actions={
        <>
          <Button onPress={onClose}>{t('common.cancel')}</Button>
          <Button type="submit" form={form} variant="primary" isPending={pending}>
            {t('common.save')}
          </Button>
        </>
      }
    >
      <RenameForm id={form} api={api} onPending={setPending} onDone={onClose} />
    </Dialog>
  )
}

interface RenameFormProps {
  id: string
  api: Api
  onPending: (pending: boolean) => void
  onDone: () => void
}

function RenameForm({ id, api, onPending, onDone }: RenameFormProps) {
  const t = useTexts()
  const session = useSession()
  const announce = useAnnounce()
  const update = useFeature(createApiListStore, (list) => list.update)
  const [name, setName] = useState(api.name)
  const [summary, setSummary] = useState(api.summary)
  const [trouble, setTrouble] = useState<Trouble | null>(null)

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (nameProblem(name) || summaryProblem(summary)) return
    onPending(true)
    try {
      const changed = await update(api.id, { name, summary })
      announce(t('apiList.renamed', { name: changed.name }))
      onDone()
    } catch (error) {
      setTrouble(session.trouble(error))
    } finally {
      onPending(false)
    }
  }
  return (
    <form id={id} className="form" onSubmit={(event) => void submit(event)}>
      <ApiFields name={name} onName={setName} missingName="said" summary={summary} onSummary={setSummary} />
      {trouble ? <TroubleNotice trouble={trouble} /> : null}
    </form>
  )
}
