import { randomUUID } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { AppInfo, StorageProblem } from '#shared/contract/app.ts'
import { API_DOCUMENT } from './apis/api-documents.ts'
import { createApiRegistry } from './apis/api-registry.ts'
import { type ApiService, createApiService } from './apis/api-service.ts'
import { createDrafts } from './apis/drafts.ts'
import { createTokenVault, TOKENS_DOCUMENT, type TokenVault } from './auth/token-vault.ts'
import { type Connecting, createConnecting } from './connections/connecting.ts'
import { CONNECTION_DOCUMENT, type ConnectionStore, createConnectionStore } from './connections/connection-store.ts'
import { createManagedClones } from './connections/hosted/managed-clones.ts'
import { createCloneWatchers } from './events/clone-watcher.ts'
import { createEventHub, type EventHub } from './events/hub.ts'
import { createFolderHandles, realFolder } from './folders/folder-handles.ts'
import { createFolderService, type FolderService } from './folders/folder-service.ts'
import type { GitOperations } from './git/contract.ts'
import { startGitWorker } from './git/worker/worker-client.ts'
import { type HostSide, openHostSide } from './hosting/host-side.ts'
import { cloudDomains } from './hosts/addresses.ts'
import { allAddresses } from './platform/cloud-addresses.ts'
import type { Log, Platform } from './platform/platform.ts'
import { createSettings, SETTINGS_DOCUMENT, type SettingsService } from './settings/settings.ts'
import { createCloneAccess } from './source-control/clone-access.ts'
import { createInClones, type InClones } from './source-control/source-control.ts'
import { type DocumentContext, openDocument } from './storage/document.ts'
import { openDocumentFolder } from './storage/document-folder.ts'
import { lockDataFolder } from './storage/folder-lock.ts'

/** Everything that the contract is answered from. */
export interface Services extends InClones {
  apis: ApiService
  accounts: HostSide['accounts']
  oauthClients: HostSide['oauthClients']
  hosting: HostSide['hosting']
  certificates: HostSide['certificates']
  connections: ConnectionStore
  connecting: Connecting
  events: EventHub
  folders: FolderService
  settings: SettingsService
  tokens: TokenVault
  appInfo(): AppInfo
  reportBug(bug: { id: string; message: string; stack: string }): void
  openInBrowser(url: string): Promise<{ opened: boolean }>
  /** Addresses that a person may be sent to beside the hosts that Graft always knows. */
  knownAddresses(): string[]
  log: Log
  newId: () => string
  /** Stops watching and the Git worker, and gives the data folder free. */
  close(): Promise<void>
}

/** What tests put in the place of the machine's own. */
export interface ServiceOptions {
  now?: () => Date
  newId?: () => string
  startGit?: () => GitOperations & { stop(): Promise<void> }
  /** Milliseconds within which foreign changes count as one. */
  gatherChangesFor?: number
}

const GATHER_CHANGES_FOR = 300

/** Builds every service from a platform. Fails with `DataFolderInUse` where another Graft has the data folder. */
export async function createServices(platform: Platform, options: ServiceOptions = {}): Promise<Services> {
  const { dataFolder, homeFolder, log } = platform
  const now = options.now ?? (() => new Date())
  const newId = options.newId ?? randomUUID
  await mkdir(dataFolder, { recursive: true, mode: 0o700 })
  const lock = await lockDataFolder(dataFolder)

  const events = createEventHub()
  const storageProblems: StorageProblem[] = []
  const writes = new Set<Promise<unknown>>()
  const context: DocumentContext = {
    dataFolder,
    now,
    writing: (write) => {
      writes.add(write)
      void write.finally(() => writes.delete(write))
    },
    report: (problem) => {
      storageProblems.push(problem)
      log.warn('a document could not be read', problem)
      events.announce({ kind: 'storage-problem', problem })
    },
  }
  const settings = createSettings(await openDocument(join(dataFolder, 'settings.json'), SETTINGS_DOCUMENT, context))
  const tokens = createTokenVault(
    platform.secrets,
    await openDocument(join(dataFolder, 'tokens.json'), TOKENS_DOCUMENT, context),
    log,
  )
  const registry = createApiRegistry({
    dataFolder,
    documents: await openDocumentFolder(join(dataFolder, 'apis'), API_DOCUMENT, context),
    events,
    now,
    newId,
  })
  const connections = createConnectionStore(
    await openDocumentFolder(join(dataFolder, 'connections'), CONNECTION_DOCUMENT, context),
    events,
  )

  const git = options.startGit?.() ?? startGitWorker({ file: platform.gitWorkerFile, log })
  const reach = platform.folderPicker.kind === 'list' ? 'home' : 'everywhere'
  const handles = createFolderHandles({ homeFolder: await realFolder(homeFolder), reach, newId })
  const resolveProxy = (url: string): Promise<string | null> => platform.resolveProxy(url)
  const hosts = await openHostSide({ platform, context, events, newId })
  const { accounts, hosting, certificates } = hosts
  const authoritiesFor = (url: string): string[] => certificates.authoritiesFor(url)
  const access = createCloneAccess({ connections, tokens, accounts, git, resolveProxy, authoritiesFor })
  const clones = createManagedClones({ dataFolder, log })
  await clones.sweep((id) => connections.find(id) !== null)
  const watchers = createCloneWatchers({ events, log, gatherFor: options.gatherChangesFor ?? GATHER_CHANGES_FOR })
  watchers.watchOnly(connections.all())
  const stopFollowing = events.follow((event) => {
    if (event.kind === 'connections-changed') watchers.watchOnly(connections.all())
  })

  return {
    apis: createApiService({
      registry,
      connections,
      access,
      git,
      drafts: createDrafts(registry.folderOf, context),
      events,
      log,
    }),
    connections,
    connecting: createConnecting({
      registry,
      connections,
      accounts,
      hosting,
      handles,
      git,
      access,
      clones,
      events,
      log,
      now,
      newId,
      resolveProxy,
      authoritiesFor,
    }),
    accounts,
    oauthClients: hosts.oauthClients,
    certificates,
    hosting,
    events,
    folders: createFolderService({ picker: platform.folderPicker, handles, homeFolder }),
    settings,
    ...createInClones({ connections, access, git, events, hosting, now }),
    tokens,
    appInfo: () => ({
      version: platform.version,
      entry: platform.entry,
      system: SYSTEMS[process.platform] ?? 'linux',
      folderPicker: platform.folderPicker.kind,
      tokenStorage: platform.secrets.kind,
      cloudDomains: cloudDomains(platform.cloudAddresses),
      storageProblems: [...storageProblems],
    }),
    reportBug: ({ id, message, stack }) => log.error('bug in the window', Object.assign(new Error(message), { stack }), { id }),
    openInBrowser: (url) => platform.openInBrowser(url),
    knownAddresses: () => [
      ...allAddresses(platform.cloudAddresses),
      ...[...accounts.list(), ...connections.list()].map(({ domain }) => domain),
    ],
    log,
    newId,
    close: async () => {
      stopFollowing()
      events.close()
      await watchers.close()
      await git.stop()
      await hosts.close()
      await Promise.all(writes)
      await lock.release()
    },
  }
}

const SYSTEMS: Readonly<Partial<Record<NodeJS.Platform, AppInfo['system']>>> = {
  linux: 'linux',
  darwin: 'macos',
  win32: 'windows',
}
