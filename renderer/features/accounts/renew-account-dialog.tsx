import { SignIn } from '#renderer/features/sign-in/index.ts'
import { accountsOf, createAccountsStore } from '#renderer/session/accounts.ts'
import { createDialogsStore } from '#renderer/session/dialogs.ts'
import { useFeature } from '#renderer/session/use-session.tsx'
import { useTexts } from '#renderer/texts/use-texts.tsx'
import { Button } from '#renderer/ui/button.tsx'
import { Dialog } from '#renderer/ui/dialog.tsx'
import { useToast } from '#renderer/ui/toast.tsx'

/** Signs in to an account again; everything that uses it goes on as before. */
export function RenewAccountDialog() {
  const t = useTexts()
  const toast = useToast()
  const { dialog, open } = useFeature(createDialogsStore, (dialogs) => dialogs)
  const accounts = useFeature(createAccountsStore, (store) => store.accounts)
  if (dialog.kind !== 'renew-account') return null
  const account = accountsOf({ accounts }).find(({ id }) => id === dialog.accountId)
  if (account === undefined) return null
  const back = () => open({ kind: 'accounts' })
  return (
    <Dialog
      isOpen
      size="wide"
      title={t('accounts.renewTitle', { login: account.login, domain: new URL(account.domain).host })}
      onClose={back}
      actions={<Button onPress={back}>{t('common.cancel')}</Button>}
    >
      <SignIn
        place={{ host: account.host, domain: account.domain }}
        renew={account.id}
        onSignedIn={({ login }) => {
          toast({ text: t('accounts.added', { login }) })
          back()
        }}
      />
    </Dialog>
  )
}
