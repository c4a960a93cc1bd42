import { TriangleAlert } from 'lucide-react'
import { Radio, RadioGroup } from 'react-aria-components'
import { AccountAvatar } from '#renderer/session/account-avatar.tsx'
import { useTexts } from '#renderer/texts/use-texts.tsx'
import { Button } from '#renderer/ui/button.tsx'
import type { Account } from '#shared/domain/account.ts'
import './account-rows.css'

export interface AccountRowsProps {
  label: string
  accounts: readonly Account[]
  chosen: Account | null
  onChoose: (account: Account) => void
  onRenew: (account: Account) => void
}

/** The remembered accounts of one host. One that has to be renewed is marked, says why, and offers it. */
export function AccountRows({ label, accounts, chosen, onChoose, onRenew }: AccountRowsProps) {
  const t = useTexts()
  return (
    <RadioGroup
      className="account-rows"
      aria-label={label}
      value={chosen?.id ?? null}
      onChange={(id) => {
        const account = accounts.find((one) => one.id === id)
        if (account) onChoose(account)
      }}
    >
      {accounts.map((account) => (
        <div key={account.id} className="account-row">
          <Radio value={account.id} className="ui-card account-row-card">
            <span className="ui-card-mark" aria-hidden="true" />
            <AccountAvatar account={account} />
            <span className="ui-card-words">
              <span className="ui-card-title">{account.name ?? account.login}</span>
              <span className="ui-hint">{factsOf(account)}</span>
              {account.state.kind === 'needs-renewal' ? (
                <span className="account-row-amber">
                  <TriangleAlert aria-hidden="true" />
                  {t(`signIn.accounts.needsRenewal.${account.state.reason}`)}
                </span>
              ) : null}
            </span>
          </Radio>
          {account.state.kind === 'needs-renewal' ? (
            <Button onPress={() => onRenew(account)}>{t('connectRepository.account.renew')}</Button>
          ) : null}
        </div>
      ))}
    </RadioGroup>
  )
}

/** Login, host and organisation, as far as the title does not say them already. */
export function factsOf({ name, login, domain, organisation }: Account): string {
  const parts = [name === null ? null : login, new URL(domain).host, organisation]
  return parts.filter((part) => part !== null).join(' · ')
}
