import { mkdir, rename } from 'node:fs/promises'
import { join } from 'node:path'
import type { Api, ApiStatus } from '#shared/domain/api.ts'
import { ApiId } from '#shared/domain/ids.ts'
import type { EventHub } from '../events/hub.ts'
import { Failure } from '../failure.ts'
import { writeAtomically } from '../storage/atomic-write.ts'
import type { DocumentFolder } from '../storage/document-folder.ts'
import { asFileFailure, isMissing } from '../storage/file-failure.ts'
import type { StoredApi } from './api-documents.ts'
import { starterDocument } from './starter-document.ts'

export interface NewApi {
  name: string
  summary: string
  starter: 'openapi' | 'empty'
}

export interface ApiChanges {
  name?: string | undefined
  summary?: string | undefined
  status?: ApiStatus | undefined
}

/** The APIs that Graft knows, and the folder each has of its own. */
export interface ApiRegistry {
  /** By name. */
  list(): Api[]
  /** Fails with `NOT_FOUND`. */
  get(id: ApiId): StoredApi
  find(id: ApiId): Api | null
  create(input: NewApi): Promise<Api>
  update(id: ApiId, changes: ApiChanges): Promise<Api>
  chooseRoot(id: ApiId, path: string | null): Promise<void>
  /** Forgets the API; its files are moved to `removed/`. */
  remove(id: ApiId): Promise<void>
  /** Absolute; holds `schemas/`, `collections/` and `drafts/`. */
  folderOf(id: ApiId): string
  /** Moves an API's own files to `removed/`, so that newer ones can take their place. */
  setFilesAside(id: ApiId): Promise<void>
}

export interface ApiRegistryParts {
  dataFolder: string
  documents: DocumentFolder<StoredApi>
  events: EventHub
  now: () => Date
  newId: () => string
}

export function createApiRegistry({ dataFolder, documents, events, now, newId }: ApiRegistryParts): ApiRegistry {
  const folderOf = (id: ApiId): string => join(dataFolder, 'apis', id)
  const get = (id: ApiId): StoredApi => {
    const stored = documents.get(id)
    if (!stored) throw new Failure('NOT_FOUND', { what: 'api' })
    return stored
  }
  const put = async (stored: StoredApi): Promise<Api> => {
    await documents.put(stored.api.id, stored)
    events.announce({ kind: 'apis-changed' })
    return stored.api
  }
  const change = async (id: ApiId, apply: (stored: StoredApi) => StoredApi): Promise<StoredApi> => {
    const changed = await documents.change(id, apply)
    if (!changed) throw new Failure('NOT_FOUND', { what: 'api' })
    events.announce({ kind: 'apis-changed' })
    return changed
  }
  const moveAside = async (id: ApiId, names: readonly string[]): Promise<void> => {
    const aside = join(dataFolder, 'removed', `${now().toISOString().replaceAll(/[-:.]/g, '')}-${id}`)
    await mkdir(aside, { recursive: true })
    for (const name of names) {
      await rename(join(folderOf(id), name), join(aside, name)).catch((error) => {
        if (!isMissing(error)) throw asFileFailure(error, name)
      })
    }
  }

  return {
    list: () =>
      documents
        .all()
        .map((stored) => stored.api)
        .sort((one, other) => one.name.localeCompare(other.name) || one.createdAt.localeCompare(other.createdAt)),
    get,
    find: (id) => documents.get(id)?.api ?? null,
    create: async ({ name, summary, starter }) => {
      const id = ApiId.parse(newId())
      const schemas = join(folderOf(id), 'schemas')
      await mkdir(schemas, { recursive: true })
      await mkdir(join(folderOf(id), 'collections'), { recursive: true })
      if (starter === 'openapi') {
        await writeAtomically({ file: join(schemas, 'index.yaml'), bytes: Buffer.from(starterDocument(name)) })
      }
      return await put({
        api: { id, name, summary, status: 'planning', createdAt: now().toISOString() },
        definitionRoot: null,
      })
    },
    update: async (id, changes) => {
      const { api } = await change(id, (stored) => {
        const { name, summary, status } = stored.api
        return {
          ...stored,
          api: {
            ...stored.api,
            name: changes.name ?? name,
            summary: changes.summary ?? summary,
            status: changes.status ?? status,
          },
        }
      })
      return api
    },
    chooseRoot: async (id, path) => {
      await change(id, (stored) => ({ ...stored, definitionRoot: path }))
    },
    remove: async (id) => {
      const stored = get(id)
      await moveAside(id, ['schemas', 'collections', 'drafts'])
      const aside = join(dataFolder, 'removed', `${now().toISOString().replaceAll(/[-:.]/g, '')}-${id}.json`)
      await writeAtomically({ file: aside, bytes: Buffer.from(`${JSON.stringify(stored, null, 2)}\n`) })
      await documents.remove(id)
      events.announce({ kind: 'apis-changed' })
    },
    folderOf,
    setFilesAside: (id) => moveAside(id, ['schemas', 'collections']),
  }
}
