import type {
  BranchDetails,
  BranchList,
  BranchRef,
  BranchStart,
  BringBackOutcome,
  CreateBranchOutcome,
  DeleteBranchOutcome,
  DeleteRemoteBranchOutcome,
  EditsChoice,
  MergeIntoDefaultOutcome,
  RenameBranchOutcome,
  SwitchOutcome,
  UpdateOutcome,
} from '#shared/domain/branch.ts'
import type { ConnectionId, ObjectId } from '#shared/domain/ids.ts'
import type { Author, RestorePoint } from '#shared/domain/repository.ts'
import type { ConnectionStore } from '../connections/connection-store.ts'
import type { CallOptions, GitOperations, NeedsServer, RemoteAccess } from '../git/contract.ts'
import { abortable, type CloneWork, type Place, type RemoteWork } from './clone-work.ts'
import { type PullChoice, settledPolicy } from './exchange.ts'
import { settleDefinitionRoot } from './settle-root.ts'

/**
 * The branches of a connection's clone and of its remote. The connection follows the branch that is checked out. Fails as
 * `CloneWork` does, and as the transport does where the server is asked.
 */
export interface Branches {
  list(id: ConnectionId, signal?: AbortSignal): Promise<BranchList>
  ask(id: ConnectionId, signal?: AbortSignal): Promise<BranchList>
  details(id: ConnectionId, refs: BranchRef[], signal?: AbortSignal): Promise<BranchDetails[]>
  switch(id: ConnectionId, choice: { to: BranchRef; edits: EditsChoice }, signal?: AbortSignal): RemoteWork<SwitchOutcome>
  create(
    id: ConnectionId,
    choice: { name: string; from: BranchStart; edits: EditsChoice },
    signal?: AbortSignal,
  ): RemoteWork<CreateBranchOutcome>
  rename(id: ConnectionId, choice: { name: string; newName: string }): Promise<RenameBranchOutcome>
  delete(id: ConnectionId, choice: { name: string; unmerged: 'ask' | 'delete' }): Promise<DeleteBranchOutcome>
  deleteRemote(
    id: ConnectionId,
    choice: { name: string; tip: ObjectId; confirmName: string },
    signal?: AbortSignal,
  ): Promise<DeleteRemoteBranchOutcome | { kind: 'name-differs' }>
  updateFromDefault(id: ConnectionId, choice: PullChoice, signal?: AbortSignal): RemoteWork<UpdateOutcome>
  mergeIntoDefault(
    id: ConnectionId,
    choice: { author: Author | null },
    signal?: AbortSignal,
  ): RemoteWork<MergeIntoDefaultOutcome>
  bringBack(id: ConnectionId): Promise<BringBackOutcome>
  dropLeftEdits(id: ConnectionId, branch: string): Promise<{ restorePoint: RestorePoint | null }>
}

export interface BranchesParts {
  connections: ConnectionStore
  git: GitOperations
  work: CloneWork
}

export function createBranches({ connections, git, work }: BranchesParts): Branches {
  const { inClone, atServer, fromDiskFirst, streamed, repositoryChanged, contentChanged } = work
  const remoteOf = (id: ConnectionId): string => work.connection(id).remote.name

  /** A remote branch is asked for at its server; others are checked out of what is here, where that is enough. */
  const from = <R>(
    id: ConnectionId,
    start: BranchStart,
    signal: AbortSignal,
    checkOut: (place: Place<RemoteAccess | null>) => Promise<R | NeedsServer>,
  ): Promise<R> =>
    fromDiskFirst<R>(id, signal, async (place) =>
      start.kind === 'remote' && place.access === null ? { kind: 'needs-server' } : checkOut(place),
    )

  const following = async <O extends CreateBranchOutcome>(id: ConnectionId, outcome: O): Promise<O> => {
    if (outcome.kind !== 'switched') return outcome
    if (work.connection(id).branch !== outcome.branch) await connections.change(id, { branch: outcome.branch })
    await settleDefinitionRoot(id, connections, git)
    return outcome
  }
  const checkedOut = <O extends CreateBranchOutcome>(
    id: ConnectionId,
    start: BranchStart,
    signal: AbortSignal | undefined,
    checkOut: (place: Place<RemoteAccess | null>, options: CallOptions) => Promise<O | NeedsServer>,
  ): RemoteWork<O> =>
    streamed(
      signal,
      async (options) => following(id, await from<O>(id, start, options.signal, (place) => checkOut(place, options))),
      () => contentChanged(id),
    )

  return {
    list: (id, signal) => inClone(id, (workspace) => git.listBranches({ workspace, remote: remoteOf(id) }, abortable(signal))),
    ask: (id, signal) =>
      atServer(id, signal, ({ workspace, access }) => git.askBranches({ workspace, access }, abortable(signal))),
    details: (id, refs, signal) =>
      inClone(id, (workspace) => git.describeBranches({ workspace, remote: remoteOf(id), refs }, abortable(signal))),
    switch: (id, { to, edits }, signal) =>
      checkedOut<SwitchOutcome>(id, to, signal, (place, options) => git.switchBranch({ ...place, to, edits }, options)),
    create: (id, { name, from: start, edits }, signal) =>
      checkedOut<CreateBranchOutcome>(id, start, signal, (place, options) =>
        git.createBranch({ ...place, name, from: start, edits }, options),
      ),
    rename: async (id, { name, newName }) => {
      try {
        const outcome = await inClone(id, (workspace) => git.renameBranch({ workspace, name, newName }))
        if (outcome.kind === 'renamed' && work.connection(id).branch === name) {
          await connections.change(id, { branch: newName })
        }
        return outcome
      } finally {
        repositoryChanged(id)
      }
    },
    delete: async (id, { name, unmerged }) => {
      try {
        return await inClone(id, (workspace) => git.deleteBranch({ workspace, remote: remoteOf(id), name, unmerged }))
      } finally {
        repositoryChanged(id)
      }
    },
    deleteRemote: async (id, { name, tip, confirmName }, signal) => {
      if (confirmName.trim() !== name) return { kind: 'name-differs' }
      try {
        return await atServer(id, signal, ({ workspace, access }) =>
          git.deleteRemoteBranch({ workspace, access, name, tip }, abortable(signal)),
        )
      } finally {
        repositoryChanged(id)
      }
    },
    updateFromDefault: (id, { otherFiles, author }, signal) =>
      streamed(
        signal,
        async (options) => {
          const settled = settledPolicy(connections, id, otherFiles)
          const outcome = await atServer(id, options.signal, ({ workspace, access }) =>
            git.updateFromDefault({ workspace, access, otherFiles: settled, author }, options),
          )
          await settleDefinitionRoot(id, connections, git)
          return outcome
        },
        () => contentChanged(id),
      ),
    mergeIntoDefault: (id, { author }, signal) =>
      streamed(
        signal,
        (options) =>
          atServer(id, options.signal, ({ workspace, access }) => git.mergeIntoDefault({ workspace, access, author }, options)),
        () => repositoryChanged(id),
      ),
    bringBack: async (id) => {
      try {
        return await inClone(id, (workspace) => git.bringBackEdits(workspace))
      } finally {
        contentChanged(id)
      }
    },
    dropLeftEdits: async (id, branch) => {
      try {
        return await inClone(id, (workspace) => git.dropLeftEdits({ workspace, branch }))
      } finally {
        repositoryChanged(id)
      }
    },
  }
}
