import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { createRouterClient } from '@orpc/server'
import type { ContractClient } from '#shared/contract/index.ts'
import { cloneRepository, commitToBare, createBareRepository, isolatedGitEnvironment } from '../../e2e/sandbox/git-command.ts'
import { type GitServer, startGitServer } from '../../e2e/sandbox/git-server.ts'
import { createGitOperations } from '../git/operations.ts'
import type { Platform } from '../platform/platform.ts'
import { createRouter } from '../rpc/router.ts'
import { createServices, type ServiceOptions, type Services } from '../services.ts'
import { createTestPlatform, type TestPlatform } from './test-platform.ts'

export const TOKEN = 'graft-secret-token-7f3a'

/** The real services over temporary folders, a real Git server that wants a token, and a clone in the user's home. */
export interface ServicesUnderTest {
  client: ContractClient
  services: Services
  platform: TestPlatform
  server: GitServer
  /** Bare repository on the server. */
  bare: string
  /** Clone in the user's home. */
  clone: string
  /** Ends the services and begins anew on the same data folder. */
  restart(changes?: Partial<Platform>): Promise<void>
  remove(): Promise<void>
}

export async function startServices(changes: Partial<Platform> = {}, options: ServiceOptions = {}): Promise<ServicesUnderTest> {
  const platform = await createTestPlatform(changes)
  await mkdir(platform.homeFolder, { recursive: true })
  const repositories = join(platform.homeFolder, '..', 'server')
  await mkdir(join(repositories, 'acme'), { recursive: true })
  const bare = createBareRepository(repositories, 'acme/pets.git')
  commitToBare(bare, { 'README.md': '# Pets\n' }, 'Begin')
  const server = await startGitServer({ repositories, credentials: [{ username: null, token: TOKEN }] })
  const clone = cloneRepository(bare, join(platform.homeFolder, 'pets'), server.urlOf('acme/pets.git'))

  const start = async (platformNow: Platform): Promise<Services> =>
    createServices(platformNow, {
      gatherChangesFor: 50,
      startGit: () => ({
        ...createGitOperations({
          environment: { home: platform.homeFolder, variables: isolatedGitEnvironment() },
          reached: () => undefined,
          now: () => new Date(),
        }),
        stop: async () => undefined,
      }),
      ...options,
    })
  const running: { services: Services } = { services: await start(platform) }
  const clientOf = (services: Services): ContractClient => createRouterClient(createRouter(services))
  const under: ServicesUnderTest = {
    client: clientOf(running.services),
    services: running.services,
    platform,
    server,
    bare,
    clone,
    restart: async (now = {}) => {
      await running.services.close()
      running.services = await start({ ...platform, ...now })
      under.services = running.services
      under.client = clientOf(running.services)
    },
    remove: async () => {
      await running.services.close()
      await server.stop()
      await platform.remove()
    },
  }
  return under
}

/** Opens a folder of the user's home, given by its names, as a person does in the browser host's list. */
export async function openFolder(client: ContractClient, ...names: string[]) {
  let listing = await client.folders.browse({ folder: null })
  for (const name of names) {
    const child = listing.kind === 'listed' ? listing.children.find((each) => each.name === name) : undefined
    if (!child) throw new Error(`${name} is not listed`)
    listing = await client.folders.browse({ folder: child.handle })
  }
  if (listing.kind !== 'listed') throw new Error(listing.kind)
  return listing.here.handle
}
