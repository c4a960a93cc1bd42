import { createStore, type StoreApi } from 'zustand/vanilla'
import { createSourceControlStore } from '#renderer/features/source-control/index.ts'
import type { Session } from '#renderer/session/session.ts'
import type { Trouble } from '#renderer/trouble.ts'
import type { BranchDetails, BranchList } from '#shared/domain/branch.ts'
import type { ConnectionId } from '#shared/domain/ids.ts'
import { type BranchEntries, type BranchEntry, entriesOf, keyOf } from './entries.ts'

export type Listing =
  | { kind: 'loading' }
  | { kind: 'failed'; trouble: Trouble }
  | {
      kind: 'ready'
      list: BranchList
      entries: BranchEntries
      /** `unanswered`: the server was asked and did not answer; what is listed is what it said before. */
      server: 'asking' | 'answered' | 'unanswered'
    }

/** What is known of a branch besides its name; `version` is that of the entry it was asked for. */
export interface KnownDetails {
  version: string
  details: BranchDetails
}

export interface Branches {
  listing: Listing
  /** By key of the entry. */
  details: ReadonlyMap<string, KnownDetails>
  /** Names of branches that the host lets nobody, or not everybody, push to. */
  protectedNames: ReadonlySet<string>
}

export interface BranchListStore {
  byConnection: ReadonlyMap<ConnectionId, Branches>
  /** Reads the clone's branches, and asks the server in the background. What was known stays on screen meanwhile. */
  open: (id: ConnectionId) => Promise<void>
  /** Nobody looks any more: changes of the clone are not followed until it is opened again. */
  close: (id: ConnectionId) => void
  /** Reads the clone's branches again, without asking the server. */
  reload: (id: ConnectionId) => Promise<void>
  /** These rows are in sight: what is not known of them yet is asked for, all at once, once scrolling pauses. */
  look: (id: ConnectionId, entries: readonly BranchEntry[]) => void
}

/** How long the rows in sight have to stay before their details are asked for, in milliseconds. */
const PAUSE = 60

const NOTHING: Branches = { listing: { kind: 'loading' }, details: new Map(), protectedNames: new Set() }

/** The branches of the connections whose switcher was opened. */
export function createBranchListStore(session: Session): StoreApi<BranchListStore> {
  const rpc = session.rpc.branches
  const { askQuietly } = session.store(createSourceControlStore).getState()
  const opened = new Set<ConnectionId>()
  const inSight = new Map<ConnectionId, readonly BranchEntry[]>()
  const pauses = new Map<ConnectionId, ReturnType<typeof setTimeout>>()
  const askedProtection = new Set<string>()

  const store = createStore<BranchListStore>()((set, get) => {
    const of = (id: ConnectionId) => get().byConnection.get(id) ?? NOTHING
    const put = (id: ConnectionId, part: Partial<Branches>) =>
      set({ byConnection: new Map(get().byConnection).set(id, { ...of(id), ...part }) })
    const putList = (id: ConnectionId, list: BranchList, server: 'asking' | 'answered' | 'unanswered') =>
      put(id, { listing: { kind: 'ready', list, entries: entriesOf(list), server } })

    const read = async (id: ConnectionId, server: 'asking' | 'answered' | 'unanswered'): Promise<void> => {
      try {
        putList(id, await rpc.list({ connectionId: id }), server)
      } catch (error) {
        put(id, { listing: { kind: 'failed', trouble: session.trouble(error) } })
      }
    }

    const describe = async (id: ConnectionId): Promise<void> => {
      const known = of(id).details
      const missing = (inSight.get(id) ?? []).filter(({ key, version }) => known.get(key)?.version !== version)
      if (missing.length === 0) return
      try {
        const answers = await rpc.details({ connectionId: id, refs: missing.map(({ ref }) => ref) })
        const versions = new Map(missing.map(({ key, version }) => [key, version]))
        const details = new Map(of(id).details)
        for (const one of answers) {
          const version = versions.get(keyOf(one.ref))
          if (version !== undefined) details.set(keyOf(one.ref), { version, details: one })
        }
        put(id, { details })
      } catch (error) {
        // The names are what one switches by; dates and counts come with the next look.
        session.trouble(error)
      }
    }

    const askProtection = async (id: ConnectionId): Promise<void> => {
      const names = [...new Set((inSight.get(id) ?? []).map(({ name }) => name))]
      const unasked = names.filter((name) => !askedProtection.has(`${id} ${name}`)).slice(0, 100)
      if (unasked.length === 0) return
      for (const name of unasked) askedProtection.add(`${id} ${name}`)
      const answers = await askQuietly(id, () => rpc.protection({ connectionId: id, names: unasked }))
      const found = (answers ?? []).filter((one) => one.protected === 'yes' || one.protected === 'partly')
      if (found.length > 0) put(id, { protectedNames: new Set([...of(id).protectedNames, ...found.map(({ name }) => name)]) })
    }

    return {
      byConnection: new Map(),
      open: async (id) => {
        opened.add(id)
        if (of(id).listing.kind === 'failed') put(id, { listing: { kind: 'loading' } })
        await read(id, 'asking')
        if (of(id).listing.kind !== 'ready') return
        const answer = await askQuietly(id, () => rpc.ask({ connectionId: id }))
        if (answer === null) {
          const { listing } = of(id)
          if (listing.kind === 'ready') put(id, { listing: { ...listing, server: 'unanswered' } })
        } else putList(id, answer, 'answered')
      },
      close: (id) => void opened.delete(id),
      reload: async (id) => {
        const { listing } = of(id)
        await read(id, listing.kind === 'ready' ? listing.server : 'answered')
      },
      look: (id, entries) => {
        inSight.set(id, entries)
        clearTimeout(pauses.get(id))
        const ask = () => {
          pauses.delete(id)
          void describe(id)
          void askProtection(id)
        }
        pauses.set(id, setTimeout(ask, PAUSE))
      },
    }
  })
  session.events.listen((event) => {
    const { reload } = store.getState()
    if (event.kind === 'repository-changed' && opened.has(event.connectionId)) void reload(event.connectionId)
    if (event.kind === 'accounts-changed' || event.kind === 'resumed') askedProtection.clear()
  })
  return store
}
