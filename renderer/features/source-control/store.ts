import { createStore, type StoreApi } from 'zustand/vanilla'
import { createRepositoriesStore } from '#renderer/session/repositories.ts'
import type { Session } from '#renderer/session/session.ts'
import { troubleOf } from '#renderer/trouble.ts'
import type { ConnectionId, RestorePointId } from '#shared/domain/ids.ts'
import type { Author, CommitOnto, GitProgress } from '#shared/domain/repository.ts'
import { createBackgroundRests } from './background-rests.ts'
import { createMessages } from './earlier-messages.ts'
import {
  type GuestWork,
  includedPaths,
  initialWork,
  knownStatus,
  type Notice,
  type RemoteWork,
  repositoryOf,
  type SignedWork,
  type Work,
  type WorkState,
} from './state.ts'
import { type RepositoryEvent, transition } from './transition.ts'
import { asksBeforeCommit } from './views.ts'

export interface SourceControlStore {
  works: ReadonlyMap<ConnectionId, WorkState>
  send: (id: ConnectionId, event: RepositoryEvent) => void
  /** Reads the status again. */
  refresh: (id: ConnectionId) => Promise<void>
  commit: (id: ConnectionId) => Promise<void>
  /** Puts an earlier message into the fields, or one step back towards the draft. */
  recall: (id: ConnectionId, direction: 'earlier' | 'later') => Promise<void>
  /** Puts the last commit's message into the fields, to make that commit anew; says why not where the server has it. */
  beginAmend: (id: ConnectionId) => Promise<void>
  amend: (id: ConnectionId) => Promise<void>
  /** One action, as managed clones have it. What is committed stays committed where the push can't be made. */
  commitAndPush: (id: ConnectionId) => Promise<void>
  /** Remembers the author for this clone until Graft is closed, and goes on with what asked for one. */
  goOnAs: (id: ConnectionId, author: Author) => Promise<void>
  /** Begins work once more that a question had stopped. */
  again: (id: ConnectionId, work: SignedWork | RemoteWork) => Promise<void>
  discard: (id: ConnectionId, paths: string[]) => Promise<void>
  undoDiscard: (id: ConnectionId, restorePoint: RestorePointId) => Promise<void>
  push: (id: ConnectionId) => Promise<void>
  pull: (id: ConnectionId, otherFiles: 'ask' | 'update') => Promise<void>
  /** C6: the remote's default branch merged into the checked-out one. */
  updateFromDefault: (id: ConnectionId, otherFiles: 'ask' | 'update') => Promise<void>
  /** D7: the checked-out branch merged into the remote's default one, without a pull request. */
  mergeIntoDefault: (id: ConnectionId) => Promise<void>
  /**
   * Runs work of another feature as a piece of this connection's: never beside another one, shown, cancellable, and begun once
   * more after a sign-in that it asked for. `busy` where something else runs and it was not begun.
   */
  runGuest: (id: ConnectionId, work: GuestWork, body: GuestBody) => Promise<'ran' | 'busy'>
  /**
   * Asks the server something in the background, as `fetchQuietly` does: null, and nothing said, where it does not answer or
   * refused the sign-in not long ago.
   */
  askQuietly: <Answer>(id: ConnectionId, ask: () => Promise<Answer>) => Promise<Answer | null>
  /** Asks the remote what is new, without a word unless there is trouble that a person has to solve. */
  fetch: (id: ConnectionId) => Promise<void>
  /** The same in the background: silent whatever happens, only when nothing else runs, and not where the sign-in was refused. */
  fetchQuietly: (id: ConnectionId) => Promise<void>
  /** The sign-in of the connection is another one: the background may try it. */
  signedInAnew: (id: ConnectionId) => void
  cancel: (id: ConnectionId) => void
  forget: (id: ConnectionId) => void
}

/** How a piece of work ended: what the pane has to say of it, and whether the remote answered. */
export type Ended = { notice: Notice | null; remoteAnswered: boolean }
/** One piece of work of another feature. `progressed` shows how far it has come. */
export type GuestBody = (signal: AbortSignal, progressed: (progress: GitProgress) => void) => Promise<Ended>

/** Source control of every connection that was looked at: message drafts and left-out files stay while APIs are switched. */
export function createSourceControlStore(session: Session): StoreApi<SourceControlStore> {
  const { sourceControl, branches } = session.rpc
  const statuses = session.store(createRepositoriesStore)
  const running = new Map<ConnectionId, AbortController>()
  const quiet = new Map<ConnectionId, AbortController>()
  const guests = new Map<ConnectionId, { work: GuestWork; body: GuestBody }>()
  const rests = createBackgroundRests(Date.now)
  const messages = createMessages(session)

  const store = createStore<SourceControlStore>()((set, get) => {
    const workOf = (id: ConnectionId) => get().works.get(id) ?? initialWork(id)

    const send = (id: ConnectionId, event: RepositoryEvent): void => {
      const before = workOf(id)
      const after = transition(before, event)
      if (after !== before) set({ works: new Map(get().works).set(id, after) })
    }

    const refresh = (id: ConnectionId): Promise<void> => statuses.getState().refresh(id)

    /** Runs one piece of work of a connection from its first to its last event; a second one beside it is not begun. */
    const run = async (id: ConnectionId, work: Work, body: (signal: AbortSignal) => Promise<Ended>): Promise<void> => {
      if (workOf(id).running !== null) return
      quiet.get(id)?.abort()
      const abort = new AbortController()
      running.set(id, abort)
      send(id, { kind: 'work-started', work })
      try {
        const { notice, remoteAnswered } = await body(abort.signal)
        if (remoteAnswered) rests.end(id)
        send(id, { kind: 'work-ended', notice, at: remoteAnswered ? Date.now() : null })
      } catch (error) {
        if (abort.signal.aborted) send(id, { kind: 'work-cancelled' })
        else send(id, { kind: 'work-failed', trouble: session.trouble(error) })
      } finally {
        running.delete(id)
        await refresh(id)
      }
    }

    const follow = async <O>(
      id: ConnectionId,
      events: AsyncIterable<GitProgress | { kind: 'done'; outcome: O }>,
    ): Promise<O> => {
      for await (const event of events) {
        if (event.kind === 'done') return event.outcome
        send(id, { kind: 'work-progressed', progress: event })
      }
      throw new Error('The stream ended without an outcome.')
    }

    const repository = (id: ConnectionId) => repositoryOf(id, statuses.getState().byConnection.get(id), workOf(id))

    const written = (id: ConnectionId) => {
      const { summary, description, author } = workOf(id)
      return {
        connectionId: id,
        paths: includedPaths(repository(id)),
        summary: summary.trim(),
        description: description.trim(),
        author,
      }
    }

    const makeCommit = (id: ConnectionId, signal: AbortSignal) =>
      sourceControl.commit({ ...written(id), onto: ontoOf(workOf(id)) }, { signal })

    /** Whether the commit has to wait for an answer; asks then. */
    const asksFirst = (id: ConnectionId, retry: 'commit' | 'commit-and-push'): boolean => {
      const asks = asksBeforeCommit(repository(id))
      if (asks) send(id, { kind: 'default-branch-met', retry })
      return asks
    }

    const sendCommits = async (id: ConnectionId, signal: AbortSignal) =>
      follow(id, await sourceControl.push({ connectionId: id }, { signal }))

    const commit = async (id: ConnectionId) => {
      if (asksFirst(id, 'commit')) return
      await run(id, 'commit', async (signal) => {
        const onto = ontoOf(workOf(id))
        const outcome = await makeCommit(id, signal)
        return { notice: { kind: 'commit', outcome, onto }, remoteAnswered: false }
      })
    }

    const commitAndPush = async (id: ConnectionId) => {
      if (asksFirst(id, 'commit-and-push')) return
      await run(id, 'commit-and-push', async (signal) => {
        const onto = ontoOf(workOf(id))
        const made = await makeCommit(id, signal)
        if (made.kind !== 'committed') return { notice: { kind: 'commit', outcome: made, onto }, remoteAnswered: false }
        send(id, { kind: 'committed' })
        const outcome = await sendCommits(id, signal)
        return { notice: { kind: 'commit-and-push', commit: made.commit, outcome }, remoteAnswered: true }
      })
    }

    const runGuest: SourceControlStore['runGuest'] = async (id, work, body) => {
      if (workOf(id).running !== null) return 'busy'
      guests.set(id, { work, body })
      await run(id, work, (signal) => body(signal, (progress) => send(id, { kind: 'work-progressed', progress })))
      return 'ran'
    }

    const again = (id: ConnectionId, work: SignedWork | RemoteWork): Promise<void> => {
      switch (work) {
        case 'commit':
          return commit(id)
        case 'commit-and-push':
          return commitAndPush(id)
        case 'amend':
          return get().amend(id)
        case 'pull':
          return get().pull(id, 'ask')
        case 'update-from-default':
          return get().updateFromDefault(id, 'ask')
        case 'merge-into-default':
          return get().mergeIntoDefault(id)
        case 'push':
        case 'fetch':
          return get()[work](id)
        case 'guest': {
          const guest = guests.get(id)
          return guest === undefined ? Promise.resolve() : runGuest(id, guest.work, guest.body).then(() => undefined)
        }
      }
    }

    return {
      works: new Map(),
      send,
      refresh,
      commit,
      commitAndPush,
      recall: async (id, direction) => {
        if (direction === 'later') return send(id, { kind: 'later-recalled' })
        const head = knownStatus(repository(id))?.lastCommit?.id ?? null
        const earlier = await messages.earlier(id, head)
        if (earlier.length > 0) send(id, { kind: 'earlier-recalled', earlier })
      },
      beginAmend: async (id) => {
        const status = knownStatus(repository(id))
        const { lastCommit } = status ?? { lastCommit: null }
        if (lastCommit === null || workOf(id).running !== null) return
        if (status?.lastCommitPushed) return send(id, { kind: 'amend-refused', outcome: { kind: 'already-pushed' } })
        const message = (await messages.of(id, lastCommit.id)) ?? { summary: lastCommit.subject, description: '' }
        send(id, { kind: 'amend-begun', commit: lastCommit.id, message })
      },
      amend: (id) =>
        run(id, 'amend', async (signal) => {
          const outcome = await sourceControl.amend(written(id), { signal })
          return { notice: { kind: 'amend', outcome }, remoteAnswered: false }
        }),
      goOnAs: async (id, author) => {
        const { question } = workOf(id)
        send(id, { kind: 'author-given', author })
        if (question?.kind === 'author' && question.retry !== 'nothing') await again(id, question.retry)
      },
      again,
      discard: (id, paths) =>
        run(id, 'discard', async (signal) => {
          const { restorePoint } = await sourceControl.discard({ connectionId: id, paths }, { signal })
          return { notice: { kind: 'discarded', restorePoint, count: paths.length }, remoteAnswered: false }
        }),
      undoDiscard: (id, restorePoint) =>
        run(id, 'undo', async (signal) => {
          const { restored } = await sourceControl.restore({ connectionId: id, id: restorePoint, paths: null }, { signal })
          return { notice: { kind: 'undone', count: restored.length }, remoteAnswered: false }
        }),
      push: (id) =>
        run(id, 'push', async (signal) => {
          const outcome = await sendCommits(id, signal)
          return { notice: { kind: 'push', outcome }, remoteAnswered: true }
        }),
      pull: (id, otherFiles) =>
        run(id, 'pull', async (signal) => {
          const { author } = workOf(id)
          const outcome = await follow(id, await sourceControl.pull({ connectionId: id, otherFiles, author }, { signal }))
          return { notice: { kind: 'pull', outcome }, remoteAnswered: outcome.kind !== 'no-upstream' }
        }),
      updateFromDefault: (id, otherFiles) =>
        run(id, 'update-from-default', async (signal) => {
          const { author } = workOf(id)
          const outcome = await follow(
            id,
            await branches.updateFromDefault({ connectionId: id, otherFiles, author }, { signal }),
          )
          return { notice: { kind: 'update-from-default', outcome }, remoteAnswered: outcome.kind !== 'no-default' }
        }),
      mergeIntoDefault: (id) =>
        run(id, 'merge-into-default', async (signal) => {
          const { author } = workOf(id)
          const outcome = await follow(id, await branches.mergeIntoDefault({ connectionId: id, author }, { signal }))
          return { notice: { kind: 'merge-into-default', outcome }, remoteAnswered: true }
        }),
      runGuest,
      askQuietly: async (id, ask) => {
        if (rests.isResting(id)) return null
        try {
          return await ask()
        } catch (error) {
          rests.failed(id, troubleOf(error))
          return null
        }
      },
      fetch: (id) =>
        run(id, 'fetch', async (signal) => {
          const outcome = await follow(id, await sourceControl.fetch({ connectionId: id }, { signal }))
          return { notice: { kind: 'fetch', outcome }, remoteAnswered: true }
        }),
      fetchQuietly: async (id) => {
        if (workOf(id).running !== null || quiet.has(id) || rests.isResting(id)) return
        const abort = new AbortController()
        quiet.set(id, abort)
        try {
          for await (const event of await sourceControl.fetch({ connectionId: id }, { signal: abort.signal })) {
            if (event.kind === 'done') send(id, { kind: 'remote-answered', at: Date.now() })
          }
        } catch (error) {
          // Nobody asked for this fetch; "last checked" in the footer says how old the numbers are.
          rests.failed(id, troubleOf(error))
        } finally {
          quiet.delete(id)
        }
        if (!abort.signal.aborted) await refresh(id)
      },
      signedInAnew: (id) => rests.end(id),
      cancel: (id) => running.get(id)?.abort(),
      forget: (id) => {
        running.get(id)?.abort()
        quiet.get(id)?.abort()
        rests.end(id)
        guests.delete(id)
        const works = new Map(get().works)
        works.delete(id)
        set({ works })
      },
    }
  })
  statuses.subscribe(({ byConnection }) => {
    const { works, send } = store.getState()
    for (const id of works.keys()) {
      const view = byConnection.get(id)
      if (view?.kind !== 'ready') continue
      send(id, { kind: 'changes-seen', paths: view.status.changes.map(({ path }) => path) })
      send(id, { kind: 'head-seen', commit: view.status.lastCommit?.id ?? null })
    }
  })
  return store
}

function ontoOf({ onto }: WorkState): CommitOnto {
  return onto.kind === 'new-branch' ? { kind: 'new-branch', name: onto.name.trim() } : onto
}
