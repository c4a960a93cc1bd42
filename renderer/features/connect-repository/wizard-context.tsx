import { createContext, type ReactNode, useContext } from 'react'
import { useStore } from 'zustand'
import type { StoreApi } from 'zustand/vanilla'
import type { Api } from '#shared/domain/api.ts'
import type { WizardEvent } from './events.ts'
import type { CloudState, OnPremisesState, WizardState } from './state.ts'
import type { WizardStore } from './store.ts'

interface Wizard {
  api: Api
  store: StoreApi<WizardStore>
  /** Closes the wizard and shows another API. */
  openApi: (apiId: Api['id']) => void
  /** Closes the wizard after it is done. */
  finish: () => void
}

interface Page<State extends WizardState> extends Wizard {
  state: State
  send: (event: WizardEvent) => void
}

const WizardContext = createContext<Wizard | null>(null)

/** Gives the pages their wizard. */
export function WizardProvider({ wizard, children }: { wizard: Wizard; children: ReactNode }) {
  return <WizardContext value={wizard}>{children}</WizardContext>
}

/** The wizard that this page belongs to. */
export function useWizard(): Page<WizardState> {
  const wizard = useContext(WizardContext)
  if (!wizard) throw new Error('WizardProvider is missing')
  const { state, send } = useStore(wizard.store)
  return { ...wizard, state, send }
}

/** The wizard, for a part that is shown for a cloud host only. */
export function useCloudWizard(): Page<CloudState> {
  const { state, ...wizard } = useWizard()
  if (state.path !== 'cloud') throw new Error('This part belongs to a cloud host')
  return { ...wizard, state }
}

/** The wizard, for a part that is shown for an own server only. */
export function useOnPremisesWizard(): Page<OnPremisesState> {
  const { state, ...wizard } = useWizard()
  if (state.path !== 'on-premises') throw new Error('This part belongs to an own server')
  return { ...wizard, state }
}
