import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { SignInEvent, SignInOutcome } from '#shared/contract/accounts.ts'
import type { Account } from '#shared/domain/account.ts'
import { type HostKind, isCloudHost } from '#shared/domain/host.ts'
import { plainAccent } from '../../../e2e/sandbox/hosts/plain-accent.ts'
import type { RunningSandboxHost } from '../../../e2e/sandbox/hosts/running.ts'
import { startHostSandbox } from '../../../e2e/sandbox/hosts/server.ts'
import { createEventHub } from '../../events/hub.ts'
import { type CloudAddresses, PUBLIC_ADDRESSES } from '../../hosts/addresses.ts'
import type { GitHost } from '../../hosts/git-host.ts'
import type { HostParts } from '../../hosts/open-host.ts'
import { createHostNetwork } from '../../http/host-network.ts'
import type { SecretBox } from '../../platform/platform.ts'
import type { AccountService } from '../account-service.ts'
import { type AccountParts, type Accounts, openAccounts } from '../open-accounts.ts'
import { openPlainHost } from './plain-host.ts'
import { openScriptedBrowser, type ScriptedBrowser } from './scripted-browser.ts'

/** A sandbox host, the accounts of a fresh data folder, and a browser. */
export interface AuthRig extends Accounts {
  running: RunningSandboxHost
  browser: ScriptedBrowser
  dataFolder: string
  /** Everything that was logged. */
  logged: string[]
  announced: string[]
  /** Links that the system's browser was asked to open. */
  openedLinks: string[]
  place: { host: HostKind; domain: string }
  /** Puts the clock on by so many seconds. */
  advance(seconds: number): void
  /** From now on nothing can be reached, or everything again. */
  network(state: 'cut' | 'there'): void
  /** How often the host was asked for tokens. */
  tokenRequests(): number
  /** What a new start finds. */
  restart(changes?: Partial<AccountParts>): Promise<Accounts>
  close(): Promise<void>
}

export interface RigOptions {
  changes?: Partial<AccountParts>
  openHost?: (parts: HostParts) => GitHost
  accent?: Parameters<typeof startHostSandbox>[0]['accent']
  /** False for a Graft that knows no client. */
  registered?: boolean
}

export async function startAuthRig(kind: HostKind, options: RigOptions = {}): Promise<AuthRig> {
  const folder = await mkdtemp(join(tmpdir(), 'graft-auth-'))
  const running = await startHostSandbox({ accent: options.accent ?? plainAccent(kind), folder: join(folder, 'host') })
  running.host.people.push(
    { id: 1, login: 'ada', name: 'Ada Example', email: 'ada@example.test', organisations: ['acme'] },
    { id: 2, login: 'bob', name: 'Bob Example', email: 'bob@example.test', organisations: ['acme'] },
  )
  running.host.oauth.browserPerson = 'ada'
  const redirectPort = await freePort()
  if (kind.startsWith('bitbucket')) running.host.oauth.redirect = `http://127.0.0.1:${redirectPort}/callback/${kind}`

  const dataFolder = join(folder, 'data')
  let ahead = 0
  let isCut = false
  const now = () => new Date(Date.now() + ahead)
  const network = createHostNetwork({
    resolveProxy: async () => (isCut ? 'http://127.0.0.1:9' : null),
    authoritiesFor: () => [],
    userAgent: 'Graft/0.0.0',
    now,
  })
  const logged: string[] = []
  const announced: string[] = []
  const openedLinks: string[] = []
  const events = createEventHub()
  events.follow(({ kind: each }) => announced.push(each))
  const line = (level: string) => (message: string, facts?: unknown) =>
    logged.push(`${level} ${message} ${JSON.stringify(facts ?? {})}`)
  const parts: AccountParts = {
    documents: { dataFolder, now, report: (problem) => logged.push(JSON.stringify(problem)) },
    secrets: reversingBox(),
    environment: { GRAFT_REDIRECT_PORT: String(redirectPort) },
    addresses: addressesOf(running),
    network,
    openHost: options.openHost ?? openPlainHost,
    openInBrowser: async (url) => {
      openedLinks.push(url)
      return { opened: true }
    },
    bringToFront: () => undefined,
    events,
    log: {
      info: line('info'),
      warn: line('warn'),
      error: (message, error) => logged.push(`error ${message} ${error instanceof Error ? error.stack : String(error)}`),
    },
    newId: randomUUID,
    ...options.changes,
  }
  const opened = await openAccounts(parts)
  const place = { host: kind, domain: running.origin }
  if (options.registered !== false && kind !== 'azure-devops-server') {
    const { clientId, clientSecret } = running.host.oauth
    await opened.clients.keep({ ...place, clientId, clientSecret })
  }
  return {
    ...opened,
    running,
    browser: openScriptedBrowser(running.origin),
    dataFolder,
    logged,
    announced,
    openedLinks,
    place,
    advance: (seconds) => {
      ahead += seconds * 1000
    },
    network: (state) => {
      isCut = state === 'cut'
    },
    tokenRequests: () =>
      running.requests.filter(({ method, url }) => method === 'POST' && /\/(?:token|access_token)$/.test(url)).length,
    restart: (changes = {}) => openAccounts({ ...parts, ...changes }),
    close: async () => {
      events.close()
      await network.close()
      await running.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** A box that hides what it holds from a search, as a real one would, without a system's vault. */
export function reversingBox(): Extract<SecretBox, { kind: 'protected' }> {
  const flip = (bytes: Uint8Array) => Buffer.from(bytes.map((byte) => byte ^ 0x5a))
  return {
    kind: 'protected',
    seal: async (secret) => flip(Buffer.from(secret)),
    open: async (sealed) => flip(sealed).toString(),
  }
}

type SignInWish = Partial<Parameters<AccountService['signIn']>[0]>

/** Signs in and lets `act` answer as soon as somebody is waited for. */
export async function signIn(
  rig: AuthRig,
  wish: SignInWish = {},
  act: (waiting: Extract<SignInEvent, { link: string } | { userCode: string }>) => Promise<unknown> = async (waiting) =>
    waiting.kind === 'waiting-for-browser'
      ? rig.browser.signIn(waiting.link)
      : rig.browser.enterCode(waiting.page, waiting.userCode),
  signal?: AbortSignal,
): Promise<{ events: SignInEvent[]; outcome: SignInOutcome }> {
  const events: SignInEvent[] = []
  const acts: Promise<unknown>[] = []
  const failed = new AbortController()
  const either = signal ? AbortSignal.any([signal, failed.signal]) : failed.signal
  const request = { ...rig.place, way: 'browser' as const, organisation: null, renew: null, ...wish }
  for await (const event of rig.accounts.signIn(request, either)) {
    events.push(event)
    if (event.kind === 'waiting-for-browser' || event.kind === 'waiting-for-code')
      acts.push(act(event).catch((error) => failed.abort(error)))
    if (event.kind === 'done') {
      await Promise.all(acts)
      return { events, outcome: event.outcome }
    }
  }
  throw new Error('the sign-in ended without an outcome')
}

/** The account of a sign-in that went well. */
export async function signedIn(rig: AuthRig, wish: SignInWish = {}): Promise<Account> {
  const { outcome } = await signIn(rig, wish)
  if (outcome.kind !== 'signed-in') throw new Error(`not signed in: ${JSON.stringify(outcome)}`)
  return outcome.account
}

function addressesOf({ host, origin, api, login }: RunningSandboxHost): CloudAddresses {
  if (!isCloudHost(host.kind)) return PUBLIC_ADDRESSES
  return { ...PUBLIC_ADDRESSES, [host.kind]: { web: origin, api, profile: origin, login } }
}

export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (typeof address !== 'object' || address === null) throw new Error('no port')
  return address.port
}
