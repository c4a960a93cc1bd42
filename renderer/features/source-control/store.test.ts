import { createRouterClient, implement } from '@orpc/server'
import { describe, expect, it } from 'vitest'
import { createRepositoriesStore } from '#renderer/session/repositories.ts'
import { sessionUnderTest } from '#renderer/session/session-under-test.ts'
import { contract } from '#shared/contract/index.ts'
import { RestorePointId } from '#shared/domain/ids.ts'
import type { RestorePoint } from '#shared/domain/repository.ts'
import { COMMIT, CONNECTION, statusWith, TWO_CHANGES } from './fixtures.ts'
import { includedPaths, type RepositoryState, repositoryOf } from './state.ts'
import { createSourceControlStore } from './store.ts'

const os = implement(contract)
const SIGN_IN = { domain: 'git.acme.test', reason: 'missing', hostWords: null } as const
const POINT: RestorePoint = {
  id: RestorePointId.parse('20260102T030405000Z-0123abcd'),
  reason: 'discard',
  createdAt: '2026-01-02T03:04:05.000Z',
  branch: 'main',
  paths: ['postman/schemas/index.yaml'],
  commit: null,
}

/** The real contract over a small clone that can be told what happens next. */
function scene() {
  const clone = { status: TWO_CHANGES, signedIn: false, refuses: false, asked: [] as string[], committed: [] as string[][] }
  const { sourceControl } = os
  const rpc = createRouterClient(
    {
      sourceControl: {
        status: sourceControl.status.handler(() => clone.status),
        diff: sourceControl.diff.handler(unused),
        discard: sourceControl.discard.handler(() => ({ restorePoint: POINT })),
        commit: sourceControl.commit.handler(({ input }) => {
          clone.committed.push(input.paths)
          clone.status = statusWith()
          return { kind: 'committed', commit: COMMIT, paths: input.paths }
        }),
        push: sourceControl.push.handler(async function* ({ errors }) {
          clone.asked.push('push')
          yield { kind: 'progress', stage: 'sending', done: 1, total: 2, unit: 'bytes' }
          if (!clone.signedIn) throw errors.SIGN_IN_NEEDED({ data: SIGN_IN })
          yield { kind: 'done', outcome: { kind: 'pushed', commits: 1, branch: 'main', createdBranch: false } }
        }),
        pull: sourceControl.pull.handler(async function* ({ signal }) {
          clone.asked.push('pull')
          yield { kind: 'progress', stage: 'receiving', done: 1, total: null, unit: 'objects' }
          signal?.throwIfAborted()
          await new Promise<void>((resolve) => signal?.addEventListener('abort', () => resolve()))
          signal?.throwIfAborted()
        }),
        fetch: sourceControl.fetch.handler(async function* ({ errors }) {
          clone.asked.push('fetch')
          if (clone.refuses) throw errors.SIGN_IN_NEEDED({ data: SIGN_IN })
          if (!clone.signedIn) throw new Error('no network')
          yield { kind: 'done', outcome: { kind: 'fetched', upstream: { kind: 'none' } } }
        }),
        restorePoints: sourceControl.restorePoints.handler(() => [POINT]),
        restore: sourceControl.restore.handler(() => ({ restored: POINT.paths, undo: null, branch: null })),
      },
    },
    { context: {} },
  )
  const session = sessionUnderTest({ sourceControl: rpc.sourceControl })
  const store = session.store(createSourceControlStore)
  const statuses = session.store(createRepositoriesStore)
  const now = (): RepositoryState =>
    repositoryOf(CONNECTION, statuses.getState().byConnection.get(CONNECTION), store.getState().works.get(CONNECTION))
  return { session, clone, store, actions: store.getState(), now }
}

function unused(): never {
  throw new Error('not part of this scene')
}

describe('source control over the contract', () => {
  it('commits what was not left out, and only that', async () => {
    const { actions, clone, now } = scene()
    await actions.refresh(CONNECTION)
    actions.send(CONNECTION, { kind: 'summary-typed', text: ' feat: pets ' })
    actions.send(CONNECTION, { kind: 'file-left-out', path: 'postman/schemas/index.yaml' })
    await actions.commit(CONNECTION)
    expect(clone.committed).toEqual([['postman/collections/Pets.json']])
    expect(now()).toMatchObject({ summary: '', running: null, notice: { kind: 'commit' } })
    expect(now().status).toMatchObject({ kind: 'ready', status: { changes: [] } })
  })

  it('turns a missing sign-in into a question, and pushes once it is answered', async () => {
    const { actions, clone, now } = scene()
    await actions.push(CONNECTION)
    expect(now()).toMatchObject({ running: null, question: { kind: 'sign-in', retry: 'push', failure: { data: SIGN_IN } } })
    clone.signedIn = true
    await actions.push(CONNECTION)
    expect(now()).toMatchObject({ question: null, notice: { kind: 'push', outcome: { kind: 'pushed' } } })
    expect(now().checkedAt).not.toBeNull()
  })

  it('commits and pushes in one action', async () => {
    const { actions, clone, now } = scene()
    clone.signedIn = true
    await actions.refresh(CONNECTION)
    actions.send(CONNECTION, { kind: 'summary-typed', text: 'feat: pets' })
    await actions.commitAndPush(CONNECTION)
    expect(clone.committed).toHaveLength(1)
    expect(now()).toMatchObject({
      summary: '',
      notice: { kind: 'commit-and-push', commit: COMMIT, outcome: { kind: 'pushed' } },
    })
  })

  it('keeps the commit where its push wants a sign-in, and then goes on with the push alone', async () => {
    const { actions, clone, now } = scene()
    await actions.refresh(CONNECTION)
    actions.send(CONNECTION, { kind: 'summary-typed', text: 'feat: pets' })
    await actions.commitAndPush(CONNECTION)
    expect(now()).toMatchObject({ summary: '', question: { kind: 'sign-in', retry: 'push' } })
    clone.signedIn = true
    await actions.push(CONNECTION)
    expect(clone.committed).toHaveLength(1)
    expect(now()).toMatchObject({ question: null, notice: { kind: 'push' } })
  })

  it('does one thing at a time, and cancels it', async () => {
    const { actions, store, clone, now } = scene()
    const progressed = new Promise<void>((resolve) => {
      store.subscribe(() => {
        if (store.getState().works.get(CONNECTION)?.running?.progress) resolve()
      })
    })
    const pulling = actions.pull(CONNECTION, 'ask')
    await progressed
    await actions.push(CONNECTION)
    expect(clone.asked).toEqual(['pull'])
    actions.cancel(CONNECTION)
    await pulling
    expect(now()).toMatchObject({ running: null, notice: { kind: 'cancelled', work: 'pull' } })
  })

  it('stays silent when a fetch in the background fails', async () => {
    const { actions, now } = scene()
    await actions.refresh(CONNECTION)
    await actions.fetchQuietly(CONNECTION)
    expect(now()).toMatchObject({ running: null, notice: null, question: null, checkedAt: null })
  })

  it('asks nobody again in the background who refused the sign-in, until a person got an answer: servers lock out who insists', async () => {
    const { actions, clone } = scene()
    clone.refuses = true
    for (let round = 0; round < 3; round += 1) await actions.fetchQuietly(CONNECTION)
    expect(clone.asked).toEqual(['fetch'])
    clone.refuses = false
    clone.signedIn = true
    await actions.fetchQuietly(CONNECTION)
    expect(clone.asked).toEqual(['fetch'])
    await actions.push(CONNECTION)
    await actions.fetchQuietly(CONNECTION)
    expect(clone.asked).toEqual(['fetch', 'push', 'fetch'])
  })

  it('asks in the background again once the sign-in was renewed, and each time the network was not there', async () => {
    const { actions, clone } = scene()
    await actions.fetchQuietly(CONNECTION)
    clone.refuses = true
    await actions.fetchQuietly(CONNECTION)
    actions.signedInAnew(CONNECTION)
    await actions.fetchQuietly(CONNECTION)
    expect(clone.asked).toEqual(['fetch', 'fetch', 'fetch'])
  })

  it('remembers when a fetch in the background succeeded', async () => {
    const { actions, clone, now } = scene()
    clone.signedIn = true
    await actions.fetchQuietly(CONNECTION)
    expect(now().checkedAt).not.toBeNull()
    expect(now().notice).toBeNull()
  })

  it('offers what a discard kept', async () => {
    const { actions, now } = scene()
    await actions.discard(CONNECTION, [...POINT.paths])
    expect(now().notice).toEqual({ kind: 'discarded', restorePoint: POINT, count: 1 })
    await actions.undoDiscard(CONNECTION, POINT.id)
    expect(now().notice).toEqual({ kind: 'undone', count: 1 })
  })

  it('forgets that a file was left out once the session’s status has it no more', async () => {
    const { session, clone, actions, now } = scene()
    const statuses = session.store(createRepositoriesStore).getState()
    await statuses.refresh(CONNECTION)
    const [left, other] = TWO_CHANGES.changes.map(({ path }) => path)
    actions.send(CONNECTION, { kind: 'file-left-out', path: left ?? '' })
    expect(includedPaths(now())).toEqual([other])
    clone.status = statusWith()
    await statuses.refresh(CONNECTION)
    clone.status = TWO_CHANGES
    await statuses.refresh(CONNECTION)
    expect(includedPaths(now())).toEqual([left, other])
  })
})
