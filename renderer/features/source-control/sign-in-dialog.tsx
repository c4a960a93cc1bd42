import { useEffect, useId, useState } from 'react'
import { TokenFields } from '#renderer/features/connect-repository/index.ts'
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
import type { Question } from './state.ts'
import { useSourceControl } from './use-repository.ts'

interface SignInDialogProps {
  connection: Connection
  question: Extract<Question, { kind: 'sign-in' }>
}

/** The server asked for a sign-in: takes a token for the domain and repeats what was being done. */
export function SignInDialog({ connection, question }: SignInDialogProps) {
  const t = useTexts()
  const session = useSession()
  const store = useSourceControl()
  const form = useId()
  const [token, setToken] = useState({ username: '', secret: '' })
  const [trouble, setTrouble] = useState<Trouble | null>(null)
  const storage = useTokenStorage(connection.domain)
  const { domain } = connection
  const close = () => store.send(connection.id, { kind: 'question-closed' })
  const retry = () => {
    close()
    if (question.retry === 'push') return store.push(connection.id)
    return question.retry === 'pull' ? store.pull(connection.id, 'ask') : store.fetch(connection.id)
  }
  const keepAndRetry = async () => {
    try {
      await session.rpc.tokens.keep({ domain, username: token.username.trim() || null, token: token.secret.trim() })
    } catch (error) {
      setTrouble(session.trouble(error))
      return
    }
    await retry()
  }
  const usesToken = connection.signIn === 'token'
  return (
    <Dialog
      isOpen
      title={t('sourceControl.token.title', { domain: new URL(domain).host })}
      onClose={close}
      actions={
        <>
          <Button onPress={close}>{t('common.cancel')}</Button>
          {usesToken ? (
            <Button type="submit" form={form} variant="primary" isDisabled={token.secret.trim() === ''}>
              {t(`sourceControl.token.retry.${question.retry}`)}
            </Button>
          ) : (
            <Button variant="primary" onPress={() => void retry()}>
              {t('sourceControl.token.again')}
            </Button>
          )}
        </>
      }
    >
      <ErrorNotice words={failureWords(t, { code: 'SIGN_IN_NEEDED', data: question.failure })} />
      {trouble === null ? null : <TroubleNotice trouble={trouble} />}
      {connection.signIn === 'token' ? (
        <form
          id={form}
          onSubmit={(event) => {
            event.preventDefault()
            if (token.secret.trim() !== '') void keepAndRetry()
          }}
        >
          <TokenFields {...token} onChange={setToken} storage={storage} />
        </form>
      ) : (
        <p>{t(`sourceControl.token.method.${connection.signIn}`)}</p>
      )}
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
