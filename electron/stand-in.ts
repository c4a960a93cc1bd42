import { implement } from '@orpc/server'
import { contract } from '#shared/contract/index.ts'
import type { Platform } from './platform/platform.ts'

export function createStandInRouter(platform: Platform) {
  const os = implement(contract)
  return {
    app: {
      info: os.app.info.handler(() => ({
        version: platform.version,
        entry: platform.entry,
        system: 'linux' as const,
        folderPicker: platform.folderPicker.kind,
        tokenStorage: platform.secrets.kind,
        storageProblems: [],
      })),
      ping: os.app.ping.handler(() => 'pong' as const),
      settings: os.app.settings.handler(() => ({ theme: 'system' as const })),
    },
    apis: { list: os.apis.list.handler(() => []) },
    connections: { list: os.connections.list.handler(() => []), domains: os.connections.domains.handler(() => []) },
    events: {
      subscribe: os.events.subscribe.handler(async function* ({ signal }) {
        await new Promise<void>((resolve) => signal?.addEventListener('abort', () => resolve()))
      }),
    },
  }
}

export async function createServices(platform: Platform) {
  return { platform, settings: { current: () => ({ theme: 'system' as const }) }, close: async () => undefined }
}
export type Services = Awaited<ReturnType<typeof createServices>>
export const createRouter = (services: Services) => createStandInRouter(services.platform)
