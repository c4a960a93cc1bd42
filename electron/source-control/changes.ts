import type { AmendOutcome, DiffSource, Hunk } from '#shared/domain/history.ts'
import type { ConnectionId } from '#shared/domain/ids.ts'
import type { Author, CommitOnto, CommitOutcome, FileDiff, RepositoryStatus, RestorePoint } from '#shared/domain/repository.ts'
import type { StructureDiff } from '#shared/domain/structure-diff.ts'
import type { Whitespace } from '#shared/domain/text-changes.ts'
import type { ConnectionStore } from '../connections/connection-store.ts'
import type { GitOperations } from '../git/contract.ts'
import { abortable, type CloneWork } from './clone-work.ts'
import { commitMessage } from './commit-message.ts'

/** A file of a connection, and what it is held against. */
export interface DiffQuestion {
  source: DiffSource
  path: string
}

export interface AmendInput {
  paths: string[]
  summary: string
  description: string
  author: Author | null
}

export interface CommitInput extends AmendInput {
  onto: CommitOnto
  /** `restore-point`: the edits are kept as they are first, as before a switch (C2). */
  keepFirst: 'nothing' | 'restore-point'
}

export interface HunkChoice {
  path: string
  /** Of the diff in which the hunks were chosen. */
  version: string
  hunks: Hunk[]
}

/** What is not committed yet: looked at, given up, committed. Fails as `CloneWork` does. */
export interface Changes {
  status(id: ConnectionId, signal?: AbortSignal): Promise<RepositoryStatus>
  diff(id: ConnectionId, question: DiffQuestion & { whitespace: Whitespace }, signal?: AbortSignal): Promise<FileDiff>
  structure(id: ConnectionId, question: DiffQuestion, signal?: AbortSignal): Promise<StructureDiff>
  image(
    id: ConnectionId,
    question: DiffQuestion & { side: 'before' | 'after' },
    signal?: AbortSignal,
  ): Promise<{ url: string | null }>
  discard(id: ConnectionId, paths: string[]): Promise<{ restorePoint: RestorePoint }>
  discardHunks(
    id: ConnectionId,
    choice: HunkChoice,
  ): Promise<{ kind: 'discarded'; restorePoint: RestorePoint } | { kind: 'file-moved' }>
  /** Commits onto what is checked out, or onto a new branch that the connection follows from then on. */
  commit(id: ConnectionId, input: CommitInput): Promise<CommitOutcome>
  amend(id: ConnectionId, input: AmendInput): Promise<AmendOutcome>
}

export interface ChangesParts {
  connections: ConnectionStore
  git: GitOperations
  work: CloneWork
}

export function createChanges({ connections, git, work }: ChangesParts): Changes {
  const { inClone, fromDiskFirst, contentChanged, repositoryChanged } = work
  return {
    status: (id, signal) => inClone(id, (workspace) => git.status(workspace, abortable(signal))),
    diff: (id, { source, path, whitespace }, signal) =>
      fromDiskFirst(id, signal, ({ workspace, access }) =>
        git.diffFile({ workspace, source, path, whitespace, access }, abortable(signal)),
      ),
    structure: (id, { source, path }, signal) =>
      fromDiskFirst(id, signal, ({ workspace, access }) =>
        git.diffStructure({ workspace, source, path, access }, abortable(signal)),
      ),
    image: async (id, { source, path, side }, signal) => {
      const { url } = await fromDiskFirst(id, signal, ({ workspace, access }) =>
        git.readImage({ workspace, source, path, side, access }, abortable(signal)),
      )
      return { url }
    },
    discard: async (id, paths) => {
      try {
        return await inClone(id, (workspace) => git.discard({ workspace, paths }))
      } finally {
        contentChanged(id)
      }
    },
    discardHunks: async (id, { path, version, hunks }) => {
      try {
        return await inClone(id, (workspace) => git.discardHunks({ workspace, path, version, hunks }))
      } finally {
        contentChanged(id)
      }
    },
    commit: async (id, { paths, summary, description, author, onto, keepFirst }) => {
      const message = commitMessage(summary, description)
      try {
        const outcome = await inClone(id, async (workspace) => {
          if (keepFirst === 'restore-point') await git.makeRestorePoint({ workspace, reason: 'switch' })
          return git.commit({ workspace, paths, message, author, onto })
        })
        if (outcome.kind === 'committed' && onto.kind === 'new-branch') await connections.change(id, { branch: onto.name })
        return outcome
      } finally {
        repositoryChanged(id)
      }
    },
    amend: async (id, { paths, summary, description, author }) => {
      const message = commitMessage(summary, description)
      try {
        return await inClone(id, (workspace) => git.amend({ workspace, paths, message, author }))
      } finally {
        repositoryChanged(id)
      }
    },
  }
}
