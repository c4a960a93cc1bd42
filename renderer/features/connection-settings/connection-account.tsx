import { useState } from 'react'
import { AccountAvatar } from '#renderer/session/account-avatar.tsx'
import { accountOf, accountsOf, createAccountsStore } from '#renderer/session/accounts.ts'
import { createConnectionsStore } from '#renderer/session/connections.ts'
import { createDialogsStore } from '#renderer/session/dialogs.ts'
import { TroubleNotice } from '#renderer/session/trouble-notice.tsx'
import { useFeature, useSession } from '#renderer/session/use-session.tsx'
import { useTexts } from '#renderer/texts/use-texts.tsx'
import type { Trouble } from '#renderer/trouble.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Notice } from '#renderer/ui/notice.tsx'
import { useToast } from '#renderer/ui/toast.tsx'
import type { Account } from '#shared/domain/account.ts'
import type { Connection } from '#shared/domain/connection.ts'

type Standing = { kind: 'idle' } | { kind: 'no-access'; login: string } | { kind: 'failed'; trouble: Trouble }

/** Who signs in for the connection, and the other accounts of its host that could (B14). */
export function ConnectionAccount({ connection }: { connection: Connection }) {
  const t = useTexts()
  const session = useSession()
  const toast = useToast()
  const accounts = useFeature(createAccountsStore, (state) => state.accounts)
  const open = useFeature(createDialogsStore, (dialogs) => dialogs.open)
  const load = useFeature(createConnectionsStore, (connections) => connections.load)
  const [standing, setStanding] = useState<Standing>({ kind: 'idle' })
  const account = accountOf({ accounts }, connection)
  const others = accountsOf({ accounts }).filter(
    ({ id, host, domain }) => id !== account?.id && host === connection.host && domain === connection.domain,
  )
  const change = async ({ id, login }: Account) => {
    setStanding({ kind: 'idle' })
    try {
      const { kind } = await session.rpc.connections.changeAccount({ connectionId: connection.id, accountId: id })
      if (kind === 'no-access') {
        setStanding({ kind, login })
        return
      }
      await load()
      toast({ text: t('connectionSettings.account.changed', { login }) })
    } catch (error) {
      setStanding({ kind: 'failed', trouble: session.trouble(error) })
    }
  }
  return (
    <section className="connection-token" aria-labelledby="connection-account-title">
      <h3 id="connection-account-title">{t('connectionSettings.account.title')}</h3>
      <div className="connection-account">
        {account === null ? null : <AccountAvatar account={account} />}
        <p>
          {account === null
            ? t('connectionSettings.account.none')
            : t('connectionSettings.account.text', { login: account.login, domain: new URL(connection.domain).host })}
        </p>
        <Button onPress={() => open({ kind: 'renew-connection', connectionId: connection.id })}>
          {t('connectionSettings.account.renew')}
        </Button>
      </div>
      {others.length === 0 ? null : (
        <ul className="connection-accounts" aria-label={t('connectionSettings.account.other')}>
          {others.map((other) => (
            <li key={other.id} className="connection-account">
              <AccountAvatar account={other} />
              <p>{other.name === null ? other.login : `${other.name} (${other.login})`}</p>
              <Button
                aria-label={`${t('connectionSettings.account.change')}: ${other.login}`}
                onPress={() => void change(other)}
              >
                {t('connectionSettings.account.change')}
              </Button>
            </li>
          ))}
        </ul>
      )}
      {standing.kind === 'failed' ? <TroubleNotice trouble={standing.trouble} /> : null}
      {standing.kind === 'no-access' ? (
        <Notice tone="danger" title={t('connectionSettings.account.noAccess', { login: standing.login })}>
          <p>{t('connectionSettings.account.noAccessNext', { url: connection.remote.url })}</p>
        </Notice>
      ) : null}
    </section>
  )
}
