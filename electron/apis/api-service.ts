import type { Draft } from '#shared/contract/apis.ts'
import type { Api } from '#shared/domain/api.ts'
import type { ApiContent, FileContent, FileRef, WriteOutcome } from '#shared/domain/content.ts'
import type { ApiId } from '#shared/domain/ids.ts'
import { indexEntry } from '../connections/api-index.ts'
import type { ConnectionStore } from '../connections/connection-store.ts'
import type { EventHub } from '../events/hub.ts'
import { Failure } from '../failure.ts'
import type { ContentLocation, GitOperations } from '../git/contract.ts'
import type { Log } from '../platform/platform.ts'
import type { CloneAccess } from '../source-control/clone-access.ts'
import type { ApiChanges, ApiRegistry, NewApi } from './api-registry.ts'
import type { Drafts } from './drafts.ts'
import { placeImport } from './import-file.ts'

export type RemoveOutcome = { kind: 'removed' } | { kind: 'name-differs' } | { kind: 'still-connected' }
export type ImportOutcome = { kind: 'imported'; file: FileRef } | { kind: 'exists'; file: FileRef } | { kind: 'not-recognised' }

/** APIs and their files, wherever these lie. Every function given an unknown id fails with `NOT_FOUND`. */
export interface ApiService {
  list(): Api[]
  create(input: NewApi): Promise<Api>
  update(id: ApiId, changes: ApiChanges): Promise<Api>
  remove(id: ApiId, confirmName: string): Promise<RemoveOutcome>
  content(id: ApiId, signal?: AbortSignal): Promise<ApiContent>
  readFile(id: ApiId, file: FileRef, signal?: AbortSignal): Promise<FileContent>
  writeFile(id: ApiId, edit: { file: FileRef; text: string; base: string | null }): Promise<WriteOutcome>
  importFile(id: ApiId, input: { fileName: string; text: string }): Promise<ImportOutcome>
  chooseDefinition(id: ApiId, path: string): Promise<ApiContent>
  drafts(id: ApiId): Promise<Draft[]>
  keepDraft(id: ApiId, draft: Omit<Draft, 'keptAt'>): Promise<void>
  dropDraft(id: ApiId, file: FileRef): Promise<void>
}

export interface ApiServiceParts {
  registry: ApiRegistry
  connections: ConnectionStore
  access: CloneAccess
  git: GitOperations
  drafts: Drafts
  events: EventHub
  log: Log
}

export function createApiService({ registry, connections, access, git, drafts, events, log }: ApiServiceParts): ApiService {
  /** Where the files lie, once nothing of a killed process is left there. */
  const locationOf = async (id: ApiId): Promise<ContentLocation> => {
    const stored = registry.get(id)
    const connected = connections.ofApi(id)
    if (!connected) return { kind: 'draft', folder: registry.folderOf(id), definitionRoot: stored.definitionRoot }
    const { id: connectionId, definitionRoot } = connected.connection
    return { kind: 'clone', workspace: await access.workspace(connectionId), definitionRoot }
  }
  const changed = (id: ApiId): void => {
    events.announce({ kind: 'content-changed', apiId: id })
    const connected = connections.ofApi(id)
    if (connected) events.announce({ kind: 'repository-changed', connectionId: connected.connection.id })
  }
  const content = async (id: ApiId, signal?: AbortSignal): Promise<ApiContent> =>
    git.readContent(await locationOf(id), options(signal))

  /** The index files follow when a connected API gets a new file; the file itself is safe whatever becomes of them. */
  const keepIndex = async (id: ApiId): Promise<void> => {
    const location = await locationOf(id)
    if (location.kind === 'draft') return
    try {
      const entry = indexEntry(id, await git.readContent(location))
      await git.writeApiIndex({ workspace: location.workspace, entry })
    } catch (error) {
      log.error('the index files could not be brought up to date', error, { apiId: id })
    }
  }

  return {
    list: () => registry.list(),
    create: (input) => registry.create(input),
    update: (id, changes) => registry.update(id, changes),
    remove: async (id, confirmName) => {
      const { api } = registry.get(id)
      if (connections.ofApi(id)) return { kind: 'still-connected' }
      if (confirmName.trim() !== api.name) return { kind: 'name-differs' }
      await registry.remove(id)
      return { kind: 'removed' }
    },
    content,
    readFile: async (id, file, signal) => git.readFile({ location: await locationOf(id), file }, options(signal)),
    writeFile: async (id, edit) => {
      const outcome = await git.writeFile({ location: await locationOf(id), ...edit })
      if (outcome.kind !== 'written') return outcome
      if (edit.base === null) await keepIndex(id)
      changed(id)
      return outcome
    },
    importFile: async (id, { fileName, text }) => {
      const location = await locationOf(id)
      const file = placeImport(fileName, text)
      if (!file) return { kind: 'not-recognised' }
      const outcome = await git.writeFile({ location, file, text, base: null })
      if (outcome.kind !== 'written') return { kind: 'exists', file }
      await keepIndex(id)
      changed(id)
      return { kind: 'imported', file }
    },
    chooseDefinition: async (id, path) => {
      const now = await content(id)
      if (!now.definitions.some((file) => file.root && file.path === path)) throw new Failure('NOT_FOUND', { what: 'file' })
      const connected = connections.ofApi(id)
      if (connected) await connections.change(connected.connection.id, { definitionRoot: path })
      else await registry.chooseRoot(id, path)
      await keepIndex(id)
      changed(id)
      return content(id)
    },
    drafts: async (id) => {
      registry.get(id)
      return drafts.list(id)
    },
    keepDraft: async (id, draft) => {
      registry.get(id)
      await drafts.keep(id, draft)
    },
    dropDraft: async (id, file) => {
      registry.get(id)
      await drafts.drop(id, file)
    },
  }
}

function options(signal: AbortSignal | undefined): { signal?: AbortSignal } {
  return signal ? { signal } : {}
}
