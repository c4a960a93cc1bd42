import { useEffect, useMemo, useState } from 'react'
import { useStore } from 'zustand'
import { type EnteredBefore, KeepEntered } from '#renderer/features/sign-in/index.ts'
import { createAccountsStore } from '#renderer/session/accounts.ts'
import { connectionOf, createConnectionsStore } from '#renderer/session/connections.ts'
import { createSelectionStore } from '#renderer/session/selection.ts'
import { useFeature, useSession } from '#renderer/session/use-session.tsx'
import { useTexts } from '#renderer/texts/use-texts.tsx'
import { AlertDialog } from '#renderer/ui/alert-dialog.tsx'
import { Dialog } from '#renderer/ui/dialog.tsx'
import type { Api } from '#shared/domain/api.ts'
import { createConnectDialogStore } from './opener.ts'
import { chosenHost, somethingEntered } from './state.ts'
import { createWizardStore } from './store.ts'
import { Wizard } from './wizard.tsx'
import { WizardActions } from './wizard-actions.tsx'
import { WizardProvider } from './wizard-context.tsx'
import './connect-repository.css'

/** The connect wizard. Placed once in the window; opened through `useOpenConnectRepository`. */
export function ConnectRepositoryDialog() {
  const { api, close } = useFeature(createConnectDialogStore, (dialog) => dialog)
  return api === null ? null : <OpenDialog key={api.id} api={api} close={close} />
}

function OpenDialog({ api, close }: { api: Api; close: () => void }) {
  const t = useTexts()
  const session = useSession()
  const selectApi = useFeature(createSelectionStore, (selection) => selection.selectApi)
  const load = useFeature(createConnectionsStore, (connections) => connections.load)
  const [leaving, setLeaving] = useState<'no' | 'asked'>('no')
  const store = useMemo(
    () => createWizardStore({ session, apiId: api.id, onConnected: () => void load(), now: () => Date.now() }),
    [session, api.id, load],
  )
  const entered = useMemo((): EnteredBefore => new Map(), [])
  useEffect(() => () => store.getState().dispose(), [store])
  const { state } = useStore(store)
  const found = useFeature(createConnectionsStore, (connections) => connectionOf(connections, api.id))
  useEffect(() => {
    if (found !== null) store.getState().send({ kind: 'connection-found', connection: found })
  }, [store, found])
  const accounts = useFeature(createAccountsStore, (known) => known.accounts)
  const host = chosenHost(state)
  // A host that is chosen again brings back the account as it was then, so it is held against those there are now.
  useEffect(() => {
    if (accounts.kind === 'ready' && host !== null) {
      store.getState().send({ kind: 'accounts-known', accounts: accounts.accounts })
    }
  }, [store, accounts, host])
  const isRunning = state.attempt.kind === 'running'
  const openApi = (apiId: Api['id']) => {
    close()
    selectApi(apiId)
  }
  return (
    <WizardProvider wizard={{ api, store, openApi, finish: close }}>
      <Dialog
        isOpen
        size="full"
        title={`${t('connectRepository.title')} ${t('connectRepository.for', { api: api.name })}`}
        isDismissable={!isRunning}
        onClose={() => (somethingEntered(state) ? setLeaving('asked') : close())}
        actions={<WizardActions />}
      >
        <KeepEntered value={entered}>
          <Wizard />
        </KeepEntered>
      </Dialog>
      <AlertDialog
        isOpen={leaving === 'asked'}
        title={t('connectRepository.close.title')}
        confirm={t('connectRepository.close.leave')}
        tone="primary"
        onCancel={() => setLeaving('no')}
        onConfirm={close}
      >
        <p>{t('connectRepository.close.text')}</p>
      </AlertDialog>
    </WizardProvider>
  )
}
