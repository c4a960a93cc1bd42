import { expect, it, vi } from 'vitest'
import type { ConnectionId } from '#shared/domain/ids.ts'
import type { RepositoryStatus } from '#shared/domain/repository.ts'
import { createRepositoriesStore } from './repositories.ts'
import { sessionUnderTest } from './session-under-test.ts'

const id = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}` as ConnectionId
const status = (subject: string): RepositoryStatus => ({
  head: { kind: 'unborn', branch: subject },
  upstream: { kind: 'none' },
  changes: [],
  foreignStaged: 0,
  operation: null,
  lastCommit: null,
  author: null,
  hooks: [],
  lockedByOther: false,
  defaultBranch: null,
  onDefaultBranch: true,
  lastCommitPushed: true,
  leftEdits: null,
})

it('asks for a few statuses at a time, each once', async () => {
  let open = 0
  let most = 0
  const answer = vi.fn(async () => {
    open += 1
    most = Math.max(most, open)
    await Promise.resolve()
    open -= 1
    return status('main')
  })
  const store = createRepositoriesStore(sessionUnderTest({ sourceControl: { status: answer } }))
  for (let number = 0; number < 20; number += 1) store.getState().ensure(id(number))
  store.getState().ensure(id(0))
  await vi.waitFor(() => {
    expect([...store.getState().byConnection.values()].every((state) => state.kind === 'ready')).toBe(true)
  })
  expect(answer).toHaveBeenCalledTimes(20)
  expect(most).toBe(4)
})

it('shares one question between all calls that come during another', async () => {
  const answers: ((value: RepositoryStatus) => void)[] = []
  const session = sessionUnderTest({
    sourceControl: { status: () => new Promise((resolve) => answers.push(resolve)) },
  })
  const store = createRepositoriesStore(session)
  const first = store.getState().refresh(id(1))
  const later = [store.getState().refresh(id(1)), store.getState().refresh(id(1))]
  store.getState().look(id(1))
  expect(answers).toHaveLength(1)
  answers[0]?.(status('old'))
  await first
  await vi.waitFor(() => expect(answers).toHaveLength(2))
  answers[1]?.(status('new'))
  await Promise.all(later)
  expect(store.getState().byConnection.get(id(1))).toEqual({ kind: 'ready', status: status('new') })
  expect(answers).toHaveLength(2)

  store.getState().look(id(1))
  await vi.waitFor(() => expect(answers).toHaveLength(3))
  answers[2]?.(status('looked at'))
})
