import { TriangleAlert } from 'lucide-react'
import { useState } from 'react'
import { apiOf, createApiListStore } from '#renderer/features/api-list/index.ts'
import { AccountAvatar } from '#renderer/session/account-avatar.tsx'
import { createConnectionsStore } from '#renderer/session/connections.ts'
import { createDialogsStore } from '#renderer/session/dialogs.ts'
import { useFeature } from '#renderer/session/use-session.tsx'
import { useTexts } from '#renderer/texts/use-texts.tsx'
import { Button } from '#renderer/ui/button.tsx'
import type { Account } from '#shared/domain/account.ts'
import { accountFacts, apisOf } from './facts.ts'
import { RemoveAccount } from './remove-account.tsx'

/** One account: who, where, with which rights, used by what, and until when. */
export function AccountRow({ account }: { account: Account }) {
  const t = useTexts()
  const open = useFeature(createDialogsStore, (dialogs) => dialogs.open)
  const connections = useFeature(createConnectionsStore, (store) => store.connections)
  const list = useFeature(createApiListStore, (store) => store)
  const [isRemoving, setRemoving] = useState(false)
  const used = apisOf(account, connections).map((id) => apiOf(list, id)?.name ?? t('accounts.unknownApi'))
  const needsRenewal = account.state.kind === 'needs-renewal'
  return (
    <li className={needsRenewal ? 'account account-amber' : 'account'}>
      <AccountAvatar account={account} />
      <div className="account-words">
        <h3>
          {account.name ?? account.login}
          {account.name === null ? null : <span className="ui-hint"> {account.login}</span>}
        </h3>
        {account.state.kind === 'needs-renewal' ? (
          <p className="account-state">
            <TriangleAlert aria-hidden="true" />
            {t(`accounts.state.${account.state.reason}`)}
          </p>
        ) : null}
        <dl>
          {accountFacts(t, account, used).map(({ name, value }) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      </div>
      <div className="account-actions">
        <Button
          variant={needsRenewal ? 'primary' : 'secondary'}
          aria-label={t('accounts.renewOf', { login: account.login })}
          onPress={() => open({ kind: 'renew-account', accountId: account.id })}
        >
          {t('accounts.renew')}
        </Button>
        <Button aria-label={t('accounts.removeOf', { login: account.login })} onPress={() => setRemoving(true)}>
          {t('accounts.remove')}
        </Button>
      </div>
      {isRemoving ? <RemoveAccount account={account} used={used} onDone={() => setRemoving(false)} /> : null}
    </li>
  )
}
