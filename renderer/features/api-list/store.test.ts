import { expect, it } from 'vitest'
import { createSelectionStore } from '#renderer/session/selection.ts'
import { type Answers, sessionUnderTest } from '#renderer/session/session-under-test.ts'
import type { Api } from '#shared/domain/api.ts'
import { ApiId } from '#shared/domain/ids.ts'
import { createApiListStore, matching } from './store.ts'

let numbers = 0
const api = (name: string, summary = ''): Api => {
  numbers += 1
  return {
    id: ApiId.parse(`00000000-0000-4000-8000-${String(numbers).padStart(12, '0')}`),
    name,
    summary,
    status: 'planning',
    createdAt: '2026-01-01T00:00:00.000Z',
  }
}
const names = (apis: readonly Api[]) => apis.map((one) => one.name)

function open(apis: Api[], answers: Answers['apis'] = {}) {
  const session = sessionUnderTest({ apis: { list: async () => apis, ...answers } })
  const store = session.store(createApiListStore)
  return { session, list: () => store.getState(), selected: () => session.store(createSelectionStore).getState().apiId }
}

it('finds by every word, in name or summary, and sorts as people count', () => {
  const apis = [api('Pets 10'), api('pets 9', 'The old one'), api('Orders')]
  expect(names(matching(apis, ''))).toEqual(['Orders', 'pets 9', 'Pets 10'])
  expect(names(matching(apis, 'OLD pets'))).toEqual(['pets 9'])
  expect(matching(apis, 'none')).toEqual([])
})

it('selects the first API on opening, and keeps the selection while it is there', async () => {
  const apis = [api('Pets'), api('Orders')]
  const { list, selected } = open(apis)
  await list().load()
  expect(selected()).toBe(apis[1]?.id)
  apis.push(api('Billing'))
  await list().load()
  expect(selected()).toBe(apis[1]?.id)
  apis.splice(1, 1)
  await list().load()
  expect(selected()).toBe(apis[1]?.id)
})

it('selects the neighbour of an API that was deleted', async () => {
  const apis = [api('A'), api('B'), api('C')]
  const { list, selected, session } = open(apis, { remove: async () => ({ kind: 'removed' }) })
  await list().load()
  const [a, b, c] = apis.map((one) => one.id)
  if (!a || !b || !c) throw new Error('three APIs')
  session.store(createSelectionStore).getState().selectApi(b)
  await list().remove(b, 'B')
  expect(selected()).toBe(c)
  await list().remove(c, 'C')
  expect(selected()).toBe(a)
  await list().remove(a, 'A')
  expect(selected()).toBeNull()
})

it('leaves an API that could not be deleted where it is', async () => {
  const apis = [api('A')]
  const { list } = open(apis, { remove: async () => ({ kind: 'name-differs' }) })
  await list().load()
  const [only] = apis
  if (only) expect(await list().remove(only.id, 'B')).toEqual({ kind: 'name-differs' })
  expect(list().apis).toEqual({ kind: 'ready', apis })
})

it('keeps what it knows when a later reading fails', async () => {
  const apis = [api('A')]
  let fail = false
  const session = sessionUnderTest({
    app: { reportBug: async () => undefined },
    apis: { list: async () => (fail ? Promise.reject(new Error('lost')) : apis) },
  })
  const store = session.store(createApiListStore)
  await store.getState().load()
  fail = true
  await store.getState().load()
  expect(store.getState().apis).toEqual({ kind: 'ready', apis })
})
