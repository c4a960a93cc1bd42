import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Trouble } from '#renderer/trouble.ts'
import type { HostPlace, SignInOutcome } from '#shared/contract/accounts.ts'
import type { ContractClient } from '#shared/contract/index.ts'
import type { Account } from '#shared/domain/account.ts'
import { organisationOf } from '#shared/domain/azure-organisation.ts'
import type { AccountId } from '#shared/domain/ids.ts'
import type { Entered } from './entered.ts'
import type { SignInUiEvent } from './events.ts'
import { initialState, openTicket, type SignInState } from './state.ts'
import { transition } from './transition.ts'

/** What signing in asks of the session. */
export interface SignInSession {
  rpc: {
    accounts: Pick<ContractClient['accounts'], 'offers' | 'signIn' | 'reopenBrowser' | 'signInWithToken' | 'keepClient'>
  }
  trouble: (error: unknown) => Trouble
}

export interface SignInNeeds {
  session: SignInSession
  place: HostPlace
  renew: AccountId | null
  /** The organisation of the account that is renewed. */
  organisation: string | null
  /** What was entered when this sign-in was last on the screen; null the first time. */
  entered: Entered | null
  onSignedIn: (account: Account) => void
  /** Milliseconds since the epoch. */
  now: () => number
}

export interface SignInStore {
  state: SignInState
  send: (event: SignInUiEvent) => void
  /** Asks the services which ways the host offers. */
  loadOffers: () => Promise<void>
  /** Begins the way that is shown. */
  begin: () => void
  /** After somebody else answered a renewal: goes on with that account. */
  goOnWithOther: () => void
  reopenBrowser: () => Promise<void>
  keepClient: () => Promise<void>
  /** Ends what is under way: the sign-in was closed. */
  dispose: () => void
}

/** One sign-in: the pure machine with the services' answers fed back into it. */
export function createSignInStore(needs: SignInNeeds): StoreApi<SignInStore> {
  const { session, place } = needs
  const { accounts } = session.rpc
  let running: { ticket: number; abort: AbortController } | null = null

  return createStore<SignInStore>()((set, get) => {
    const send = (event: SignInUiEvent): void => {
      const before = get().state
      const state = transition(before, event)
      if (state === before) return
      set({ state })
      follow(state)
      if (state.attempt.kind === 'signed-in' && before.attempt.kind !== 'signed-in') needs.onSignedIn(state.attempt.account)
    }

    /** Starts the call of a new try, and ends the call of one that the machine left behind. */
    const follow = (state: SignInState): void => {
      const ticket = openTicket(state)
      if (running?.ticket === ticket) return
      running?.abort.abort()
      running = null
      if (ticket === null) return
      const abort = new AbortController()
      running = { ticket, abort }
      void run(state, ticket, abort.signal)
    }

    const run = async (state: SignInState, ticket: number, signal: AbortSignal): Promise<void> => {
      const { renew } = state
      const request = { ...place, organisation: organisationOf(state.organisation), renew }
      try {
        if (state.attempt.kind === 'checking-token') {
          const beside = state.beside.trim() || null
          const outcome = await accounts.signInWithToken({ ...request, beside, token: state.token.trim() }, { signal })
          send({ kind: 'token-answered', ticket, outcome })
          return
        }
        if (state.attempt.kind !== 'starting') return
        let outcome: SignInOutcome | null = null
        for await (const event of await accounts.signIn({ ...request, way: state.attempt.way }, { signal })) {
          send({ kind: 'reported', ticket, event })
          if (event.kind === 'done') outcome = event.outcome
        }
        if (outcome === null && !signal.aborted) throw new Error('The sign-in ended without an outcome.')
      } catch (error) {
        if (!signal.aborted) send({ kind: 'attempt-failed', ticket, trouble: session.trouble(error) })
      }
    }

    const loadOffers = async (): Promise<void> => {
      send({ kind: 'offers-asked' })
      try {
        send({ kind: 'offers-known', offers: await accounts.offers(place) })
      } catch (error) {
        send({ kind: 'offers-failed', trouble: session.trouble(error) })
      }
    }

    return {
      state: { ...initialState(needs.renew, needs.organisation), ...needs.entered },
      send,
      loadOffers,
      begin: () => send({ kind: 'begin', at: needs.now() }),
      goOnWithOther: () => send({ kind: 'go-on-with-other', at: needs.now() }),
      reopenBrowser: async () => {
        const { attempt } = get().state
        if (attempt.kind !== 'waiting-for-browser') return
        const { ticket, link } = attempt
        try {
          send({ kind: 'reopened', ticket, opened: (await accounts.reopenBrowser({ link })).opened })
        } catch (error) {
          session.trouble(error)
          send({ kind: 'reopened', ticket, opened: false })
        }
      },
      keepClient: async () => {
        const { client } = get().state
        if (client.kind === 'closed' || client.clientId.trim() === '') return
        send({ kind: 'client-keeping' })
        try {
          const clientSecret = client.clientSecret.trim() || null
          await accounts.keepClient({ ...place, clientId: client.clientId.trim(), clientSecret })
          send({ kind: 'client-kept' })
          await loadOffers()
        } catch (error) {
          send({ kind: 'client-failed', trouble: session.trouble(error) })
        }
      },
      dispose: () => {
        running?.abort.abort()
        running = null
      },
    }
  })
}
