import { createStore, type StoreApi } from 'zustand/vanilla'
import { createRepositoriesStore } from '#renderer/session/repositories.ts'
import type { Session } from '#renderer/session/session.ts'
import { troubleOf } from '#renderer/trouble.ts'
import type { ConnectionId, RestorePointId } from '#shared/domain/ids.ts'
import type { Author, GitProgress } from '#shared/domain/repository.ts'
import { createBackgroundRests } from './background-rests.ts'
import { includedPaths, initialWork, type Notice, repositoryOf, type Work, type WorkState } from './state.ts'
import { type RepositoryEvent, transition } from './transition.ts'

export interface SourceControlStore {
  works: ReadonlyMap<ConnectionId, WorkState>
  send: (id: ConnectionId, event: RepositoryEvent) => void
  /** Reads the status again. */
  refresh: (id: ConnectionId) => Promise<void>
  commit: (id: ConnectionId) => Promise<void>
  /** One action, as managed clones have it. What is committed stays committed where the push can't be made. */
  commitAndPush: (id: ConnectionId) => Promise<void>
  /** Remembers the author for this clone until Graft is closed, and goes on with what asked for one. */
  goOnAs: (id: ConnectionId, author: Author) => Promise<void>
  discard: (id: ConnectionId, paths: string[]) => Promise<void>
  undoDiscard: (id: ConnectionId, restorePoint: RestorePointId) => Promise<void>
  push: (id: ConnectionId) => Promise<void>
  pull: (id: ConnectionId, otherFiles: 'ask' | 'update') => Promise<void>
  /** Asks the remote what is new, without a word unless there is trouble that a person has to solve. */
  fetch: (id: ConnectionId) => Promise<void>
  /** The same in the background: silent whatever happens, only when nothing else runs, and not where the sign-in was refused. */
  fetchQuietly: (id: ConnectionId) => Promise<void>
  /** The sign-in of the connection is another one: the background may try it. */
  signedInAnew: (id: ConnectionId) => void
  cancel: (id: ConnectionId) => void
  forget: (id: ConnectionId) => void
}

type Ended = { notice: Notice | null; remoteAnswered: boolean }

/** Source control of every connection that was looked at: message drafts and left-out files stay while APIs are switched. */
export function createSourceControlStore(session: Session): StoreApi<SourceControlStore> {
  const { sourceControl } = session.rpc
  const statuses = session.store(createRepositoriesStore)
  const running = new Map<ConnectionId, AbortController>()
  const quiet = new Map<ConnectionId, AbortController>()
  const rests = createBackgroundRests(Date.now)

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

    const makeCommit = (id: ConnectionId, signal: AbortSignal) => {
      const { summary, description, author } = workOf(id)
      const paths = includedPaths(repositoryOf(id, statuses.getState().byConnection.get(id), workOf(id)))
      const input = { connectionId: id, paths, summary: summary.trim(), description: description.trim(), author }
      return sourceControl.commit(input, { signal })
    }

    const sendCommits = async (id: ConnectionId, signal: AbortSignal) =>
      follow(id, await sourceControl.push({ connectionId: id }, { signal }))

    const commit = (id: ConnectionId) =>
      run(id, 'commit', async (signal) => {
        const outcome = await makeCommit(id, signal)
        return { notice: { kind: 'commit', outcome }, remoteAnswered: false }
      })

    const commitAndPush = (id: ConnectionId) =>
      run(id, 'commit-and-push', async (signal) => {
        const made = await makeCommit(id, signal)
        if (made.kind !== 'committed') return { notice: { kind: 'commit', outcome: made }, remoteAnswered: false }
        send(id, { kind: 'committed' })
        const outcome = await sendCommits(id, signal)
        return { notice: { kind: 'commit-and-push', commit: made.commit, outcome }, remoteAnswered: true }
      })

    return {
      works: new Map(),
      send,
      refresh,
      commit,
      commitAndPush,
      goOnAs: (id, author) => {
        const { question } = workOf(id)
        send(id, { kind: 'author-given', author })
        if (question?.kind !== 'author') return commit(id)
        switch (question.retry) {
          case 'pull':
            return get().pull(id, 'ask')
          case 'commit-and-push':
            return commitAndPush(id)
          case 'commit':
            return commit(id)
        }
      },
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
      if (view?.kind === 'ready') send(id, { kind: 'changes-seen', paths: view.status.changes.map(({ path }) => path) })
    }
  })
  return store
}
