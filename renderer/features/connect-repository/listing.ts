import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Trouble } from '#renderer/trouble.ts'
import type { ListNotice, Page } from '#shared/domain/hosting.ts'

/** How much of a list is there, and what is under way. What is shown stays while something else is asked for. */
export type ListingPhase =
  | { kind: 'idle' }
  /** Rests, or waits for the first page of `search`. */
  | { kind: 'loading' }
  | { kind: 'loading-more' }
  /** `next` leads to what follows; null at the end. */
  | { kind: 'ready'; next: string | null }
  | { kind: 'failed'; trouble: Trouble; cursor: string | null }

export interface Listing<Item> {
  search: string
  items: readonly Item[]
  notices: readonly ListNotice[]
  phase: ListingPhase
  /** Asks for what fits a text, once typing rests; the same text is not asked for twice. */
  find(text: string): void
  /** Asks for the page that follows, where there is one. */
  more(): void
  /** Asks again for the page that failed. */
  retry(): void
  dispose(): void
}

export interface ListingNeeds<Item> {
  load: (search: string, cursor: string | null, signal: AbortSignal) => Promise<Page<Item>>
  nameOf: (item: Item) => string
  trouble: (error: unknown) => Trouble
}

/** How long typing has to rest before the host is asked, in milliseconds. */
const REST = 300

/** A list of a host that is searched there and comes in pages. A newer search ends the older one. */
export function createListing<Item>({ load, nameOf, trouble }: ListingNeeds<Item>): StoreApi<Listing<Item>> {
  let running: AbortController | null = null

  return createStore<Listing<Item>>()((set, get) => {
    const ask = (cursor: string | null, rest: number): void => {
      running?.abort()
      const abort = new AbortController()
      running = abort
      set({ phase: { kind: cursor === null ? 'loading' : 'loading-more' } })
      const timer = setTimeout(() => void fetchPage(cursor, abort.signal), rest)
      abort.signal.addEventListener('abort', () => clearTimeout(timer))
    }

    const fetchPage = async (cursor: string | null, signal: AbortSignal): Promise<void> => {
      try {
        const page = await load(get().search, cursor, signal)
        if (signal.aborted) return
        const before = cursor === null ? [] : get().items
        const notices = cursor === null ? page.notices : [...get().notices, ...page.notices]
        set({
          items: joined(before, page.items, nameOf),
          notices: distinct(notices),
          phase: { kind: 'ready', next: page.next },
        })
      } catch (error) {
        if (!signal.aborted) set({ phase: { kind: 'failed', trouble: trouble(error), cursor } })
      }
    }

    return {
      search: '',
      items: [],
      notices: [],
      phase: { kind: 'idle' },
      find: (text) => {
        const { search, phase } = get()
        if (text === search && phase.kind !== 'idle' && phase.kind !== 'failed') return
        set({ search: text })
        ask(null, text === '' ? 0 : REST)
      },
      more: () => {
        const { phase } = get()
        if (phase.kind === 'ready' && phase.next !== null) ask(phase.next, 0)
      },
      retry: () => {
        const { phase } = get()
        if (phase.kind === 'failed') ask(phase.cursor, 0)
      },
      dispose: () => {
        running?.abort()
        set({ phase: { kind: 'idle' } })
      },
    }
  })
}

/** Pages of a list that changes meanwhile may overlap; each name is listed once. */
function joined<Item>(before: readonly Item[], more: readonly Item[], nameOf: (item: Item) => string): Item[] {
  const known = new Set(before.map(nameOf))
  const fresh = more.filter((item) => {
    const isNew = !known.has(nameOf(item))
    known.add(nameOf(item))
    return isNew
  })
  return [...before, ...fresh]
}

function distinct(notices: readonly ListNotice[]): ListNotice[] {
  return [...new Map(notices.map((notice) => [JSON.stringify(notice), notice])).values()]
}
