import { createContext, useContext } from 'react'
import { useStore } from 'zustand'
import type { StoreApi } from 'zustand/vanilla'
import { useTexts } from '#renderer/texts/use-texts.tsx'
import type { HostPlace } from '#shared/contract/accounts.ts'
import { isCloudHost } from '#shared/domain/host.ts'
import type { SignInUiEvent } from './events.ts'
import type { SignInState } from './state.ts'
import type { SignInStore } from './store.ts'

interface OpenSignIn {
  store: StoreApi<SignInStore>
  place: HostPlace
}

const SignInContext = createContext<OpenSignIn | null>(null)

/** Gives the parts their sign-in. */
export const SignInProvider = SignInContext.Provider

/** The sign-in that this part belongs to. `hostName` is how a person calls the host: its maker's name, or an own server's. */
export function useSignIn(): OpenSignIn & { state: SignInState; send: (event: SignInUiEvent) => void; hostName: string } {
  const t = useTexts()
  const signIn = useContext(SignInContext)
  if (!signIn) throw new Error('SignInProvider is missing')
  const { state, send } = useStore(signIn.store)
  const { host, domain } = signIn.place
  const hostName = isCloudHost(host) ? t(`connectRepository.host.${host}`) : new URL(domain).host
  return { ...signIn, state, send, hostName }
}
