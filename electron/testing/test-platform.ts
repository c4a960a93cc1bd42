import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PUBLIC_ADDRESSES } from '../hosts/addresses.ts'
import type { Log, Platform } from '../platform/platform.ts'

export interface TestPlatform extends Platform {
  /** Everything that was logged, one line per call, errors with their stacks. */
  logged: string[]
  remove(): Promise<void>
}

/** A platform over temporary folders: tokens in memory, no proxy, the folder picker of the browser host. */
export async function createTestPlatform(changes: Partial<Platform> = {}): Promise<TestPlatform> {
  const folder = await mkdtemp(join(tmpdir(), 'graft-services-'))
  const logged: string[] = []
  const log: Log = {
    info: (message, facts) => logged.push(`info ${message} ${JSON.stringify(facts ?? {})}`),
    warn: (message, facts) => logged.push(`warn ${message} ${JSON.stringify(facts ?? {})}`),
    error: (message, error, facts) =>
      logged.push(`error ${message} ${error instanceof Error ? error.stack : String(error)} ${JSON.stringify(facts ?? {})}`),
  }
  return {
    entry: 'browser',
    version: '0.0.0',
    dataFolder: join(folder, 'data'),
    homeFolder: join(folder, 'home'),
    folderPicker: { kind: 'list' },
    cloudAddresses: PUBLIC_ADDRESSES,
    environment: {},
    openInBrowser: async () => ({ opened: true }),
    bringToFront: () => undefined,
    secrets: { kind: 'memory' },
    resolveProxy: async () => null,
    gitWorkerFile: '',
    log,
    ...changes,
    logged,
    remove: () => rm(folder, { recursive: true, force: true }),
  }
}
