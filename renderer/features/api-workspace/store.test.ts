import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { sessionUnderTest } from '#renderer/session/session-under-test.ts'
import type { Draft } from '#shared/contract/apis.ts'
import type { FileContent, FileRef } from '#shared/domain/content.ts'
import { ApiId } from '#shared/domain/ids.ts'
import { KEEP_AFTER, KEEP_AT_LEAST_EVERY } from './draft-keeper.ts'
import { fileKey } from './file-key.ts'
import { createWorkspaceStore } from './store.ts'

const apiId = ApiId.parse('00000000-0000-4000-8000-000000000001')
const file: FileRef = { area: 'schema', path: 'index.yaml' }

/** A host that holds one file and its drafts, as the services would. */
function host(text: string) {
  const state = { text, drafts: [] as Draft[], unreadable: false }
  const content = (): FileContent => ({
    kind: 'text',
    text: state.text,
    version: `v:${state.text}`,
    lineEnding: 'lf',
    readOnly: false,
  })
  const session = sessionUnderTest({
    apis: {
      content: async () => ({ source: 'draft', definitions: [], collections: [], definitionRoot: null }),
      readFile: async () => {
        if (state.unreadable) throw new Error('Not now.')
        return content()
      },
      writeFile: async ({ text: sent, base }) => {
        if (base !== `v:${state.text}`) return { kind: 'changed-elsewhere', current: content() }
        state.text = sent
        return { kind: 'written', version: `v:${sent}` }
      },
    },
    drafts: {
      list: async () => state.drafts,
      keep: async ({ text: kept, base }) => {
        state.drafts = [{ file, text: kept, base, keptAt: '2026-01-01T00:00:00.000Z' }]
      },
      drop: async () => {
        state.drafts = []
      },
    },
  })
  const store = session.store(createWorkspaceStore)
  return { state, session, actions: store.getState(), buffer: () => store.getState().buffers.get(fileKey(apiId, file)) }
}

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

it('keeps an edit as a draft when typing pauses, and drops it once it is saved', async () => {
  const { state, actions } = host('a')
  await actions.load(apiId)
  await actions.open(apiId, file)
  actions.type(apiId, file, 'ab')
  actions.type(apiId, file, 'abc')
  expect(state.drafts).toEqual([])
  await vi.advanceTimersByTimeAsync(KEEP_AFTER)
  expect(state.drafts).toMatchObject([{ text: 'abc', base: 'v:a' }])
  await actions.save(apiId, file)
  await vi.advanceTimersByTimeAsync(KEEP_AFTER)
  expect(state).toMatchObject({ text: 'abc', drafts: [] })
})

it('keeps an edit also while typing goes on without a pause', async () => {
  const { state, actions } = host('')
  await actions.open(apiId, file)
  for (let typed = 0; typed * 100 <= KEEP_AT_LEAST_EVERY; typed++) {
    actions.type(apiId, file, 'x'.repeat(typed + 1))
    await vi.advanceTimersByTimeAsync(100)
  }
  expect(state.drafts).toMatchObject([{ text: expect.stringMatching(/^x{15,}$/) }])
})

it('puts a kept edit back in a new window', async () => {
  const before = host('a')
  await before.actions.open(apiId, file)
  before.actions.type(apiId, file, 'mine')
  await vi.advanceTimersByTimeAsync(KEEP_AFTER)
  const after = host('a')
  after.state.drafts = before.state.drafts
  await after.actions.load(apiId)
  await after.actions.open(apiId, file)
  expect(after.buffer()).toMatchObject({ kind: 'text', text: 'mine', restoredFrom: '2026-01-01T00:00:00.000Z' })
})

it('asks instead of writing over what another program wrote', async () => {
  const { state, actions, buffer } = host('a')
  await actions.open(apiId, file)
  actions.type(apiId, file, 'mine')
  state.text = 'theirs'
  await actions.save(apiId, file)
  expect(state.text).toBe('theirs')
  expect(buffer()).toMatchObject({ text: 'mine', elsewhere: { text: 'theirs' } })
})

it('follows the disk where nothing was typed', async () => {
  const { state, session, actions, buffer } = host('a')
  await actions.load(apiId)
  await actions.open(apiId, file)
  state.text = 'b'
  session.events.dispatch({ kind: 'content-changed', sequence: 1, apiId })
  await vi.advanceTimersByTimeAsync(0)
  expect(buffer()).toMatchObject({ text: 'b', elsewhere: null })
})

it('puts a kept edit back where the file could not be read at first', async () => {
  const { state, session, actions, buffer } = host('a')
  state.drafts = [{ file, text: 'mine', base: 'v:a', keptAt: '2026-01-01T00:00:00.000Z' }]
  await actions.load(apiId)
  state.unreadable = true
  await actions.open(apiId, file)
  expect(buffer()?.kind).toBe('failed')
  state.unreadable = false
  session.events.dispatch({ kind: 'content-changed', sequence: 1, apiId })
  await vi.advanceTimersByTimeAsync(KEEP_AFTER)
  expect(buffer()).toMatchObject({ kind: 'text', text: 'mine', disk: { text: 'a' } })
  expect(state.drafts).toMatchObject([{ text: 'mine' }])
})
