import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Connection } from '#shared/domain/connection.ts'
import type { ApiId } from '#shared/domain/ids.ts'
import { type AttemptInput, attemptInput, runAttempt, type WizardSession } from './connecting.ts'
import type { Answered, WizardEvent } from './events.ts'
import { type Check, INITIAL_STATE, type WizardState } from './state.ts'
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

/** How long typing has to rest before the services are asked, in milliseconds. */
const REST = { domain: 400, directories: 250, atOnce: 0 } as const

/** One wizard: the pure machine with the services' answers fed back into it. A newer question cancels the older one. */
export function createWizardStore(needs: WizardNeeds): StoreApi<WizardStore> {
  const questions = new Map<string, { ticket: number; abort: AbortController }>()
  let attempt: AbortController | null = null

  return createStore<WizardStore>()((set, get) => {
    const send = (event: WizardEvent): void => {
      const before = get().state
      const state = transition(before, event)
      if (state === before) return
      set({ state })
      askWhatIsOpen(state)
    }

    function ask<Q, R>(name: string, check: Check<Q, R>, rest: number, call: Call<Q, R>, report: Report<R>): void {
      const open = questions.get(name)
      if (check.kind !== 'running') {
        open?.abort.abort()
        questions.delete(name)
        return
      }
      if (open?.ticket === check.ticket) return
      open?.abort.abort()
      const abort = new AbortController()
      questions.set(name, { ticket: check.ticket, abort })
      const { ticket, request } = check
      const timer = setTimeout(() => {
        call(request, abort.signal).then(
          (answer) => report(ticket, { kind: 'answer', answer }),
          (error) => {
            if (!abort.signal.aborted) report(ticket, { kind: 'trouble', trouble: needs.session.trouble(error) })
          },
        )
      }, rest)
      abort.signal.addEventListener('abort', () => clearTimeout(timer))
    }

    function askWhatIsOpen(state: WizardState): void {
      const { connections, tokens } = needs.session.rpc
      ask(
        'domain',
        state.domainCheck,
        REST.domain,
        (question, signal) => connections.checkDomain(question, { signal }),
        (ticket, result) => send({ kind: 'domain-checked', ticket, result }),
      )
      ask(
        'clone',
        state.cloneCheck,
        REST.atOnce,
        ({ host, domain, folder, remote }, signal) =>
          connections.checkClone({ apiId: needs.apiId, host, domain, folder: folder.handle, remote }, { signal }),
        (ticket, result) => send({ kind: 'clone-checked', ticket, result }),
      )
      ask(
        'token',
        state.tokenCheck,
        REST.atOnce,
        (question, signal) => tokens.describe(question, { signal }),
        (ticket, result) => send({ kind: 'token-checked', ticket, result }),
      )
      ask(
        'directories',
        state.directoriesCheck,
        REST.directories,
        ({ folder, directories }, signal) => connections.checkDirectories({ folder: folder.handle, directories }, { signal }),
        (ticket, result) => send({ kind: 'directories-checked', ticket, result }),
      )
    }

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
        for (const { abort } of questions.values()) abort.abort()
        questions.clear()
      },
    }
  })
}

type Call<Q, R> = (request: Q, signal: AbortSignal) => Promise<R>
type Report<R> = (ticket: number, result: Answered<R>) => void
