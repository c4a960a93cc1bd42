import { createRouterClient, implement } from '@orpc/server'
import { describe, expect, it } from 'vitest'
import { createSourceControlStore } from '#renderer/features/source-control/index.ts'
import { createRepositoriesStore } from '#renderer/session/repositories.ts'
import { sessionUnderTest } from '#renderer/session/session-under-test.ts'
import { contract } from '#shared/contract/index.ts'
import type { CreateBranchOutcome, SwitchOutcome } from '#shared/domain/branch.ts'
import type { RepositoryStatus } from '#shared/domain/repository.ts'
import { branchList, CONNECTION, localBranch, statusOn } from './fixtures.ts'
import type { Goal } from './flow-state.ts'
import { createFlowStore } from './flow-store.ts'
import { createBranchListStore } from './list-store.ts'

const os = implement(contract)
const COMMIT = { id: 'c'.repeat(40), subject: 'feat: pets', author: 'Lin', committedAt: '2026-01-02T03:04:05.000Z' }
const TO: Goal = { kind: 'switch', to: { kind: 'local', name: 'main' }, publish: 'later' }

function switched(branch: string): Extract<SwitchOutcome, { kind: 'switched' }> {
  const returned = { kind: 'none' } as const
  return { kind: 'switched', branch, created: false, left: [], brought: [], returned, restorePoint: null }
}

/** The real contract over a clone that can be told what happens next, and that writes down what it was asked. */
function scene() {
  const clone = {
    status: statusOn('feature/pets'),
    signedIn: true,
    online: true,
    hangs: false,
    outcomes: [] as CreateBranchOutcome[],
    asked: [] as unknown[],
  }
  const { sourceControl, branches } = os
  const rpc = createRouterClient(
    {
      sourceControl: {
        status: sourceControl.status.handler((): RepositoryStatus => clone.status),
        commit: sourceControl.commit.handler(({ input }) => {
          clone.asked.push(['commit', input.summary, input.paths, input.keepFirst])
          clone.status = statusOn('feature/pets')
          return { kind: 'committed', commit: COMMIT, paths: input.paths }
        }),
      },
      branches: {
        list: branches.list.handler(() => branchList({ askedAt: null })),
        ask: branches.ask.handler(() => {
          clone.asked.push(['ask'])
          if (!clone.online) throw new Error('no network')
          return branchList({ askedAt: '2026-01-02T03:04:05.000Z', local: [localBranch('told-by-server')] })
        }),
        details: branches.details.handler(({ input }) => {
          clone.asked.push(['details', input.refs.map(({ name }) => name)])
          return input.refs.map((ref) => ({
            ref,
            tip: null,
            lastCommit: COMMIT,
            againstUpstream: null,
            againstDefault: { ahead: 1, behind: 2 },
          }))
        }),
        protection: branches.protection.handler(({ input }) =>
          input.names.map((name) => ({ name, protected: 'yes' as const })),
        ),
        switch: branches.switch.handler(async function* ({ input, errors, signal }) {
          clone.asked.push(['switch', input.to.name, input.edits])
          yield { kind: 'progress', stage: 'writing', done: 1, total: 2, unit: 'files' }
          if (!clone.signedIn) {
            throw errors.SIGN_IN_NEEDED({ data: { domain: 'git.acme.test', reason: 'missing', hostWords: null } })
          }
          signal?.throwIfAborted()
          if (clone.hangs) await new Promise<void>((resolve) => signal?.addEventListener('abort', () => resolve()))
          signal?.throwIfAborted()
          const outcome = clone.outcomes.shift() ?? switched(input.to.name)
          if (outcome.kind === 'exists' || outcome.kind === 'clashes') throw new Error('not an outcome of a switch')
          yield { kind: 'done', outcome }
        }),
        create: branches.create.handler(async function* ({ input }) {
          clone.asked.push(['create', input.name, input.from.kind, input.edits])
          yield { kind: 'done', outcome: clone.outcomes.shift() ?? switched(input.name) }
        }),
      },
    },
    { context: {} },
  )
  const session = sessionUnderTest(rpc)
  const flows = session.store(createFlowStore)
  const works = session.store(createSourceControlStore)
  const statuses = session.store(createRepositoriesStore).getState()
  const step = () => flows.getState().flows.get(CONNECTION)?.step
  return { session, clone, flows, actions: flows.getState(), works, statuses, step }
}

describe('switching over the contract', () => {
  it('asks about edits first, then does what was answered', async () => {
    const { actions, clone, statuses, step, flows } = scene()
    clone.status = statusOn('feature/pets', ['postman/schemas/index.yaml'])
    await statuses.refresh(CONNECTION)
    await actions.want(CONNECTION, TO, 0)
    expect(clone.asked).toEqual([])
    expect(step()).toMatchObject({ kind: 'asking', asked: { paths: ['postman/schemas/index.yaml'] } })
    await actions.confirm(CONNECTION)
    expect(clone.asked).toEqual([['switch', 'main', 'leave']])
    expect(flows.getState().flows.get(CONNECTION)).toMatchObject({
      step: { kind: 'idle' },
      said: { outcome: { branch: 'main' } },
    })
  })

  it('commits first, once, though a sign-in has to be asked for in between', async () => {
    const { actions, clone, statuses, works, step, flows } = scene()
    clone.status = statusOn('feature/pets', ['a.yaml'])
    clone.signedIn = false
    await statuses.refresh(CONNECTION)
    await actions.want(CONNECTION, TO, 0)
    actions.send(CONNECTION, { kind: 'decided', decision: 'commit' })
    actions.send(CONNECTION, { kind: 'summary-typed', text: ' feat: pets ' })
    await actions.confirm(CONNECTION)
    expect(step()).toEqual({ kind: 'idle' })
    expect(works.getState().works.get(CONNECTION)).toMatchObject({ question: { kind: 'sign-in', retry: 'guest' } })
    clone.signedIn = true
    await works.getState().again(CONNECTION, 'guest')
    expect(clone.asked).toEqual([
      ['commit', 'feat: pets', ['a.yaml'], 'restore-point'],
      ['switch', 'main', 'ask'],
      ['switch', 'main', 'ask'],
    ])
    expect(flows.getState().flows.get(CONNECTION)?.said?.outcome.kind).toBe('switched')
  })

  it('is cancelled from where work is cancelled, runs beside nothing, and keeps the answers', async () => {
    const { actions, clone, works, step } = scene()
    clone.hangs = true
    const running = new Promise<void>((resolve) => {
      works.subscribe(({ works: all }) => {
        if (all.get(CONNECTION)?.running?.progress) resolve()
      })
    })
    const goal: Goal = { kind: 'switch', to: { kind: 'remote', name: 'far' }, publish: 'later' }
    const switching = actions.want(CONNECTION, goal, 0)
    await running
    await works.getState().push(CONNECTION)
    expect(clone.asked).toEqual([['switch', 'far', 'ask']])
    works.getState().cancel(CONNECTION)
    await switching
    expect(step()).toEqual({ kind: 'idle' })
    expect(works.getState().works.get(CONNECTION)).toMatchObject({
      running: null,
      notice: { kind: 'cancelled', work: 'switch' },
    })
  })

  it('says that other work runs', async () => {
    const { actions, clone, works, step } = scene()
    clone.hangs = true
    const first = works.getState().runGuest(
      CONNECTION,
      'switch',
      (signal) =>
        new Promise((_, reject) => {
          signal.addEventListener('abort', () => reject(signal.reason))
        }),
    )
    await actions.want(CONNECTION, TO, 0)
    expect(step()).toMatchObject({ kind: 'stopped', stop: { kind: 'busy' } })
    works.getState().cancel(CONNECTION)
    await first
  })

  it('creates with the edits, from the dialog', async () => {
    const { actions, clone, statuses } = scene()
    clone.status = statusOn('feature/pets', ['a.yaml'])
    await statuses.refresh(CONNECTION)
    await actions.want(CONNECTION, { kind: 'create', name: ' new ', from: { kind: 'head' }, publish: 'later' }, 0)
    await actions.confirm(CONNECTION)
    expect(clone.asked).toEqual([['create', 'new', 'head', 'bring']])
  })
})

describe('the list of branches', () => {
  it('is there from the clone, and then as the server says', async () => {
    const { session } = scene()
    const store = session.store(createBranchListStore)
    const seen: string[] = []
    store.subscribe(({ byConnection }) => {
      const listing = byConnection.get(CONNECTION)?.listing
      if (listing?.kind === 'ready') seen.push(`${listing.server} ${listing.list.local[0]?.name}`)
    })
    await store.getState().open(CONNECTION)
    expect(seen).toEqual(['asking feature/pets', 'answered told-by-server'])
  })

  it('stays as it was without a network, and says no more than that', async () => {
    const { session, clone } = scene()
    clone.online = false
    const store = session.store(createBranchListStore)
    await store.getState().open(CONNECTION)
    expect(store.getState().byConnection.get(CONNECTION)?.listing).toMatchObject({ kind: 'ready', server: 'unanswered' })
  })

  it('asks for the details of the rows in sight together, and once', async () => {
    const { session, clone } = scene()
    const store = session.store(createBranchListStore)
    await store.getState().open(CONNECTION)
    const listing = store.getState().byConnection.get(CONNECTION)?.listing
    const rows = listing?.kind === 'ready' ? [...listing.entries.local, ...listing.entries.remote] : []
    const described = new Promise<void>((resolve) => {
      store.subscribe(({ byConnection }) => {
        const known = byConnection.get(CONNECTION)
        if (known?.details.size === rows.length && known.protectedNames.size > 0) resolve()
      })
    })
    store.getState().look(CONNECTION, rows.slice(0, 1))
    store.getState().look(CONNECTION, rows)
    await described
    expect(clone.asked.filter((one) => Array.isArray(one) && one[0] === 'details')).toEqual([
      ['details', rows.map(({ name }) => name)],
    ])
  })
})
