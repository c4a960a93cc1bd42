import { createContext, type ReactNode, useContext } from 'react'
import { useStore } from 'zustand'
import type { StoreApi } from 'zustand/vanilla'
import type { Api } from '#shared/domain/api.ts'
import type { WizardEvent } from './events.ts'
import type { WizardState } from './state.ts'
import type { WizardStore } from './store.ts'

interface Wizard {
  api: Api
  store: StoreApi<WizardStore>
  /** Closes the wizard and shows another API. */
  openApi: (apiId: Api['id']) => void
  /** Closes the wizard after it is done. */
  finish: () => void
}

const WizardContext = createContext<Wizard | null>(null)

/** Gives the pages their wizard. */
export function WizardProvider({ wizard, children }: { wizard: Wizard; children: ReactNode }) {
  return <WizardContext value={wizard}>{children}</WizardContext>
}

/** The wizard that this page belongs to. */
export function useWizard(): Wizard & { state: WizardState; send: (event: WizardEvent) => void } {
  const wizard = useContext(WizardContext)
  if (!wizard) throw new Error('WizardProvider is missing')
  const { state, send } = useStore(wizard.store)
  return { ...wizard, state, send }
}
