import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { HostAccent, SandboxTroubles } from '../../../e2e/sandbox/hosts/model.ts'
import type { RunningSandboxHost } from '../../../e2e/sandbox/hosts/running.ts'
import { startHostSandbox } from '../../../e2e/sandbox/hosts/server.ts'
import { type Exchange, openSpecCheck } from '../../../e2e/sandbox/hosts/spec-check.ts'
import { fillHost, type HostWorld } from '../../../e2e/sandbox/hosts/world.ts'
import { Failure } from '../../failure.ts'
import { createHostNetwork } from '../../http/host-network.ts'
import { PUBLIC_ADDRESSES } from '../addresses.ts'
import type { GitHost } from '../git-host.ts'
import { openHost } from '../open-host.ts'

/** A host of the sandbox on loopback, and modules of ours that speak to it. */
export interface HostUnderTest {
  running: RunningSandboxHost
  world: HostWorld
  /** Every REST request since the last look, with its answer. */
  exchanges: Exchange[]
  open(as: { authorization: string | null; domain?: string; organisation?: string | null }): GitHost
  close(): Promise<void>
}

/** Starts a sandbox host, filled with 300 more repositories and 3,000 more branches if it shall be `large`. */
export async function startHostUnderTest(accent: HostAccent, size: 'usual' | 'large' = 'usual'): Promise<HostUnderTest> {
  const folder = mkdtempSync(join(tmpdir(), 'graft-host-'))
  const exchanges: Exchange[] = []
  const running = await startHostSandbox({ accent: recorded(accent, exchanges), folder: join(folder, 'host') })
  const world = fillHost(running, size)
  const network = createHostNetwork({
    resolveProxy: () => Promise.resolve(null),
    authoritiesFor: () => [],
    userAgent: 'graft-test',
    now: () => new Date(),
    wait: () => Promise.resolve(),
  })
  const { origin, api } = running
  return {
    running,
    world,
    exchanges,
    open: ({ authorization, domain = origin, organisation = null }) =>
      openHost({
        host: accent.kind,
        domain,
        addresses: {
          ...PUBLIC_ADDRESSES,
          bitbucket: { web: origin, api },
          'azure-devops': { web: origin, profile: origin, login: origin },
        },
        authorization: authorization === null ? null : () => Promise.resolve(authorization),
        network,
        organisation,
      }),
    async close() {
      await network.close()
      await running.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

export function basic(username: string, password: string): string {
  return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`
}

/** The failure that work ends with, as plain data; fails where it ends well. */
export async function failureOf(work: Promise<unknown>) {
  const ended = await work.then(
    (value) => ({ kind: 'well', value }) as const,
    (error: unknown) => ({ kind: 'badly', error }) as const,
  )
  if (ended.kind === 'well') throw new Error(`ended well: ${JSON.stringify(ended.value)}`)
  if (ended.error instanceof Failure) return ended.error.toValue()
  throw ended.error
}

/** Every entry of a list, page by page, and how many entries each page had. */
export async function readAll<T>(read: (cursor: string | null) => Promise<{ items: T[]; next: string | null }>) {
  const items: T[] = []
  const lengths: number[] = []
  for (let cursor: string | null = null, i = 0; i === 0 || cursor !== null; i += 1) {
    if (i > 500) throw new Error('the list does not end')
    const page: { items: T[]; next: string | null } = await read(cursor)
    items.push(...page.items)
    lengths.push(page.items.length)
    cursor = page.next
  }
  return { items, lengths }
}

/** Lets one trouble hold while something is tried. */
export async function during<T>(
  { running: { host } }: HostUnderTest,
  troubles: Partial<SandboxTroubles>,
  work: () => Promise<T>,
): Promise<T> {
  const before = { ...host.troubles }
  Object.assign(host.troubles, troubles)
  try {
    return await work()
  } finally {
    Object.assign(host.troubles, before)
  }
}

/** Holds exchanges against the host's own description, where that is on this computer. */
export interface DescriptionCheck {
  kind: 'checked' | 'no-description'
  problems(exchanges: Exchange[]): string[]
}

/** `known` gives an exchange in the description's spelling, or null where the description leaves it out. */
export async function openDescriptionCheck(
  kind: HostAccent['kind'],
  known: (exchange: Exchange) => Exchange | null,
  isKnownProblem: (problem: string) => boolean = () => false,
): Promise<DescriptionCheck> {
  const check = await openSpecCheck(kind)
  return {
    kind: check === null ? 'no-description' : 'checked',
    problems: (exchanges) =>
      exchanges.flatMap((exchange) => {
        const spelled = known(exchange)
        return (spelled === null ? [] : (check?.problems(spelled) ?? [])).filter((problem) => !isKnownProblem(problem))
      }),
  }
}

/** The accent, with every request and answer written down as they went over the wire. */
function recorded(accent: HostAccent, exchanges: Exchange[]): HostAccent {
  return {
    ...accent,
    rest(request, host) {
      const answer = accent.rest(request, host)
      const { method, path, query, headers, body } = request
      const sent: unknown = answer.body === undefined ? null : JSON.parse(JSON.stringify(answer.body))
      exchanges.push({ method, path, query, headers, body, status: answer.status, answer: sent })
      return answer
    },
  }
}
