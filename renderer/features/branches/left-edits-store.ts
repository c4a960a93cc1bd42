import { createStore, type StoreApi } from 'zustand/vanilla'
import { createSourceControlStore } from '#renderer/features/source-control/index.ts'
import type { Session } from '#renderer/session/session.ts'
import type { Trouble } from '#renderer/trouble.ts'
import type { BringBackOutcome } from '#shared/domain/branch.ts'
import type { ConnectionId } from '#shared/domain/ids.ts'
import type { LeftEdits } from '#shared/domain/repository.ts'

/** How asking for left edits ended, as far as it has to be said. */
export type LeftEditsNote =
  | Extract<BringBackOutcome, { kind: 'collides' }>
  | { kind: 'busy' }
  | { kind: 'trouble'; trouble: Trouble }

export interface LeftEditsStore {
  /** Left edits that the person wants to hear of no more in this window, by `laterKey`. */
  later: ReadonlySet<string>
  notes: ReadonlyMap<ConnectionId, LeftEditsNote>
  /** Puts the edits left on the active branch back; null where a note says why not. */
  bringBack: (id: ConnectionId) => Promise<Exclude<BringBackOutcome, { kind: 'collides' }> | null>
  keepForLater: (id: ConnectionId, left: LeftEdits) => void
}

export function laterKey(id: ConnectionId, { branch, leftAt }: LeftEdits): string {
  return `${id} ${branch} ${leftAt}`
}

/** Edits that wait on the active branch: brought back in turn with other work, or kept for later. */
export function createLeftEditsStore(session: Session): StoreApi<LeftEditsStore> {
  const works = session.store(createSourceControlStore)
  return createStore<LeftEditsStore>()((set, get) => {
    const note = (id: ConnectionId, said: LeftEditsNote | null) => {
      const notes = new Map(get().notes)
      notes.delete(id)
      set({ notes: said === null ? notes : notes.set(id, said) })
    }
    return {
      later: new Set(),
      notes: new Map(),
      bringBack: async (id) => {
        note(id, null)
        let outcome: BringBackOutcome | null = null
        const ran = await works.getState().runGuest(id, 'bring-back', async (signal) => {
          try {
            outcome = await session.rpc.branches.bringBack({ connectionId: id }, { signal })
          } catch (error) {
            if (signal.aborted) throw error
            note(id, { kind: 'trouble', trouble: session.trouble(error) })
          }
          return { notice: null, remoteAnswered: false }
        })
        if (ran === 'busy') note(id, { kind: 'busy' })
        return settled(outcome, (collision) => note(id, collision))
      },
      keepForLater: (id, left) => {
        note(id, null)
        set({ later: new Set([...get().later, laterKey(id, left)]) })
      },
    }
  })
}

function settled(
  outcome: BringBackOutcome | null,
  collided: (collision: Extract<BringBackOutcome, { kind: 'collides' }>) => void,
): Exclude<BringBackOutcome, { kind: 'collides' }> | null {
  if (outcome?.kind !== 'collides') return outcome
  collided(outcome)
  return null
}
