import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Connection } from '#shared/domain/connection.ts'
import type { ApiId } from '#shared/domain/ids.ts'
import { createAsker, type WizardSession } from './asking.ts'
import { type AttemptInput, attemptInput, runAttempt } from './connecting.ts'
import type { WizardEvent } from './events.ts'
import { INITIAL_STATE, type WizardState } from './state.ts'
import { transition } from './transition.ts'

export interface WizardStore {
  state: WizardState
  send: (event: WizardEvent) => void
  /** Starts the last step; `connect` in the machine, and the work behind it. */
  connect: () => void
  /** Stops the running attempt; the services leave nothing behind. */
  cancel: () => void
  /** Ends every open question and the running attempt: the wizard was closed. */
  dispose: () => void
}

export interface WizardNeeds {
  session: WizardSession
  apiId: ApiId
  onConnected: (connection: Connection) => void
  /** Milliseconds since the epoch. */
  now: () => number
}

/** One wizard: the pure machine with the services' answers fed back into it. */
export function createWizardStore(needs: WizardNeeds): StoreApi<WizardStore> {
  let attempt: AbortController | null = null

  return createStore<WizardStore>()((set, get) => {
    const send = (event: WizardEvent): void => {
      const before = get().state
      const state = transition(before, event)
      if (state === before) return
      set({ state })
      asker.follow(state)
    }
    const asker = createAsker(needs.session, needs.apiId, send)

    const begin = (input: AttemptInput, ticket: number): void => {
      const abort = new AbortController()
      attempt = abort
      void runAttempt(needs.session, input, abort.signal, {
        event: (event) => {
          send({ kind: 'connect-event', ticket, event })
          if (event.kind === 'connected') needs.onConnected(event.connection)
        },
        trouble: (trouble) => send({ kind: 'connect-failed', ticket, trouble }),
      })
    }

    return {
      state: INITIAL_STATE,
      send,
      connect: () => {
        const before = get().state
        send({ kind: 'connect', at: needs.now() })
        const { state } = get()
        if (state === before || state.attempt.kind !== 'running') return
        const input = attemptInput(needs.apiId, state)
        if (input !== null) begin(input, state.attempt.ticket)
      },
      cancel: () => {
        attempt?.abort()
        send({ kind: 'connect-cancelled' })
      },
      dispose: () => {
        attempt?.abort()
        asker.dispose()
      },
    }
  })
}
