import { createRouterClient, implement } from '@orpc/server'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { troubleOf } from '#renderer/trouble.ts'
import { contract } from '#shared/contract/index.ts'
import {
  ACCOUNT,
  accepted,
  branch,
  cloud,
  connection,
  DOMAIN,
  FOLDER,
  onPremises,
  repository,
  usable,
} from './machine-fixtures.ts'
import { createWizardStore } from './store.ts'

const os = implement(contract)

/** The real contract over scripted answers, so that inputs and outputs are checked as in the window. */
function scripted() {
  const asked: string[] = []
  const kept = new Map<string, string>()
  const hosted: { branch: string; repository: unknown; accountId: string }[] = []
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
      checkRepository: os.connections.checkRepository.handler(({ input }) => {
        asked.push(input.repository.name)
        return input.repository.name === 'taken'
          ? { kind: 'already-connected', apiId: connection().apiId, apiName: 'Pets' }
          : { kind: 'accepted', repository: repository(input.repository.name) }
      }),
      checkHostedDirectories: os.connections.checkHostedDirectories.handler(() => usable(null)),
      connectHosted: os.connections.connectHosted.handler(async function* ({ input, errors }) {
        hosted.push({ branch: input.branch, repository: input.repository, accountId: input.accountId })
        yield { kind: 'stage', stage: 'sign-in', done: 0, total: null, unit: null }
        if (hosted.length === 1 && input.directories.schema === 'fail once') {
          throw errors.SIGN_IN_NEEDED({ data: { domain: 'github.com', reason: 'expired', hostWords: null } })
        }
        yield { kind: 'connected', connection: connection() }
      }),
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
    hosting: {
      branches: os.hosting.branches.handler(({ input }) => {
        const listed = ['main', 'maintenance', 'feature/pets'].filter((name) => name.includes(input.search))
        const first = input.cursor === null ? listed.filter((name) => name !== input.search) : []
        // The exact name comes on the second page, as where a host sorts by something else.
        const names = input.cursor === null ? first : listed.filter((name) => name === input.search)
        return { items: names.map(branch), next: input.cursor === null ? 'page-2' : null, notices: [] }
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
  return { session: { rpc, trouble: troubleOf }, asked, kept, hosted }
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
    expect(onPremises(state()).domainCheck.kind).toBe('answered')
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
    expect(onPremises(w.state()).token).toMatchObject({ secret: 'made-up' })
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

async function toHostedReview(schema: string) {
  const w = wizard()
  w.send({ kind: 'host-chosen', host: 'github' })
  w.send({ kind: 'next' })
  w.send({ kind: 'account-chosen', account: ACCOUNT })
  w.send({ kind: 'next' })
  w.send({ kind: 'organisation-entered', organisation: 'acme', entry: 'taken' })
  w.send({ kind: 'repository-entered', repository: 'pets', entry: 'taken' })
  await vi.runAllTimersAsync()
  w.send({ kind: 'next' })
  w.send({ kind: 'directory-typed', which: 'schema', directory: schema })
  await vi.runAllTimersAsync()
  w.send({ kind: 'next' })
  expect(w.state().step).toBe('review')
  return w
}

describe('a repository at a cloud host', () => {
  it('is asked about once typing rests, and finds its branch on a later page', async () => {
    const w = wizard()
    w.send({ kind: 'host-chosen', host: 'github' })
    w.send({ kind: 'account-chosen', account: ACCOUNT })
    w.send({ kind: 'organisation-entered', organisation: 'acme', entry: 'taken' })
    for (const name of ['p', 'pe', 'pets']) w.send({ kind: 'repository-entered', repository: name, entry: 'typed' })
    await vi.runAllTimersAsync()
    expect(w.asked).toEqual(['pets'])
    expect(cloud(w.state()).branchCheck).toMatchObject({ answer: { kind: 'found', branch: { name: 'main' } } })
  })

  it('is connected on the branch that was meant', async () => {
    const w = await toHostedReview('api')
    w.store.getState().connect()
    await vi.runAllTimersAsync()
    expect(w.hosted).toEqual([
      { branch: 'main', repository: { organisation: 'acme', project: null, name: 'pets' }, accountId: ACCOUNT.id },
    ])
    expect(w.connected).toHaveBeenCalledWith(connection())
  })

  it('is tried again after a renewed sign-in with everything as it was entered', async () => {
    const w = await toHostedReview('fail once')
    const entered = cloud(w.state())
    w.store.getState().connect()
    await vi.runAllTimersAsync()
    expect(w.state().attempt).toMatchObject({ kind: 'failed', stage: 'sign-in' })
    w.send({ kind: 'accounts-known', accounts: [{ ...ACCOUNT, state: AMBER }] })
    w.store.getState().connect()
    expect(w.state().attempt.kind).toBe('failed')
    w.send({ kind: 'account-chosen', account: ACCOUNT })
    w.store.getState().connect()
    await vi.runAllTimersAsync()
    expect(w.state().attempt.kind).toBe('connected')
    expect(w.hosted[1]).toEqual(w.hosted[0])
    expect(w.state()).toMatchObject({ repository: entered.repository, directories: entered.directories })
  })
})

const AMBER = { kind: 'needs-renewal' as const, reason: 'expired' as const, missingScopes: [] }
