import type { OtherFilesPolicy } from '#shared/domain/connection.ts'
import type { ConnectionId, RestorePointId } from '#shared/domain/ids.ts'
import type {
  Author,
  CommitOutcome,
  FetchOutcome,
  FileDiff,
  GitProgress,
  PullOutcome,
  PushOutcome,
  RepositoryStatus,
  RestorePoint,
} from '#shared/domain/repository.ts'
import type { ConnectionStore } from '../connections/connection-store.ts'
import type { EventHub } from '../events/hub.ts'
import { streamWork } from '../events/stream-work.ts'
import type { CallOptions, GitOperations, NeedsServer, RemoteAccess, Workspace } from '../git/contract.ts'
import { type CloneAccess, cloneLabel, withLabel } from './clone-access.ts'
import { settleDefinitionRoot } from './settle-root.ts'

export type RemoteWork<O> = AsyncGenerator<GitProgress | { kind: 'done'; outcome: O }, void, undefined>

export interface CommitInput {
  paths: string[]
  summary: string
  description: string
  author: Author | null
}

export interface PullChoice {
  otherFiles: OtherFilesPolicy
  /** Signs a merge commit where Git's configuration names nobody. */
  author: Author | null
}

/** Changes, commit, push and pull of one connection. Every function given an unknown id fails with `NOT_FOUND`. */
export interface SourceControl {
  status(id: ConnectionId, signal?: AbortSignal): Promise<RepositoryStatus>
  diff(id: ConnectionId, path: string, signal?: AbortSignal): Promise<FileDiff | NeedsServer>
  discard(id: ConnectionId, paths: string[]): Promise<{ restorePoint: RestorePoint }>
  commit(id: ConnectionId, input: CommitInput): Promise<CommitOutcome>
  push(id: ConnectionId, signal?: AbortSignal): RemoteWork<PushOutcome>
  pull(id: ConnectionId, choice: PullChoice, signal?: AbortSignal): RemoteWork<PullOutcome>
  fetch(id: ConnectionId, signal?: AbortSignal): RemoteWork<FetchOutcome>
  restorePoints(id: ConnectionId, signal?: AbortSignal): Promise<RestorePoint[]>
  restore(
    id: ConnectionId,
    choice: { id: RestorePointId; paths: string[] | null },
  ): Promise<{ restored: string[]; undo: RestorePoint | null; branch: string | null }>
}

export interface SourceControlParts {
  connections: ConnectionStore
  access: CloneAccess
  git: GitOperations
  events: EventHub
}

export function createSourceControl({ connections, access, git, events }: SourceControlParts): SourceControl {
  const repositoryChanged = (id: ConnectionId): void => events.announce({ kind: 'repository-changed', connectionId: id })
  const contentChanged = (id: ConnectionId): void => {
    repositoryChanged(id)
    events.announce({ kind: 'content-changed', apiId: connections.get(id).connection.apiId })
  }
  const inClone = async <R>(id: ConnectionId, work: (workspace: Workspace) => Promise<R>): Promise<R> => {
    try {
      return await work(await access.workspace(id))
    } catch (error) {
      throw withLabel(error, cloneLabel(connections.get(id).connection))
    }
  }
  async function* overNetwork<O>(
    id: ConnectionId,
    signal: AbortSignal | undefined,
    work: (input: { workspace: Workspace; access: RemoteAccess }, options: CallOptions) => Promise<O>,
    finished: (id: ConnectionId) => void,
  ): RemoteWork<O> {
    const { connection } = access.stored(id)
    const stream = streamWork<GitProgress, O>(signal, latest, (tell, inner) =>
      inClone(id, async (workspace) => {
        const onProgress = (progress: Omit<GitProgress, 'kind'>): void => tell({ kind: 'progress', ...progress })
        try {
          return await access.signedIn(
            connection,
            (remote) => work({ workspace, access: remote }, { signal: inner, onProgress }),
            inner,
          )
        } finally {
          finished(id)
        }
      }),
    )
    for await (const told of stream) yield told.kind === 'told' ? told.value : { kind: 'done', outcome: told.value }
  }

  return {
    status: (id, signal) => inClone(id, (workspace) => git.status(workspace, abortable(signal))),
    diff: (id, path, signal) => inClone(id, (workspace) => git.diffFile({ workspace, path, source: { kind: 'working' }, access: null }, abortable(signal))),
    discard: async (id, paths) => {
      try {
        return await inClone(id, (workspace) => git.discard({ workspace, paths }))
      } finally {
        contentChanged(id)
      }
    },
    commit: async (id, { paths, summary, description, author }) => {
      const message = commitMessage(summary, description)
      try {
        return await inClone(id, (workspace) => git.commit({ workspace, paths, message, author }))
      } finally {
        repositoryChanged(id)
      }
    },
    push: (id, signal) => overNetwork(id, signal, (input, options) => git.push(input, options), repositoryChanged),
    fetch: (id, signal) => overNetwork(id, signal, (input, options) => git.fetch(input, options), repositoryChanged),
    pull: (id, { otherFiles, author }, signal) => {
      const settled = otherFiles === 'update' ? 'update' : access.stored(id).connection.otherFiles
      const work = async (input: { workspace: Workspace; access: RemoteAccess }, options: CallOptions) => {
        const outcome = await git.pull({ ...input, otherFiles: settled, author }, options)
        await settleDefinitionRoot(id, connections, git)
        return outcome
      }
      return overNetwork(id, signal, work, contentChanged)
    },
    restorePoints: (id, signal) => inClone(id, (workspace) => git.listRestorePoints(workspace, abortable(signal))),
    restore: async (id, choice) => {
      try {
        return await inClone(id, (workspace) => git.restore({ workspace, ...choice }))
      } finally {
        contentChanged(id)
      }
    },
  }
}

/** Subject, blank line, body (git help commit, "DISCUSSION"); ends with a line break as Git's own do. */
export function commitMessage(summary: string, description: string): string {
  const subject = summary.trim().replaceAll(/\s*[\r\n]+\s*/g, ' ')
  const body = description.replaceAll(/\r\n?/g, '\n').trimEnd()
  return body.trim() === '' ? `${subject}\n` : `${subject}\n\n${body.replace(/^\n+/, '')}\n`
}

/** Of two reports of one stage only the newer one matters. */
function latest(kept: GitProgress, next: GitProgress): GitProgress | null {
  return kept.stage === next.stage ? next : null
}

function abortable(signal: AbortSignal | undefined): CallOptions {
  return signal ? { signal } : {}
}
