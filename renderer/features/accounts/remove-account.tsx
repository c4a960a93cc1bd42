import { useState } from 'react'
import { createAccountsStore } from '#renderer/session/accounts.ts'
import { TroubleNotice } from '#renderer/session/trouble-notice.tsx'
import { useFeature, useSession } from '#renderer/session/use-session.tsx'
import { useTexts } from '#renderer/texts/use-texts.tsx'
import type { Trouble } from '#renderer/trouble.ts'
import { AlertDialog } from '#renderer/ui/alert-dialog.tsx'
import { useToast } from '#renderer/ui/toast.tsx'
import type { Account } from '#shared/domain/account.ts'

interface RemoveAccountProps {
  account: Account
  /** Names of the APIs whose connections use it. */
  used: readonly string[]
  onDone: () => void
}

type Removing = { kind: 'asking' } | { kind: 'working' } | { kind: 'failed'; trouble: Trouble }

/** Forgets an account after saying which connections will wait for another sign-in. */
export function RemoveAccount({ account, used, onDone }: RemoveAccountProps) {
  const t = useTexts()
  const session = useSession()
  const toast = useToast()
  const load = useFeature(createAccountsStore, (store) => store.load)
  const [removing, setRemoving] = useState<Removing>({ kind: 'asking' })
  const remove = async () => {
    setRemoving({ kind: 'working' })
    try {
      const { revoked } = await session.rpc.accounts.remove({ accountId: account.id })
      toast({ text: t(`accounts.removed.${revoked}`, { login: account.login, domain: new URL(account.domain).host }) })
      onDone()
      await load()
    } catch (error) {
      setRemoving({ kind: 'failed', trouble: session.trouble(error) })
    }
  }
  return (
    <AlertDialog
      isOpen
      title={t('accounts.removeTitle', { login: account.login })}
      confirm={t('accounts.removeConfirm')}
      tone="danger"
      isPending={removing.kind === 'working'}
      onCancel={onDone}
      onConfirm={() => void remove()}
    >
      <p>{t('accounts.removeText', { domain: new URL(account.domain).host })}</p>
      {used.length === 0 ? null : (
        <p>{t('accounts.removeUsed', { count: used.length, apis: new Intl.ListFormat('en').format(used) })}</p>
      )}
      {removing.kind === 'failed' ? <TroubleNotice trouble={removing.trouble} /> : null}
    </AlertDialog>
  )
}
