import { createStore, type StoreApi } from 'zustand/vanilla'
import { type Trouble, troubleOf } from '#renderer/trouble.ts'
import type { ContractClient } from '#shared/contract/index.ts'
import { createEventHub, type EventHub } from './event-hub.ts'

export type HostLink = { kind: 'connecting' } | { kind: 'connected' } | { kind: 'lost'; attempt: number }

/** What one open window shares between its features. Made once by the app, and freshly by every test. */
export interface Session {
  rpc: ContractClient
  events: EventHub
  /** Whether the process behind the window answers. */
  hostLink: StoreApi<HostLink>
  /** The one store of this session that `create` makes; made on first use. */
  store<State>(create: CreateStore<State>): StoreApi<State>
  /** Logs what nobody foresaw, once per error; answers with the id that the person is shown. */
  reportBug(error: unknown): string
  /** Sorts what a call threw, logging bugs. */
  trouble(error: unknown): Trouble
}

/** Builds a feature's store. The function itself is the key under which a session keeps it. */
export type CreateStore<State> = (session: Session) => StoreApi<State>

/** Opens a session over the contract. Nothing is called until a store asks. */
export function createSession(rpc: ContractClient): Session {
  const stores = new Map<unknown, unknown>()
  const reportBug = createBugReporter(rpc)
  const session: Session = {
    rpc,
    events: createEventHub(),
    hostLink: createStore<HostLink>(() => ({ kind: 'connecting' })),
    store<State>(create: CreateStore<State>): StoreApi<State> {
      if (!stores.has(create)) stores.set(create, create(session))
      // The key is the function that made the value, so the value has the type that this function returns.
      return stores.get(create) as StoreApi<State>
    },
    reportBug,
    trouble(error) {
      const trouble = troubleOf(error)
      if (trouble.kind === 'bug') reportBug(error)
      return trouble
    },
  }
  return session
}

function createBugReporter(rpc: ContractClient): (error: unknown) => string {
  const reported = new WeakMap<object, string>()
  return (error) => {
    const known = typeof error === 'object' && error !== null ? reported.get(error) : undefined
    if (known !== undefined) return known
    const id = crypto.randomUUID().slice(0, 8)
    if (typeof error === 'object' && error !== null) reported.set(error, id)
    const { message, stack } = factsOf(error)
    rpc.app.reportBug({ id, message: message.slice(0, 4000), stack: stack.slice(0, 20_000) }).catch(() => {
      // The host that would log it is the one that can't be reached; the banner says so.
    })
    return id
  }
}

function factsOf(error: unknown): { message: string; stack: string } {
  if (error instanceof Error) return { message: `${error.name}: ${error.message}`, stack: error.stack ?? '' }
  return { message: String(error), stack: '' }
}
