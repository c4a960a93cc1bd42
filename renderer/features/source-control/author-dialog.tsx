import { useId, useState } from 'react'
import { accountOf, createAccountsStore } from '#renderer/session/accounts.ts'
import { useFeature } from '#renderer/session/use-session.tsx'
import { useTexts } from '#renderer/texts/use-texts.tsx'
import { Button } from '#renderer/ui/button.tsx'
import { Dialog } from '#renderer/ui/dialog.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'
import type { Connection } from '#shared/domain/connection.ts'
import { Author } from '#shared/domain/repository.ts'
import { authorOf, type Question, type RepositoryState } from './state.ts'
import { suggestAuthor } from './suggest-author.ts'
import { useSourceControl } from './use-repository.ts'

interface AuthorDialogProps {
  connection: Connection
  repository: RepositoryState
  retry: Extract<Question, { kind: 'author' }>['retry']
}

/** Asks for the author where Git's configuration names none, or the person wants to be another; goes on with the answer. */
export function AuthorDialog({ connection, repository, retry }: AuthorDialogProps) {
  const t = useTexts()
  const { send, goOnAs } = useSourceControl()
  const accounts = useFeature(createAccountsStore, (store) => store.accounts)
  const account = accountOf({ accounts }, connection)
  const form = useId()
  const known = authorOf(repository)
  const [typed, setTyped] = useState(() => known ?? (account === null ? { name: '', email: '' } : suggestAuthor(account)))
  const author = Author.safeParse(typed)
  const close = () => send(connection.id, { kind: 'question-closed' })
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
      <p>{t(known === null ? 'sourceControl.author.text' : 'sourceControl.author.changeText')}</p>
      {known === null && account !== null ? (
        <p className="ui-hint">{t('sourceControl.author.suggested', { login: account.login })}</p>
      ) : null}
      <form
        id={form}
        className="question-fields"
        onSubmit={(event) => {
          event.preventDefault()
          if (author.success) void goOnAs(connection.id, author.data)
        }}
      >
        <TextField
          label={t('sourceControl.author.name')}
          value={typed.name}
          onChange={(name) => setTyped({ ...typed, name })}
          autoFocus
          autoComplete="name"
        />
        <TextField
          label={t('sourceControl.author.email')}
          type="email"
          value={typed.email}
          onChange={(email) => setTyped({ ...typed, email })}
          autoComplete="email"
        />
      </form>
    </Dialog>
  )
}
