import { createContext } from 'react'
import type { SignInState } from './state.ts'

/** What a person chose and typed for one sign-in, without the tries that were made with it. */
export type Entered = Pick<SignInState, 'offers' | 'way' | 'organisation' | 'token' | 'beside' | 'client'>

/** The part of a sign-in that outlives its being on the screen. */
export function enteredIn({ offers, way, organisation, token, beside, client }: SignInState): Entered {
  return { offers, way, organisation, token, beside, client }
}

/** What was entered for the sign-ins of one dialog, by place and account; in memory only, gone with the dialog. */
export type EnteredBefore = Map<string, Entered>

const EnteredBeforeContext = createContext<EnteredBefore | null>(null)

/** Around parts between which a person goes back and forth: a sign-in below finds again what was entered for it. */
export const KeepEntered = EnteredBeforeContext.Provider
export { EnteredBeforeContext }
