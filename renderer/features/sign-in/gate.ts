import { organisationOf } from '#shared/domain/azure-organisation.ts'
import { needsClient, type SignInState } from './state.ts'

/** What is missing before the way that is shown can begin; null where nothing is. */
export type Missing = 'offers' | 'client' | 'organisation' | 'email' | 'username' | 'token'

/** Judges the way that is shown by what was entered for it. */
export function missingFor(state: SignInState): Missing | null {
  if (state.offers.kind !== 'ready') return 'offers'
  const { offers } = state.offers
  if (state.way !== 'token') return needsClient(offers, state.way) ? 'client' : null
  if (offers.organisation === 'needed-for-token' && organisationOf(state.organisation) === null) return 'organisation'
  if (offers.token.beside !== 'nothing' && state.beside.trim() === '') return offers.token.beside
  return state.token.trim() === '' ? 'token' : null
}
