import type { Account } from '#shared/domain/account.ts'
import { askRepository } from './questions.ts'
import type { WizardState } from './state.ts'

/** Takes an account. Another one than before may see other repositories, so the host is asked with its eyes. */
export function accountChosen(state: WizardState, account: Account): WizardState {
  if (state.path === 'undecided' || account.host !== state.host) return state
  if (state.path === 'on-premises') return { ...state, account }
  const isSame = state.account?.id === account.id
  return isSame ? { ...state, account } : askRepository({ ...state, account }, 'taken')
}

/** Brings the chosen account up to date, or drops it where it is gone. */
export function accountsKnown(state: WizardState, accounts: readonly Account[]): WizardState {
  if (state.path === 'undecided' || state.account === null) return state
  const { id } = state.account
  const account = accounts.find((one) => one.id === id) ?? null
  return account === state.account ? state : { ...state, account }
}
