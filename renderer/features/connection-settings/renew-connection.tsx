import { useState } from 'react'
import { SignIn } from '#renderer/features/sign-in/index.ts'
import { createAccountsStore } from '#renderer/session/accounts.ts'
import { createConnectionsStore } from '#renderer/session/connections.ts'
import { TroubleNotice } from '#renderer/session/trouble-notice.tsx'
import { useFeature, useSession } from '#renderer/session/use-session.tsx'
import { useTexts } from '#renderer/texts/use-texts.tsx'
import type { Trouble } from '#renderer/trouble.ts'
import { Notice } from '#renderer/ui/notice.tsx'
import type { Account } from '#shared/domain/account.ts'
import type { Connection } from '#shared/domain/connection.ts'

export interface RenewConnectionProps {
  connection: Connection
  /** Called once the connection can sign in again. */
  onRenewed: () => void
}

type Standing = { kind: 'signing-in' } | { kind: 'no-access'; login: string } | { kind: 'failed'; trouble: Trouble }

/**
 * Signs in for a connection again, in place: branch, edits and drafts stay as they are. Where another account answered and the
 * person chose to go on with it, the connection uses that one from now on, provided that it reaches the repository.
 */
export function RenewConnection({ connection, onRenewed }: RenewConnectionProps) {
  const t = useTexts()
  const session = useSession()
  const load = useFeature(createConnectionsStore, (connections) => connections.load)
  const loadAccounts = useFeature(createAccountsStore, (accounts) => accounts.load)
  const [standing, setStanding] = useState<Standing>({ kind: 'signing-in' })
  if (connection.signIn.kind !== 'account') return null
  const { accountId } = connection.signIn
  const goOn = async (account: Account) => {
    if (account.id === accountId) {
      // What stood there in amber is gone before the dialog is: the focus has to find a place that stays.
      await loadAccounts()
      onRenewed()
      return
    }
    try {
      const change = { connectionId: connection.id, accountId: account.id }
      const { kind } = await session.rpc.connections.changeAccount(change)
      if (kind === 'no-access') {
        setStanding({ kind: 'no-access', login: account.login })
        return
      }
      await load()
      onRenewed()
    } catch (error) {
      setStanding({ kind: 'failed', trouble: session.trouble(error) })
    }
  }
  return (
    <div className="renew-connection">
      {standing.kind === 'failed' ? <TroubleNotice trouble={standing.trouble} /> : null}
      {standing.kind === 'no-access' ? (
        <Notice tone="danger" title={t('connectionSettings.account.noAccess', { login: standing.login })}>
          <p>{t('connectionSettings.account.noAccessNext', { url: connection.remote.url })}</p>
        </Notice>
      ) : null}
      <SignIn
        place={{ host: connection.host, domain: connection.domain }}
        renew={accountId}
        onSignedIn={(account) => void goOn(account)}
      />
    </div>
  )
}
