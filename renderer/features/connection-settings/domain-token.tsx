import { useCallback, useEffect, useState } from 'react'
import { TokenFields } from '#renderer/features/connect-repository/index.ts'
import { TroubleNotice } from '#renderer/session/trouble-notice.tsx'
import { useSession } from '#renderer/session/use-session.tsx'
import { useTexts } from '#renderer/texts/use-texts.tsx'
import type { Trouble } from '#renderer/trouble.ts'
import { Button } from '#renderer/ui/button.tsx'
import { useToast } from '#renderer/ui/toast.tsx'
import type { ContractClient } from '#shared/contract/index.ts'

type KeptToken = Awaited<ReturnType<ContractClient['tokens']['describe']>>

/** The access token kept for a domain: whether there is one, where it is kept, and how to replace or remove it. */
export function DomainToken({ domain }: { domain: string }) {
  const t = useTexts()
  const session = useSession()
  const toast = useToast()
  const [kept, setKept] = useState<KeptToken | null>(null)
  const [typed, setTyped] = useState<{ username: string; secret: string } | null>(null)
  const [trouble, setTrouble] = useState<Trouble | null>(null)

  const load = useCallback(async () => setKept(await session.rpc.tokens.describe({ domain })), [session, domain])
  const attempt = useCallback(
    async (work: () => Promise<void>) => {
      setTrouble(null)
      try {
        await work()
      } catch (error) {
        setTrouble(session.trouble(error))
      }
    },
    [session],
  )
  useEffect(() => void attempt(load), [attempt, load])

  const save = () =>
    attempt(async () => {
      if (typed === null) return
      await session.rpc.tokens.keep({ domain, username: typed.username.trim() || null, token: typed.secret.trim() })
      setTyped(null)
      await load()
      toast({ text: t('connectionSettings.token.saved') })
    })
  const remove = () =>
    attempt(async () => {
      await session.rpc.tokens.remove({ domain })
      await load()
      toast({ text: t('connectionSettings.token.removed') })
    })

  return (
    <section className="connection-token" aria-labelledby="connection-token-title">
      <h3 id="connection-token-title">{t('connectionSettings.token.title', { domain: new URL(domain).host })}</h3>
      {kept === null ? null : (
        <p>
          {kept.kept ? t(`connectionSettings.token.kept.${kept.storage}`) : t('connectionSettings.token.none')}{' '}
          {kept.username === null ? null : t('connectionSettings.token.user', { username: kept.username })}
        </p>
      )}
      <p className="ui-hint">{t('connectionSettings.token.shared')}</p>
      {trouble === null ? null : <TroubleNotice trouble={trouble} />}
      {typed === null ? (
        <div className="connection-actions">
          <Button onPress={() => setTyped({ username: kept?.username ?? '', secret: '' })}>
            {kept?.kept ? t('connectionSettings.token.replace') : t('connectionSettings.token.enter')}
          </Button>
          {kept?.kept ? <Button onPress={() => void remove()}>{t('connectionSettings.token.remove')}</Button> : null}
        </div>
      ) : (
        <form
          className="connection-token-form"
          onSubmit={(event) => {
            event.preventDefault()
            void save()
          }}
        >
          <TokenFields {...typed} onChange={setTyped} storage={kept?.storage ?? null} />
          <div className="connection-actions">
            <Button onPress={() => setTyped(null)}>{t('common.cancel')}</Button>
            <Button type="submit" variant="primary" isDisabled={typed.secret.trim() === ''}>
              {t('connectionSettings.token.save')}
            </Button>
          </div>
        </form>
      )}
    </section>
  )
}
