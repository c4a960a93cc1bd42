import { createRouterClient, implement } from '@orpc/server'
import { describe, expect, it } from 'vitest'
import { sessionUnderTest } from '#renderer/session/session-under-test.ts'
import { contract } from '#shared/contract/index.ts'
import type { PullRequest } from '#shared/domain/hosting.ts'
import { ConnectionId } from '#shared/domain/ids.ts'
import { createPullRequestsStore } from './store.ts'

const CONNECTION = ConnectionId.parse('7d6f3a5e-5a34-4c1e-9b57-0c8f7d8a1b03')
const os = implement(contract)
const request = (number: number): PullRequest => ({
  number,
  title: `Pets ${number}`,
  state: 'open',
  source: 'topic',
  target: 'main',
  author: 'lin',
  webUrl: `https://git.acme.test/pets/${number}`,
})

function scene() {
  const host = { open: [request(1)], away: false }
  const { pullRequests } = os
  const rpc = createRouterClient(
    {
      pullRequests: {
        list: pullRequests.list.handler(({ errors }) => {
          if (host.away) throw errors.UNREACHABLE({ data: { domain: 'git.acme.test', reason: 'timed-out' } })
          const newPage = 'https://git.acme.test/pets/new'
          return { kind: 'listed', pullRequests: host.open, targets: ['main'], newPage }
        }),
        create: pullRequests.create.handler(() => ({ kind: 'not-pushed' })),
      },
    },
    { context: {} },
  )
  const store = sessionUnderTest({ pullRequests: rpc.pullRequests }).store(createPullRequestsStore)
  return { host, actions: store.getState(), now: () => store.getState().byConnection.get(CONNECTION) }
}

const numbers = (known: ReturnType<ReturnType<typeof scene>['now']>) =>
  known?.list?.kind === 'listed' ? known.list.pullRequests.map(({ number }) => number) : null

describe('pull requests over the contract', () => {
  it('keeps what was listed while the host is away, and says why it is old', async () => {
    const { host, actions, now } = scene()
    await actions.ask(CONNECTION, 'topic')
    host.away = true
    await actions.ask(CONNECTION, 'topic')
    expect(numbers(now())).toEqual([1])
    expect(now()).toMatchObject({ standing: 'answered', trouble: { kind: 'failure', failure: { code: 'UNREACHABLE' } } })
  })

  it('never shows those of the branch before', async () => {
    const { host, actions, now } = scene()
    await actions.ask(CONNECTION, 'topic')
    host.away = true
    await actions.ask(CONNECTION, 'other')
    expect(now()).toMatchObject({ branch: 'other', list: null })
  })

  it('shows a new one at once, and once', async () => {
    const { host, actions, now } = scene()
    await actions.ask(CONNECTION, 'topic')
    actions.created(CONNECTION, request(2))
    expect(numbers(now())).toEqual([2, 1])
    host.open = [request(2), request(1)]
    await actions.ask(CONNECTION, 'topic')
    expect(numbers(now())).toEqual([2, 1])
  })

  it('answers the last question only', async () => {
    const { actions, now } = scene()
    await Promise.all([actions.ask(CONNECTION, 'topic'), actions.ask(CONNECTION, 'other')])
    expect(now()).toMatchObject({ branch: 'other', standing: 'answered' })
  })
})
