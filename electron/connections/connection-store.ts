import { z } from 'zod'
import { Connection, type OtherFilesPolicy } from '#shared/domain/connection.ts'
import { isCloudHost, type OnPremisesHost } from '#shared/domain/host.ts'
import type { ApiId, ConnectionId } from '#shared/domain/ids.ts'
import type { EventHub } from '../events/hub.ts'
import { Failure } from '../failure.ts'
import type { DocumentKind } from '../storage/document.ts'
import type { DocumentFolder } from '../storage/document-folder.ts'

/** A connection as it is stored: what the contract shows, and where its clone lies. */
export const StoredConnection = z.object({
  connection: Connection,
  /** Absolute root of the working tree. */
  root: z.string().min(1),
  /** Real path of the clone's common Git folder: the same for all its worktrees. */
  commonFolder: z.string().min(1),
  /** Where Graft's own clone lies, absolute: `root` itself, or what unlinking goes back to. Null where there is none. */
  managedRoot: z.string().min(1).nullable(),
  /** The remote in the one form that tells repositories apart. */
  remoteKey: z.string().min(1),
})
export type StoredConnection = z.infer<typeof StoredConnection>

/** Version 1 knew clones of the user's alone, and named the way to sign in without anything beside it. */
const FirstVersion = z.looseObject({
  connection: z.looseObject({ folderLabel: z.string(), signIn: z.enum(['token', 'credential-helper', 'ssh']) }),
})

export const CONNECTION_DOCUMENT: DocumentKind<StoredConnection> = {
  version: 2,
  schema: StoredConnection,
  migrations: {
    1: (data) => {
      const stored = FirstVersion.parse(data)
      const { folderLabel, signIn, ...rest } = stored.connection
      const clone = { kind: 'local', folderLabel }
      return { ...stored, managedRoot: null, connection: { ...rest, repository: null, clone, signIn: { kind: signIn } } }
    },
  },
}

/** The connections there are. Every function given an unknown id fails with `NOT_FOUND`. */
export interface ConnectionStore {
  list(): Connection[]
  all(): StoredConnection[]
  get(id: ConnectionId): StoredConnection
  find(id: ConnectionId): StoredConnection | null
  ofApi(id: ApiId): StoredConnection | null
  /** Connections to the same repository: by clone, or by remote. Null where there is none to compare. */
  ofRepository(repository: { commonFolder: string | null; remoteKey: string | null }): StoredConnection[]
  /** Domains used before, most recent first. */
  domains(): { host: OnPremisesHost; domain: string }[]
  add(stored: StoredConnection): Promise<void>
  change(id: ConnectionId, changes: Partial<Connection>): Promise<Connection>
  /** Leads the connection to another clone of its repository. */
  relocate(
    id: ConnectionId,
    to: Pick<StoredConnection, 'root' | 'commonFolder'>,
    changes: Partial<Connection>,
  ): Promise<Connection>
  /** Gives the connection's repository another address. */
  readdress(id: ConnectionId, remoteKey: string, changes: Partial<Connection>): Promise<Connection>
  setOtherFilesPolicy(id: ConnectionId, policy: OtherFilesPolicy): Promise<Connection>
  remove(id: ConnectionId): Promise<void>
}

export function createConnectionStore(documents: DocumentFolder<StoredConnection>, events: EventHub): ConnectionStore {
  const newestFirst = (): StoredConnection[] =>
    documents.all().sort((one, other) => other.connection.createdAt.localeCompare(one.connection.createdAt))
  const get = (id: ConnectionId): StoredConnection => {
    const stored = documents.get(id)
    if (!stored) throw new Failure('NOT_FOUND', { what: 'connection' })
    return stored
  }
  const put = async (stored: StoredConnection): Promise<void> => {
    await documents.put(stored.connection.id, stored)
    events.announce({ kind: 'connections-changed' })
  }
  const changeStored = async (
    id: ConnectionId,
    place: Partial<StoredConnection>,
    changes: Partial<Connection>,
  ): Promise<Connection> => {
    const changed = await documents.change(id, (stored) => ({
      ...stored,
      ...place,
      connection: { ...stored.connection, ...changes },
    }))
    if (!changed) throw new Failure('NOT_FOUND', { what: 'connection' })
    events.announce({ kind: 'connections-changed' })
    return changed.connection
  }
  const change = (id: ConnectionId, changes: Partial<Connection>): Promise<Connection> => changeStored(id, {}, changes)

  return {
    list: () => newestFirst().map((stored) => stored.connection),
    all: () => documents.all(),
    get,
    find: (id) => documents.get(id),
    ofApi: (id) => documents.all().find((stored) => stored.connection.apiId === id) ?? null,
    ofRepository: ({ commonFolder, remoteKey }) =>
      documents.all().filter((stored) => stored.commonFolder === commonFolder || stored.remoteKey === remoteKey),
    domains: () => {
      const used = new Map<string, OnPremisesHost>()
      for (const { connection } of newestFirst()) {
        const { domain, host } = connection
        if (!isCloudHost(host) && !used.has(domain)) used.set(domain, host)
      }
      return [...used].map(([domain, host]) => ({ domain, host }))
    },
    add: put,
    change,
    relocate: (id, { root, commonFolder }, changes) => changeStored(id, { root, commonFolder }, changes),
    readdress: (id, remoteKey, changes) => changeStored(id, { remoteKey }, changes),
    setOtherFilesPolicy: (id, policy) => change(id, { otherFiles: policy }),
    remove: async (id) => {
      get(id)
      await documents.remove(id)
      events.announce({ kind: 'connections-changed' })
    },
  }
}
