import { createRouterClient, implement } from '@orpc/server'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { troubleOf } from '#renderer/trouble.ts'
import { contract } from '#shared/contract/index.ts'
import { accepted, connection, DOMAIN, FOLDER, usable } from './machine-fixtures.ts'
import { createWizardStore } from './store.ts'

const os = implement(contract)

/** The real contract over scripted answers, so that inputs and outputs are checked as in the window. */
function scripted() {
  const asked: string[] = []
  const kept = new Map<string, string>()
  let isThere = false
  const rpc = createRouterClient({
    connections: {
      checkDomain: os.connections.checkDomain.handler(({ input }) => {
        asked.push(input.domain)
        return { kind: 'reachable', domain: DOMAIN, encrypted: true, looksLike: null, signInSupported: ['token'] }
      }),
      checkClone: os.connections.checkClone.handler(() => accepted({ signIn: ['token'] })),
      list: os.connections.list.handler(() => (isThere ? [connection()] : [])),
      checkDirectories: os.connections.checkDirectories.handler(() => usable(null)),
      connect: os.connections.connect.handler(async function* ({ input, signal, errors }) {
        yield { kind: 'stage', stage: 'fetch', done: 1, total: 2, unit: 'bytes' }
        if (input.directories.schema === 'fail') throw errors.DISK_FULL({ data: {} })
        if (input.directories.schema === 'wait') {
          await new Promise<void>((resolve) => {
            signal?.addEventListener('abort', () => resolve())
          })
          if (signal?.aborted) return
        }
        if (input.directories.schema === 'too late') {
          isThere = true
          await new Promise<void>((resolve) => signal?.addEventListener('abort', () => resolve()))
          return
        }
        yield { kind: 'connected', connection: connection() }
      }),
    },
    tokens: {
      describe: os.tokens.describe.handler(({ input }) => ({
        kept: kept.has(input.domain),
        storage: 'memory',
        username: null,
      })),
      keep: os.tokens.keep.handler(({ input }) => {
        kept.set(input.domain, input.token)
        return { storage: 'memory' }
      }),
      remove: os.tokens.remove.handler(({ input }) => {
        kept.delete(input.domain)
      }),
    },
  })
  return { session: { rpc, trouble: troubleOf }, asked, kept }
}

function wizard() {
  const script = scripted()
  const connected = vi.fn()
  const store = createWizardStore({
    session: script.session,
    apiId: connection().apiId,
    onConnected: connected,
    now: () => 0,
  })
  return { ...script, store, connected, send: store.getState().send, state: () => store.getState().state }
}

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

async function toReview(schema: string) {
  const w = wizard()
  w.send({ kind: 'host-chosen', host: 'gitlab-self-managed' })
  w.send({ kind: 'next' })
  w.send({ kind: 'domain-typed', domain: 'git.acme.test' })
  w.send({ kind: 'folder-picked', folder: FOLDER })
  await vi.runAllTimersAsync()
  w.send({ kind: 'next' })
  w.send({ kind: 'token-typed', username: '', secret: 'made-up' })
  await vi.runAllTimersAsync()
  w.send({ kind: 'next' })
  w.send({ kind: 'directory-typed', which: 'schema', directory: schema })
  await vi.runAllTimersAsync()
  w.send({ kind: 'next' })
  expect(w.state().step).toBe('review')
  return w
}

describe('questions', () => {
  it('asks once typing rests, about the last text only', async () => {
    const { send, asked, state } = wizard()
    send({ kind: 'host-chosen', host: 'gitlab-self-managed' })
    for (const domain of ['g', 'gi', 'git.acme.test']) send({ kind: 'domain-typed', domain })
    await vi.runAllTimersAsync()
    expect(asked).toEqual(['git.acme.test'])
    expect(state().domainCheck.kind).toBe('answered')
  })

  it('asks nothing after the wizard was closed', async () => {
    const { store, send, asked } = wizard()
    send({ kind: 'host-chosen', host: 'gitlab-self-managed' })
    send({ kind: 'domain-typed', domain: 'git.acme.test' })
    store.getState().dispose()
    await vi.runAllTimersAsync()
    expect(asked).toEqual([])
  })
})

describe('connecting', () => {
  it('keeps the token, connects and says so', async () => {
    const w = await toReview('api')
    w.store.getState().connect()
    await vi.runAllTimersAsync()
    expect(w.state().attempt).toMatchObject({ kind: 'connected' })
    expect(w.connected).toHaveBeenCalledWith(connection())
    expect(w.kept.get(DOMAIN)).toBe('made-up')
  })

  it('takes a token back that only the failed attempt had kept, and the wizard still holds the input', async () => {
    const w = await toReview('fail')
    w.store.getState().connect()
    await vi.runAllTimersAsync()
    expect(w.state().attempt).toMatchObject({
      kind: 'failed',
      stage: 'fetch',
      trouble: { kind: 'failure', failure: { code: 'DISK_FULL' } },
    })
    expect(w.kept.size).toBe(0)
    expect(w.state().token).toMatchObject({ secret: 'made-up' })
  })

  it('leaves no token behind when cancelled', async () => {
    const w = await toReview('wait')
    w.store.getState().connect()
    await vi.runAllTimersAsync()
    expect(w.state().attempt).toMatchObject({ kind: 'running', progress: { stage: 'fetch' } })
    w.store.getState().cancel()
    await vi.runAllTimersAsync()
    expect(w.state().attempt).toMatchObject({ kind: 'cancelled', stage: 'fetch' })
    expect(w.connected).not.toHaveBeenCalled()
    expect(w.kept.size).toBe(0)
  })

  it('says that it is connected, and leaves the token, where the connection was there before the cancelling', async () => {
    const w = await toReview('too late')
    w.store.getState().connect()
    await vi.runAllTimersAsync()
    w.store.getState().cancel()
    await vi.runAllTimersAsync()
    expect(w.state().attempt).toEqual({ kind: 'connected', connection: connection() })
    expect(w.connected).toHaveBeenCalledWith(connection())
    expect(w.kept.get(DOMAIN)).toBe('made-up')
  })
})
