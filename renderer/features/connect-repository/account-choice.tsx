import { useEffect, useState } from 'react'
import { SignIn } from '#renderer/features/sign-in/index.ts'
import { createAccountsStore } from '#renderer/session/accounts.ts'
import { TroubleNotice } from '#renderer/session/trouble-notice.tsx'
import { useFeature } from '#renderer/session/use-session.tsx'
import { useTexts } from '#renderer/texts/use-texts.tsx'
import { Button } from '#renderer/ui/button.tsx'
import { Skeleton } from '#renderer/ui/skeleton.tsx'
import type { HostPlace } from '#shared/contract/accounts.ts'
import type { Account } from '#shared/domain/account.ts'
import { isCloudHost } from '#shared/domain/host.ts'
import type { AccountId } from '#shared/domain/ids.ts'
import { AccountRows } from './account-rows.tsx'

export interface AccountChoiceProps {
  place: HostPlace
  hostName: string
  chosen: Account | null
  onChoose: (account: Account) => void
  /** Called after a sign-in: the person is through here. */
  onSignedIn: (account: Account) => void
}

/** What is shown: the rows, or a sign-in (of another account, or of one that is renewed). */
type Shown = { kind: 'rows' } | { kind: 'sign-in'; renew: AccountId | null }

/** The remembered accounts of a place and the way to another one; without any, the sign-in itself. */
export function AccountChoice({ place, hostName, chosen, onChoose, onSignedIn }: AccountChoiceProps) {
  const t = useTexts()
  const known = useFeature(createAccountsStore, (state) => state.accounts)
  const load = useFeature(createAccountsStore, (state) => state.load)
  const [shown, setShown] = useState<Shown>({ kind: 'rows' })
  const listed = known.kind === 'ready' ? known.accounts.filter((account) => isOfPlace(account, place)) : []
  // Who has just signed in is chosen before the list knows of it.
  const accounts = listed.length === 0 && chosen !== null ? [chosen] : listed
  // Once there is a sign-in it stays until it has ended: the account is on the list a moment before it is done.
  if (known.kind === 'ready' && accounts.length === 0 && shown.kind === 'rows') setShown({ kind: 'sign-in', renew: null })
  const only = chosen === null ? (accounts.find(({ state }) => state.kind === 'ready') ?? null) : null
  useEffect(() => {
    if (only !== null) onChoose(only)
  }, [only, onChoose])
  if (known.kind === 'loading') return <Skeleton label={t('common.loading')} lines={3} />
  if (known.kind === 'failed') {
    return <TroubleNotice trouble={known.trouble} actions={<Button onPress={() => void load()}>{t('common.retry')}</Button>} />
  }
  if (shown.kind === 'sign-in') {
    const { renew } = shown
    const renewed = accounts.find(({ id }) => id === renew)
    return (
      <>
        {renewed === undefined ? null : (
          <p>{t('connectRepository.account.renewing', { account: renewed.name ?? renewed.login })}</p>
        )}
        <SignIn
          place={place}
          renew={renew}
          onSignedIn={(account) => {
            setShown({ kind: 'rows' })
            onSignedIn(account)
          }}
        />
        {accounts.length === 0 ? null : (
          <div className="connect-folder">
            <Button variant="quiet" onPress={() => setShown({ kind: 'rows' })}>
              {t('connectRepository.account.backToRows')}
            </Button>
          </div>
        )}
      </>
    )
  }
  return (
    <>
      <AccountRows
        label={t('signIn.accounts.title', { host: hostName })}
        accounts={accounts}
        chosen={chosen}
        onChoose={onChoose}
        onRenew={({ id }) => setShown({ kind: 'sign-in', renew: id })}
      />
      <div className="connect-folder">
        <Button onPress={() => setShown({ kind: 'sign-in', renew: null })}>{t('connectRepository.account.another')}</Button>
      </div>
    </>
  )
}

/** A cloud host is one place whatever its address; an own server is its domain. */
function isOfPlace(account: Account, { host, domain }: HostPlace): boolean {
  return account.host === host && (isCloudHost(host) || account.domain === domain)
}
