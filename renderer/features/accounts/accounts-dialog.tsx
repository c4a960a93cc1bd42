import { useState } from 'react'
import { createDialogsStore } from '#renderer/session/dialogs.ts'
import { useFeature } from '#renderer/session/use-session.tsx'
import { useTexts } from '#renderer/texts/use-texts.tsx'
import { Button } from '#renderer/ui/button.tsx'
import { Dialog } from '#renderer/ui/dialog.tsx'
import { Tabs } from '#renderer/ui/tabs.tsx'
import { AccountsTab } from './accounts-tab.tsx'
import { AuthoritiesTab } from './authorities-tab.tsx'
import { ClientsTab } from './clients-tab.tsx'
import './accounts.css'

type Tab = 'accounts' | 'clients' | 'authorities'

/** Who is signed in where, the clients that sign-ins use, and who may vouch for servers. */
export function AccountsDialog() {
  const t = useTexts()
  const { dialog, close } = useFeature(createDialogsStore, (dialogs) => dialogs)
  const [tab, setTab] = useState<Tab>('accounts')
  return (
    <Dialog
      isOpen={dialog.kind === 'accounts'}
      size="wide"
      title={t('accounts.title')}
      onClose={close}
      actions={<Button onPress={close}>{t('common.close')}</Button>}
    >
      <div className="accounts-tabs">
        <Tabs
          label={t('accounts.title')}
          selected={tab}
          onSelect={setTab}
          tabs={[
            { id: 'accounts', name: t('accounts.tab.accounts'), content: <AccountsTab /> },
            { id: 'clients', name: t('accounts.tab.clients'), content: <ClientsTab /> },
            { id: 'authorities', name: t('accounts.tab.authorities'), content: <AuthoritiesTab /> },
          ]}
        />
      </div>
    </Dialog>
  )
}
