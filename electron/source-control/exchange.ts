import type { OtherFilesPolicy } from '#shared/domain/connection.ts'
import type { ConnectionId } from '#shared/domain/ids.ts'
import type { Author, FetchOutcome, PullOutcome, PushOutcome } from '#shared/domain/repository.ts'
import type { ConnectionStore } from '../connections/connection-store.ts'
import type { GitOperations } from '../git/contract.ts'
import type { CloneWork, RemoteWork } from './clone-work.ts'
import { settleDefinitionRoot } from './settle-root.ts'

export interface PullChoice {
  otherFiles: OtherFilesPolicy
  /** Signs a merge commit where Git's configuration names nobody. */
  author: Author | null
}

/** What goes between a clone and its server. Fails as `CloneWork` does, and as the transport does. */
export interface Exchange {
  push(id: ConnectionId, signal?: AbortSignal): RemoteWork<PushOutcome>
  pull(id: ConnectionId, choice: PullChoice, signal?: AbortSignal): RemoteWork<PullOutcome>
  fetch(id: ConnectionId, signal?: AbortSignal): RemoteWork<FetchOutcome>
}

export interface ExchangeParts {
  connections: ConnectionStore
  git: GitOperations
  work: CloneWork
}

export function createExchange({ connections, git, work }: ExchangeParts): Exchange {
  const { atServer, streamed, repositoryChanged, contentChanged } = work
  return {
    push: (id, signal) =>
      streamed(
        signal,
        (options) => atServer(id, options.signal, ({ workspace, access }) => git.push({ workspace, access }, options)),
        () => repositoryChanged(id),
      ),
    fetch: (id, signal) =>
      streamed(
        signal,
        (options) => atServer(id, options.signal, ({ workspace, access }) => git.fetch({ workspace, access }, options)),
        () => repositoryChanged(id),
      ),
    pull: (id, { otherFiles, author }, signal) =>
      streamed(
        signal,
        async (options) => {
          const settled = settledPolicy(connections, id, otherFiles)
          const outcome = await atServer(id, options.signal, ({ workspace, access }) =>
            git.pull({ workspace, access, otherFiles: settled, author }, options),
          )
          await settleDefinitionRoot(id, connections, git)
          return outcome
        },
        () => contentChanged(id),
      ),
  }
}

/** What was said for this time, or else for this connection. */
export function settledPolicy(connections: ConnectionStore, id: ConnectionId, asked: OtherFilesPolicy): OtherFilesPolicy {
  return asked === 'update' ? 'update' : connections.get(id).connection.otherFiles
}
