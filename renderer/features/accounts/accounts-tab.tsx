import { UserRoundPlus, UsersRound } from 'lucide-react'
import { useState } from 'react'
import { createAccountsStore } from '#renderer/session/accounts.ts'
import { TroubleNotice } from '#renderer/session/trouble-notice.tsx'
import { useFeature } from '#renderer/session/use-session.tsx'
import { useTexts } from '#renderer/texts/use-texts.tsx'
import { Button } from '#renderer/ui/button.tsx'
import { EmptyState } from '#renderer/ui/empty-state.tsx'
import { Skeleton } from '#renderer/ui/skeleton.tsx'
import { AccountRow } from './account-row.tsx'
import { AddAccount } from './add-account.tsx'

/** Every account, and the way to one more. */
export function AccountsTab() {
  const t = useTexts()
  const accounts = useFeature(createAccountsStore, (store) => store.accounts)
  const load = useFeature(createAccountsStore, (store) => store.load)
  const [isAdding, setAdding] = useState(false)
  const add = (
    <Button icon={<UserRoundPlus />} onPress={() => setAdding(true)}>
      {t('accounts.add')}
    </Button>
  )
  if (isAdding) return <AddAccount onDone={() => setAdding(false)} />
  switch (accounts.kind) {
    case 'loading':
      return <Skeleton label={t('common.loading')} />
    case 'failed':
      return (
        <TroubleNotice trouble={accounts.trouble} actions={<Button onPress={() => void load()}>{t('common.retry')}</Button>} />
      )
    case 'ready':
      if (accounts.accounts.length === 0) {
        return (
          <EmptyState
            size="compact"
            icon={<UsersRound />}
            title={t('accounts.empty.title')}
            text={t('accounts.empty.text')}
            actions={add}
          />
        )
      }
      return (
        <div className="accounts">
          <ul className="accounts-list" aria-label={t('accounts.tab.accounts')}>
            {accounts.accounts.map((account) => (
              <AccountRow key={account.id} account={account} />
            ))}
          </ul>
          <div>{add}</div>
        </div>
      )
  }
}
