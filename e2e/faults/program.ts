import { createRouterClient } from '@orpc/server'
import { PUBLIC_ADDRESSES } from '#electron/hosts/addresses.ts'
import { createBrowserPlatform } from '#electron/platform/browser.ts'
import { createRouter } from '#electron/rpc/router.ts'
import { createServices } from '#electron/services.ts'
import type { ContractClient } from '#shared/contract/index.ts'
import { Instructions, type Order } from './orders.ts'

/**
 * Graft without a window: the browser host's platform and services, driven through the contract by one order from the command
 * line. Only the Git worker is another (`killing-worker.ts`). Prints the outcome as one line of JSON.
 */
const { worker, data, home, token, order } = Instructions.parse(JSON.parse(process.argv[2] ?? ''))

run().catch((error: unknown) => {
  console.error(error)
  process.exit(1)
})

async function run(): Promise<void> {
  const services = await createServices(
    createBrowserPlatform({
      version: '0.0.0-faults',
      dataFolder: data,
      homeFolder: home,
      gitWorkerFile: worker,
      log: { info: () => {}, warn: () => {}, error: (message, error) => console.error(message, error) },
      env: process.env,
      system: process.platform,
      cloudAddresses: PUBLIC_ADDRESSES,
    }),
  )
  const client: ContractClient = createRouterClient(createRouter(services))
  console.log(JSON.stringify(await obey(client, order)))
  await services.close()
}

async function obey(graft: ContractClient, wanted: Order): Promise<unknown> {
  if (wanted.kind === 'connect') return connect(graft, wanted)
  const [connection] = await graft.connections.list()
  if (connection === undefined) throw new Error('nothing is connected')
  const connectionId = connection.id
  await graft.tokens.keep({ domain: connection.domain, username: null, token })
  const { changes, ...status } = await graft.sourceControl.status({ connectionId })
  const paths = changes.map((change) => change.path)
  switch (wanted.kind) {
    case 'status':
      return { ...status, changes, restorePoints: await graft.sourceControl.restorePoints({ connectionId }) }
    case 'commit':
      return graft.sourceControl.commit({ connectionId, paths, summary: wanted.summary, description: '', author: null })
    case 'discard':
      return graft.sourceControl.discard({ connectionId, paths })
    case 'push':
      return last(await graft.sourceControl.push({ connectionId }))
    case 'pull':
      return last(await graft.sourceControl.pull({ connectionId, otherFiles: 'ask', author: null }))
  }
}

async function connect(graft: ContractClient, { domain, folder }: Extract<Order, { kind: 'connect' }>): Promise<unknown> {
  const api = await graft.apis.create({ name: 'Pets', summary: '', starter: 'empty' })
  await graft.tokens.keep({ domain, username: null, token })
  return last(
    await graft.connections.connect({
      apiId: api.id,
      host: 'gitlab-self-managed',
      domain,
      folder: await walkTo(graft, folder),
      remote: 'origin',
      directories: { schema: '', collection: '' },
      signIn: { kind: 'token' },
    }),
  )
}

/** The handle of a folder below the home, found as the window finds it. */
async function walkTo(graft: ContractClient, names: readonly string[]) {
  let listing = await graft.folders.browse({ folder: null })
  for (const name of names) {
    const child = listing.kind === 'listed' ? listing.children.find((entry) => entry.name === name) : undefined
    if (child === undefined) throw new Error(`no folder ${name}`)
    listing = await graft.folders.browse({ folder: child.handle })
  }
  if (listing.kind !== 'listed') throw new Error('the folder could not be listed')
  return listing.here.handle
}

async function last<T>(stream: AsyncIterable<T>): Promise<T | undefined> {
  let latest: T | undefined
  for await (const event of stream) latest = event
  return latest
}
