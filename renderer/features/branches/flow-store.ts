import { createStore, type StoreApi } from 'zustand/vanilla'
import { createSourceControlStore, type GuestBody, knownStatus } from '#renderer/features/source-control/index.ts'
import { createRepositoriesStore } from '#renderer/session/repositories.ts'
import type { Session } from '#renderer/session/session.ts'
import type { CreateBranchOutcome, EditsChoice } from '#shared/domain/branch.ts'
import type { ConnectionId } from '#shared/domain/ids.ts'
import type { Author, GitProgress, RepositoryStatus } from '#shared/domain/repository.ts'
import { currentBranch } from './entries.ts'
import { type FlowEvent, transition } from './flow.ts'
import { type Asked, type Flow, type Goal, IDLE } from './flow-state.ts'

export interface FlowStore {
  flows: ReadonlyMap<ConnectionId, Flow>
  send: (id: ConnectionId, event: FlowEvent) => void
  /** Begins to switch or to create; asks first where there is something to ask. `unsaved` counts files that are not saved. */
  want: (id: ConnectionId, goal: Goal, unsaved: number) => Promise<void>
  /** Goes on with what the dialog was answered. */
  confirm: (id: ConnectionId) => Promise<void>
  goOnAs: (id: ConnectionId, author: Author) => Promise<void>
  retry: (id: ConnectionId) => Promise<void>
}

/** Switching and creating branches, per connection; it runs in turn with what else is done in the clone. */
export function createFlowStore(session: Session): StoreApi<FlowStore> {
  const { branches, sourceControl } = session.rpc
  const works = session.store(createSourceControlStore)
  const statuses = session.store(createRepositoriesStore)

  const store = createStore<FlowStore>()((set, get) => {
    const flowOf = (id: ConnectionId) => get().flows.get(id) ?? IDLE

    const send = (id: ConnectionId, event: FlowEvent): void => {
      const before = flowOf(id)
      const after = transition(before, event)
      if (after !== before) set({ flows: new Map(get().flows).set(id, after) })
    }

    const commit = async (id: ConnectionId, asked: Asked, author: Author | null, signal: AbortSignal): Promise<boolean> => {
      const outcome = await sourceControl.commit(
        {
          connectionId: id,
          paths: [...asked.paths],
          summary: asked.summary.trim(),
          description: '',
          author,
          keepFirst: 'restore-point',
        },
        { signal },
      )
      if (outcome.kind !== 'author-needed') return true
      send(id, { kind: 'author-needed' })
      return false
    }

    const checkOut = async (id: ConnectionId, { goal }: Asked, edits: EditsChoice, signal: AbortSignal) =>
      goal.kind === 'switch'
        ? branches.switch({ connectionId: id, to: goal.to, edits }, { signal })
        : branches.create({ connectionId: id, name: goal.name.trim(), from: goal.from, edits }, { signal })

    /** The work from its first to its last event. It may be run once more, after a sign-in: what was committed stays so. */
    const bodyOf = (id: ConnectionId, asked: Asked, author: Author | null): GuestBody => {
      let toCommit = asked.decision === 'commit' && asked.paths.length > 0
      const edits: EditsChoice = asked.paths.length === 0 || asked.decision === 'commit' ? 'ask' : asked.decision
      return async (signal, progressed) => {
        send(id, { kind: 'resumed', asked })
        try {
          if (toCommit && !(await commit(id, asked, author, signal))) return SILENT
          toCommit = false
          send(id, { kind: 'committed' })
          send(id, { kind: 'ended', outcome: await outcomeOf(await checkOut(id, asked, edits, signal), progressed) })
          return SILENT
        } catch (error) {
          if (signal.aborted) {
            send(id, { kind: 'cancelled' })
            throw error
          }
          const trouble = session.trouble(error)
          if (trouble.kind === 'failure' && SIGN_INS.has(trouble.failure.code)) {
            send(id, { kind: 'sign-in-asked' })
            throw error
          }
          send(id, { kind: 'failed', trouble })
          return SILENT
        }
      }
    }

    const work = async (id: ConnectionId): Promise<void> => {
      const { step } = flowOf(id)
      if (step.kind !== 'working') return
      const { asked, author } = step
      const kind = asked.goal.kind === 'switch' ? 'switch' : 'create-branch'
      const ran = await works.getState().runGuest(id, kind, bodyOf(id, asked, author))
      if (ran === 'busy') send(id, { kind: 'refused-as-busy' })
    }

    return {
      flows: new Map(),
      send,
      want: (id, goal, unsaved) => {
        const status = statusOf(id)
        const from = status === null ? null : currentBranch(status.head)
        send(id, { kind: 'wanted', goal, from, paths: editedPaths(id), unsaved })
        return work(id)
      },
      confirm: (id) => {
        send(id, { kind: 'confirmed' })
        return work(id)
      },
      goOnAs: (id, author) => {
        send(id, { kind: 'author-given', author })
        return work(id)
      },
      retry: (id) => {
        send(id, { kind: 'retried' })
        return work(id)
      },
    }
  })

  const statusOf = (id: ConnectionId): RepositoryStatus | null => {
    const view = statuses.getState().byConnection.get(id)
    return view === undefined ? null : knownStatus({ status: view })
  }
  const editedPaths = (id: ConnectionId): string[] => (statusOf(id)?.changes ?? []).map(({ path }) => path)
  statuses.subscribe(() => {
    const { flows, send } = store.getState()
    for (const [id, { step }] of flows) {
      if (step.kind === 'asking' || step.kind === 'stopped') send(id, { kind: 'edits-seen', paths: editedPaths(id) })
    }
  })
  return store
}

/** The pane says nothing: this feature has its own words. */
const SILENT = { notice: null, remoteAnswered: false } as const

/** Failures that a new sign-in mends; the pane asks for it and goes on with the work. */
const SIGN_INS: ReadonlySet<string> = new Set(['SIGN_IN_NEEDED', 'SCOPE_MISSING'])

async function outcomeOf<O extends CreateBranchOutcome>(
  events: AsyncIterable<GitProgress | { kind: 'done'; outcome: O }>,
  progressed: (progress: GitProgress) => void,
): Promise<O> {
  for await (const event of events) {
    if (event.kind === 'done') return event.outcome
    progressed(event)
  }
  throw new Error('The stream ended without an outcome.')
}
