import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join, relative } from 'node:path'
import { createRouterClient } from '@orpc/server'
import type { SignInEvent } from '#shared/contract/accounts.ts'
import type { ContractClient } from '#shared/contract/index.ts'
import type { Account } from '#shared/domain/account.ts'
import type { HostKind } from '#shared/domain/host.ts'
import type { AccountId } from '#shared/domain/ids.ts'
import { isolatedGitEnvironment } from '../../e2e/sandbox/git-command.ts'
import { environmentFor, type FilledHost, startHosts } from '../../e2e/sandbox/hosts/all-hosts.ts'
import type { RunningSandboxHost } from '../../e2e/sandbox/hosts/running.ts'
import type { HostWorld } from '../../e2e/sandbox/hosts/world.ts'
import { createGitOperations } from '../git/operations.ts'
import { readCloudAddresses } from '../platform/cloud-addresses.ts'
import type { Platform } from '../platform/platform.ts'
import { createRouter } from '../rpc/router.ts'
import { createServices, type Services } from '../services.ts'
import { answerInBrowser } from './browser-person.ts'
import { createTestPlatform, type TestPlatform } from './test-platform.ts'

/** The real services over temporary folders and a sandbox host, with a person who answers in the browser. */
export interface HostedServices {
  client: ContractClient
  services: Services
  platform: TestPlatform
  host: RunningSandboxHost
  world: HostWorld
  /** Signs in through the browser, as the host's `browserPerson`. */
  signIn(renew?: AccountId): Promise<Account>
  /** Ends the services and begins anew on the same data folder. */
  restart(): Promise<void>
  remove(): Promise<void>
}

export async function startHostedServices(
  kind: HostKind = 'gitlab',
  options: { scheme?: 'http' | 'https' } = {},
): Promise<HostedServices> {
  const platform = await createTestPlatform()
  await mkdir(platform.homeFolder, { recursive: true })
  const folder = join(platform.homeFolder, '..', 'hosts')
  await mkdir(folder)
  const hosts: ReadonlyMap<HostKind, FilledHost> = await startHosts(folder, [kind], options)
  const filled = hosts.get(kind)
  if (!filled) throw new Error(`${kind} did not start`)
  const environment = environmentFor(folder, hosts, await freePort())
  const cloudAddresses = await readCloudAddresses({ env: environment, workingFolder: folder })
  const openInBrowser: Platform['openInBrowser'] = async (url) => {
    void answerInBrowser(url)
    return { opened: true }
  }
  Object.assign(platform, { environment, cloudAddresses, openInBrowser })

  const start = (): Promise<Services> =>
    createServices(platform, {
      gatherChangesFor: 50,
      startGit: () => ({
        ...createGitOperations({
          environment: { home: platform.homeFolder, variables: isolatedGitEnvironment() },
          reached: () => undefined,
          now: () => new Date(),
        }),
        stop: async () => undefined,
      }),
    })
  const clientOf = (services: Services): ContractClient => createRouterClient(createRouter(services))
  const services = await start()
  const under: HostedServices = {
    client: clientOf(services),
    services,
    platform,
    host: filled.running,
    world: filled.world,
    signIn: async (renew) => {
      const place = { host: kind, domain: filled.running.origin }
      const request = { ...place, way: 'browser' as const, organisation: organisationOf(filled), renew: renew ?? null }
      return signedInBy(await under.client.accounts.signIn(request))
    },
    restart: async () => {
      await under.services.close()
      under.services = await start()
      under.client = clientOf(under.services)
    },
    remove: async () => {
      await under.services.close()
      await filled.running.close()
      await platform.remove()
    },
  }
  return under
}

/** For hosts that want one exact address registered; several tests run at a time. */
async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}

function organisationOf({ running, world }: FilledHost): string | null {
  return running.host.kind === 'azure-devops' ? world.pets.path.organisation : null
}

async function signedInBy(stream: AsyncIterable<SignInEvent>): Promise<Account> {
  for await (const event of stream) {
    if (event.kind !== 'done') continue
    if (event.outcome.kind === 'signed-in') return event.outcome.account
    throw new Error(JSON.stringify(event.outcome))
  }
  throw new Error('the sign-in ended without an outcome')
}

/** A clone of a hosted repository that a person made with command-line Git, its remote without credentials. */
export function clonedByHand(under: HostedServices, bare: string, name: string, url: string): string {
  const folder = join(under.platform.homeFolder, name)
  const run = (...args: string[]) => execFileSync('git', args, { env: isolatedGitEnvironment(), stdio: 'ignore' })
  run('clone', '-q', bare, folder)
  run('-C', folder, 'remote', 'set-url', 'origin', url)
  return folder
}

/** What lies in a folder: path to the hash of its content. `without` are names at its top that are left out. */
export async function contentsOf(folder: string, without: readonly string[] = []): Promise<Record<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const found: Record<string, string> = {}
  for (const entry of entries) {
    const place = join(entry.parentPath, entry.name)
    const path = relative(folder, place)
    if (without.some((name) => path === name || path.startsWith(`${name}/`))) continue
    found[path] = entry.isFile()
      ? createHash('sha256')
          .update(await readFile(place))
          .digest('hex')
      : 'folder'
  }
  return found
}
