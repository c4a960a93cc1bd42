import type { Connection } from '#shared/domain/connection.ts'
import type { ConnectionId } from '#shared/domain/ids.ts'
import type { GitProgress } from '#shared/domain/repository.ts'
import type { ConnectionStore } from '../connections/connection-store.ts'
import type { EventHub } from '../events/hub.ts'
import { streamWork } from '../events/stream-work.ts'
import { Failure } from '../failure.ts'
import type { CallOptions, GitOperations, NeedsServer, RemoteAccess, Workspace } from '../git/contract.ts'
import { type CloneAccess, cloneLabel, withLabel } from './clone-access.ts'

/** Work that a window follows: what it tells on the way, then its outcome. */
export type RemoteWork<O> = AsyncGenerator<GitProgress | { kind: 'done'; outcome: O }, void, undefined>

/** A clone, and its server as far as it is to be asked. */
export interface Place<A extends RemoteAccess | null> {
  workspace: Workspace
  /** Name of the remote that the connection uses. */
  remote: string
  access: A
}

/**
 * How every service does its work in a connection's clone. Each function given an unknown id fails with `NOT_FOUND`, and one
 * whose clone is gone with `CLONE_MISSING` in the words that people know it by.
 */
export interface CloneWork {
  connection(id: ConnectionId): Connection
  inClone<R>(id: ConnectionId, work: (workspace: Workspace) => Promise<R>): Promise<R>
  /** Work that always talks to the server, signed in. */
  atServer<R>(id: ConnectionId, signal: AbortSignal | undefined, work: (place: Place<RemoteAccess>) => Promise<R>): Promise<R>
  /** Work from what is on disk; once more, signed in, where that lacks something. Without need nobody is asked. */
  fromDiskFirst<R>(
    id: ConnectionId,
    signal: AbortSignal | undefined,
    work: (place: Place<RemoteAccess | null>) => Promise<R | NeedsServer>,
  ): Promise<R>
  /** Runs long work and streams it; `finished` is called however it ends. */
  streamed<O>(
    signal: AbortSignal | undefined,
    work: (options: CallOptions & { signal: AbortSignal }) => Promise<O>,
    finished: () => void,
  ): RemoteWork<O>
  repositoryChanged(id: ConnectionId): void
  /** The API's files may have changed, and the repository with them. */
  contentChanged(id: ConnectionId): void
}

export interface CloneWorkParts {
  connections: ConnectionStore
  access: CloneAccess
  git: GitOperations
  events: EventHub
}

export function createCloneWork({ connections, access, events }: CloneWorkParts): CloneWork {
  const connection = (id: ConnectionId): Connection => connections.get(id).connection
  const inClone: CloneWork['inClone'] = async (id, work) => {
    const label = cloneLabel(connection(id))
    try {
      return await work(await access.workspace(id))
    } catch (error) {
      throw withLabel(error, label)
    }
  }
  const atServer: CloneWork['atServer'] = (id, signal, work) =>
    inClone(id, (workspace) => {
      const request = connection(id)
      const remote = request.remote.name
      return access.signedIn(request, (way) => work({ workspace, remote, access: way }), signal)
    })
  const repositoryChanged = (id: ConnectionId): void => events.announce({ kind: 'repository-changed', connectionId: id })

  return {
    connection,
    inClone,
    atServer,
    fromDiskFirst: async (id, signal, work) => {
      const { remote } = connection(id)
      const onDisk = await inClone(id, (workspace) => work({ workspace, remote: remote.name, access: null }))
      if (!needsServer(onDisk)) return onDisk
      const outcome = await atServer(id, signal, work)
      if (needsServer(outcome)) throw new Failure('UNSUPPORTED_REPOSITORY', { feature: 'missing-objects', detail: null })
      return outcome
    },
    streamed,
    repositoryChanged,
    contentChanged: (id) => {
      repositoryChanged(id)
      // The connection may have been ended while the work ran.
      const apiId = connections.find(id)?.connection.apiId
      if (apiId !== undefined) events.announce({ kind: 'content-changed', apiId })
    },
  }
}

async function* streamed<O>(
  signal: AbortSignal | undefined,
  work: (options: CallOptions & { signal: AbortSignal }) => Promise<O>,
  finished: () => void,
): RemoteWork<O> {
  const stream = streamWork<GitProgress, O>(signal, latest, async (tell, inner) => {
    try {
      return await work({ signal: inner, onProgress: (progress) => tell({ kind: 'progress', ...progress }) })
    } finally {
      finished()
    }
  })
  for await (const told of stream) yield told.kind === 'told' ? told.value : { kind: 'done', outcome: told.value }
}

/** Of two reports of one stage only the newer one matters. */
function latest(kept: GitProgress, next: GitProgress): GitProgress | null {
  return kept.stage === next.stage ? next : null
}

function needsServer<R>(outcome: R | NeedsServer): outcome is NeedsServer {
  return typeof outcome === 'object' && outcome !== null && 'kind' in outcome && outcome.kind === 'needs-server'
}

/** The options of a call that may be aborted. */
export function abortable(signal: AbortSignal | undefined): CallOptions {
  return signal ? { signal } : {}
}
