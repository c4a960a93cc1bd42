import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Session } from '#renderer/session/session.ts'
import type { Trouble } from '#renderer/trouble.ts'
import type { PullRequestList } from '#shared/contract/pull-requests.ts'
import type { PullRequest } from '#shared/domain/hosting.ts'
import type { ConnectionId } from '#shared/domain/ids.ts'

/** What the host said of one branch. `list` stays in sight while it is asked again. */
export interface BranchPullRequests {
  branch: string
  standing: 'asking' | 'answered'
  list: PullRequestList | null
  trouble: Trouble | null
  /** When it was last asked, in milliseconds since the epoch. */
  askedAt: number
}

export interface PullRequestsStore {
  byConnection: ReadonlyMap<ConnectionId, BranchPullRequests>
  /** The connection whose new pull request is being written; null while none is. */
  writingFor: ConnectionId | null
  /** Asks the host for the open ones of the checked-out branch, which is this one. */
  ask: (id: ConnectionId, branch: string) => Promise<void>
  write: (id: ConnectionId | null) => void
  /** One was made: it is shown at once, whatever the host's list says yet. */
  created: (id: ConnectionId, made: PullRequest) => void
}

/** The pull requests of the branches that were looked at. */
export function createPullRequestsStore(session: Session): StoreApi<PullRequestsStore> {
  const asking = new Map<ConnectionId, AbortController>()
  return createStore<PullRequestsStore>()((set, get) => {
    const put = (id: ConnectionId, state: BranchPullRequests) =>
      set({ byConnection: new Map(get().byConnection).set(id, state) })
    return {
      byConnection: new Map(),
      writingFor: null,
      ask: async (id, branch) => {
        asking.get(id)?.abort()
        const abort = new AbortController()
        asking.set(id, abort)
        const before = get().byConnection.get(id)
        const list = before?.branch === branch ? before.list : null
        const now = { branch, askedAt: Date.now() }
        put(id, { ...now, standing: 'asking', list, trouble: null })
        try {
          const answer = await session.rpc.pullRequests.list({ connectionId: id }, { signal: abort.signal })
          if (!abort.signal.aborted) put(id, { ...now, standing: 'answered', list: answer, trouble: null })
        } catch (error) {
          if (!abort.signal.aborted) put(id, { ...now, standing: 'answered', list, trouble: session.trouble(error) })
        } finally {
          if (asking.get(id) === abort) asking.delete(id)
        }
      },
      write: (id) => set({ writingFor: id }),
      created: (id, made) => {
        const before = get().byConnection.get(id)
        if (before?.list?.kind !== 'listed') return
        const others = before.list.pullRequests.filter(({ number }) => number !== made.number)
        put(id, { ...before, list: { ...before.list, pullRequests: [made, ...others] } })
      },
    }
  })
}
