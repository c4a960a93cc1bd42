import { useEffect, useId, useState } from 'react'
import { TokenFields } from '#renderer/features/connect-repository/index.ts'
import { RenewConnection } from '#renderer/features/connection-settings/index.ts'
import { TroubleNotice } from '#renderer/session/trouble-notice.tsx'
import { useSession } from '#renderer/session/use-session.tsx'
import { failureWords } from '#renderer/texts/failure-words.ts'
import { useTexts } from '#renderer/texts/use-texts.tsx'
import type { Trouble } from '#renderer/trouble.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Dialog } from '#renderer/ui/dialog.tsx'
import { ErrorNotice } from '#renderer/ui/error-notice.tsx'
import type { TokenStorage } from '#shared/contract/token-storage.ts'
import type { Connection } from '#shared/domain/connection.ts'
import { safeAfter } from './notice-words.ts'
import type { Question } from './state.ts'
import { useSourceControl } from './use-repository.ts'

interface SignInDialogProps {
  connection: Connection
  question: Extract<Question, { kind: 'sign-in' }>
}

/** The server asked for a sign-in: takes what this connection signs in with, and repeats what was being done. */
export function SignInDialog({ connection, question }: SignInDialogProps) {
  const store = useSourceControl()
  const close = () => store.send(connection.id, { kind: 'question-closed' })
  const retry = () => {
    close()
    return store.again(connection.id, question.retry)
  }
  const parts = { connection, question, close, retry }
  switch (connection.signIn.kind) {
    case 'account':
      return <AccountDialog {...parts} />
    case 'token':
      return <TokenDialog {...parts} />
    case 'credential-helper':
    case 'ssh':
      return <ElsewhereDialog {...parts} method={connection.signIn.kind} />
  }
}

interface DialogParts extends SignInDialogProps {
  close: () => void
  retry: () => Promise<void>
}

/** The account signs in again; then the work goes on by itself. */
function AccountDialog({ connection, question, close, retry }: DialogParts) {
  const t = useTexts()
  return (
    <Dialog
      isOpen
      size="wide"
      title={t('sourceControl.token.title', { domain: new URL(connection.domain).host })}
      onClose={close}
      actions={<Button onPress={close}>{t('common.cancel')}</Button>}
    >
      <WhyAsked question={question} />
      <RenewConnection connection={connection} onRenewed={() => void retry()} />
    </Dialog>
  )
}

/** What the server said to the work that made it ask. */
function WhyAsked({ question: { failure, work } }: Pick<SignInDialogProps, 'question'>) {
  const t = useTexts()
  const words = failureWords(t, failure)
  return <ErrorNotice words={{ ...words, safe: safeAfter(t, work) ?? words.safe }} />
}

function TokenDialog({ connection: { domain }, question, close, retry }: DialogParts) {
  const t = useTexts()
  const session = useSession()
  const form = useId()
  const [token, setToken] = useState({ username: '', secret: '' })
  const [trouble, setTrouble] = useState<Trouble | null>(null)
  const storage = useTokenStorage(domain)
  const keepAndRetry = async () => {
    try {
      await session.rpc.tokens.keep({ domain, username: token.username.trim() || null, token: token.secret.trim() })
    } catch (error) {
      setTrouble(session.trouble(error))
      return
    }
    await retry()
  }
  return (
    <Dialog
      isOpen
      title={t('sourceControl.token.title', { domain: new URL(domain).host })}
      onClose={close}
      actions={
        <>
          <Button onPress={close}>{t('common.cancel')}</Button>
          <Button type="submit" form={form} variant="primary" isDisabled={token.secret.trim() === ''}>
            {t(`sourceControl.token.retry.${question.retry}`)}
          </Button>
        </>
      }
    >
      <WhyAsked question={question} />
      {trouble === null ? null : <TroubleNotice trouble={trouble} />}
      <form
        id={form}
        onSubmit={(event) => {
          event.preventDefault()
          if (token.secret.trim() !== '') void keepAndRetry()
        }}
      >
        <TokenFields {...token} onChange={setToken} storage={storage} />
      </form>
    </Dialog>
  )
}

/** Git itself signs in: there is nothing to enter here. */
function ElsewhereDialog({
  connection,
  question,
  close,
  retry,
  method,
}: DialogParts & { method: 'credential-helper' | 'ssh' }) {
  const t = useTexts()
  return (
    <Dialog
      isOpen
      title={t('sourceControl.token.title', { domain: new URL(connection.domain).host })}
      onClose={close}
      actions={
        <>
          <Button onPress={close}>{t('common.cancel')}</Button>
          <Button variant="primary" onPress={() => void retry()}>
            {t('sourceControl.token.again')}
          </Button>
        </>
      }
    >
      <WhyAsked question={question} />
      <p>{t(`sourceControl.token.method.${method}`)}</p>
    </Dialog>
  )
}

function useTokenStorage(domain: string): TokenStorage | null {
  const session = useSession()
  const [storage, setStorage] = useState<TokenStorage | null>(null)
  useEffect(() => {
    const abort = new AbortController()
    session.rpc.tokens.describe({ domain }, { signal: abort.signal }).then(
      (token) => {
        if (!abort.signal.aborted) setStorage(token.storage)
      },
      (error) => {
        if (!abort.signal.aborted) session.trouble(error)
      },
    )
    return () => abort.abort()
  }, [session, domain])
  return storage
}
