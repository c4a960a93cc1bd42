import { useId, useState } from 'react'
import { useTexts } from '#renderer/texts/use-texts.tsx'
import { Button } from '#renderer/ui/button.tsx'
import { Dialog } from '#renderer/ui/dialog.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'
import type { ConnectionId } from '#shared/domain/ids.ts'
import { Author } from '#shared/domain/repository.ts'
import type { Question } from './state.ts'
import { useSourceControl } from './use-repository.ts'

interface AuthorDialogProps {
  connectionId: ConnectionId
  retry: Extract<Question, { kind: 'author' }>['retry']
}

/** Asks for the author where Git's configuration names none, and goes on with the answer. */
export function AuthorDialog({ connectionId, retry }: AuthorDialogProps) {
  const t = useTexts()
  const { send, goOnAs } = useSourceControl()
  const form = useId()
  const [name, setName] = useState('')
  const [email, setEmail] = useState('')
  const author = Author.safeParse({ name, email })
  const close = () => send(connectionId, { kind: 'question-closed' })
  return (
    <Dialog
      isOpen
      title={t('sourceControl.author.title')}
      onClose={close}
      actions={
        <>
          <Button onPress={close}>{t('common.cancel')}</Button>
          <Button type="submit" form={form} variant="primary" isDisabled={!author.success}>
            {t(`sourceControl.author.${retry}`)}
          </Button>
        </>
      }
    >
      <p>{t('sourceControl.author.text')}</p>
      <form
        id={form}
        className="question-fields"
        onSubmit={(event) => {
          event.preventDefault()
          if (author.success) void goOnAs(connectionId, author.data)
        }}
      >
        <TextField label={t('sourceControl.author.name')} value={name} onChange={setName} autoFocus autoComplete="name" />
        <TextField
          label={t('sourceControl.author.email')}
          type="email"
          value={email}
          onChange={setEmail}
          autoComplete="email"
        />
      </form>
    </Dialog>
  )
}
