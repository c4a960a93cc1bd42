import { createRouterClient, implement } from '@orpc/server'
import { describe, expect, it } from 'vitest'
import { sessionUnderTest } from '#renderer/session/session-under-test.ts'
import { contract } from '#shared/contract/index.ts'
import type { HistoryCommit } from '#shared/domain/history.ts'
import { ConnectionId } from '#shared/domain/ids.ts'
import { initialHistory } from './state.ts'
import { createHistoryStore } from './store.ts'

const CONNECTION = ConnectionId.parse('7d6f3a5e-5a34-4c1e-9b57-0c8f7d8a1b03')
const os = implement(contract)

function commit(number: number): HistoryCommit {
  const id = number.toString(16).padStart(40, '0')
  const at = new Date(Date.UTC(2026, 0, 1, 0, number)).toISOString()
  const author = { name: number % 2 === 0 ? 'Lin' : 'Oz', email: 'x@acme.test' }
  return {
    id,
    parents: [],
    subject: `commit ${number}`,
    body: '',
    author,
    authoredAt: at,
    committedAt: at,
    pushed: true,
    tags: [],
  }
}

/** The real contract over a branch of so many commits; the cursor is the place in it, with the tip it was made for. */
function scene(length: number) {
  const branch = { commits: Array.from({ length }, (_, at) => commit(length - at)), offline: false, asked: [] as number[] }
  const { history } = os
  const rpc = createRouterClient(
    {
      history: {
        list: history.list.handler(({ input, errors }) => {
          branch.asked.push(input.limit)
          if (branch.offline) throw errors.UNREACHABLE({ data: { domain: 'git.acme.test', reason: 'timed-out' } })
          const from = Number(input.cursor ?? 0)
          const found = branch.commits.filter(({ subject }) => subject.includes(input.search))
          const until = from + input.limit
          const next = until < found.length ? String(until) : null
          return { commits: found.slice(from, until), next, tip: branch.commits[0]?.id ?? null }
        }),
        files: history.files.handler(unused),
        restoreFile: history.restoreFile.handler(unused),
      },
    },
    { context: {} },
  )
  const store = sessionUnderTest({ history: rpc.history }).store(createHistoryStore)
  const now = () => store.getState().histories.get(CONNECTION) ?? initialHistory(CONNECTION)
  return { branch, actions: store.getState(), now }
}

function unused(): never {
  throw new Error('not part of this scene')
}

const subjects = (commits: readonly HistoryCommit[]) => commits.map(({ subject }) => subject)

describe('the history over the contract', () => {
  it('grows page by page to the first commit, each once', async () => {
    const { actions, now, branch } = scene(5000)
    await actions.ask(CONNECTION)
    while (now().next !== null) await actions.askMore(CONNECTION)
    expect(subjects(now().commits)).toEqual(subjects(branch.commits))
    const { length } = branch.asked
    await actions.askMore(CONNECTION)
    expect(branch.asked).toHaveLength(length)
  })

  it('finds by words, and begins anew with another question', async () => {
    const { actions, now } = scene(300)
    await actions.ask(CONNECTION)
    actions.send(CONNECTION, { kind: 'search-typed', text: ' commit 29 ' })
    expect(now()).toMatchObject({ answered: 'no', commits: { length: 60 } })
    await actions.ask(CONNECTION)
    expect(subjects(now().commits)).toEqual([...Array(10).keys()].map((last) => `commit 29${9 - last}`).concat('commit 29'))
  })

  it('keeps what is shown and the choice where the branch grew', async () => {
    const { actions, now, branch } = scene(400)
    await actions.ask(CONNECTION)
    await actions.askMore(CONNECTION)
    const { commits } = now()
    const chosen = commits[99]?.id ?? ''
    actions.send(CONNECTION, { kind: 'commit-chosen', commit: chosen })
    branch.commits = [commit(401), ...branch.commits]
    await actions.renew(CONNECTION, commits.length)
    expect(subjects(now().commits).slice(0, 2)).toEqual(['commit 401', 'commit 400'])
    expect(now().commits.length).toBeGreaterThanOrEqual(commits.length)
    expect(now()).toMatchObject({ chosen, tip: commit(401).id })
  })

  it('notices with the next page that the branch moved, and mixes nothing', async () => {
    const { actions, now, branch } = scene(400)
    await actions.ask(CONNECTION)
    branch.commits = [commit(500), ...branch.commits.slice(1)]
    await actions.askMore(CONNECTION)
    expect(subjects(now().commits)).toEqual(subjects(branch.commits.slice(0, now().commits.length)))
    expect(now().tip).toBe(commit(500).id)
  })

  it('stays where it is while the server is away, and goes on when asked', async () => {
    const { actions, now, branch } = scene(400)
    await actions.ask(CONNECTION)
    branch.offline = true
    await actions.askMore(CONNECTION)
    expect(now()).toMatchObject({ asking: 'nothing', trouble: { kind: 'failure', failure: { code: 'UNREACHABLE' } } })
    expect(now().commits).toHaveLength(60)
    const { length } = branch.asked
    await actions.askMore(CONNECTION)
    expect(branch.asked).toHaveLength(length)
    branch.offline = false
    await actions.askAgain(CONNECTION)
    expect(now()).toMatchObject({ trouble: null, commits: { length: 260 } })
  })

  it('answers the last question only', async () => {
    const { actions, now } = scene(300)
    const first = actions.ask(CONNECTION)
    actions.send(CONNECTION, { kind: 'search-typed', text: 'commit 300' })
    await Promise.all([first, actions.ask(CONNECTION)])
    expect(subjects(now().commits)).toEqual(['commit 300'])
  })
})
