import { createContext, type ReactNode, useContext } from 'react'
import { useStore } from 'zustand'
import type { CreateStore, Session } from './session.ts'

const SessionContext = createContext<Session | null>(null)

export interface SessionProviderProps {
  session: Session
  children: ReactNode
}

/** Gives everything below it the window's session. */
export function SessionProvider({ session, children }: SessionProviderProps) {
  return <SessionContext value={session}>{children}</SessionContext>
}

/** The window's session: the contract, the events and the stores. */
export function useSession(): Session {
  const session = useContext(SessionContext)
  if (!session) throw new Error('SessionProvider is missing')
  return session
}

/** Reads from the session's store that `create` makes: `useFeature(createApiListStore, (state) => state.apis)`. */
export function useFeature<State, Value>(create: CreateStore<State>, select: (state: State) => Value): Value {
  return useStore(useSession().store(create), select)
}
