import { eventIterator } from '@orpc/contract'
import { z } from 'zod'
import { AmendOutcome, DiffSource, Hunk } from '../domain/history.ts'
import { ConnectionId, RestorePointId } from '../domain/ids.ts'
import {
  Author,
  CommitOnto,
  CommitOutcome,
  FetchOutcome,
  FileDiff,
  GitProgress,
  PullOutcome,
  PushOutcome,
  RepositoryStatus,
  RestorePoint,
} from '../domain/repository.ts'
import { StructureDiff } from '../domain/structure-diff.ts'
import { Whitespace } from '../domain/text-changes.ts'
import { procedure } from './base.ts'

const one = z.object({ connectionId: ConnectionId })
const oneFile = one.extend({ source: DiffSource, path: z.string().min(1).max(4096) })
const Paths = z.array(z.string().min(1).max(4096)).min(1).max(100_000)

/** Changes, commit, push and pull of one connection. */
export const sourceControl = {
  status: procedure.input(one).output(RepositoryStatus),
  diff: procedure.input(oneFile.extend({ whitespace: Whitespace.default('shown') })).output(FileDiff),
  /** The same by operations, schemas and requests instead of lines. */
  structure: procedure.input(oneFile).output(StructureDiff),
  /** One side of an image, as a `data:` address; null where it is no image or too large to show. */
  image: procedure
    .input(oneFile.extend({ side: z.enum(['before', 'after']) }))
    .output(z.object({ url: z.string().nullable() })),
  /** Puts the files back to the last commit (new ones are removed), after keeping them in a restore point. */
  discard: procedure.input(one.extend({ paths: Paths })).output(z.object({ restorePoint: RestorePoint })),
  /** Puts parts of a file back to the last commit. `version` is that of the diff they were chosen in. */
  discardHunks: procedure
    .input(
      one.extend({ path: z.string().min(1).max(4096), version: z.string().max(200), hunks: z.array(Hunk).min(1).max(10_000) }),
    )
    .output(
      z.discriminatedUnion('kind', [
        z.object({ kind: z.literal('discarded'), restorePoint: RestorePoint }),
        /** The file is not what was looked at any more. Nothing was changed. */
        z.object({ kind: z.literal('file-moved') }),
      ]),
    ),
  /** Commits the given files of the connection, nothing else, whatever is staged elsewhere. */
  commit: procedure
    .input(
      one.extend({
        paths: Paths,
        summary: z.string().trim().min(1).max(1000),
        description: z.string().max(100_000),
        author: Author.nullable(),
        /** `new-branch` makes a branch at what is checked out and commits there (C5). */
        onto: CommitOnto.default({ kind: 'current' }),
        /** `restore-point`: the edits are kept as they are first, as before a switch (C2). */
        keepFirst: z.enum(['nothing', 'restore-point']).default('nothing'),
      }),
    )
    .output(CommitOutcome),
  /** Takes the last commit, which nobody else has yet, back into a new one; `paths` may be empty to change the message alone. */
  amend: procedure
    .input(
      one.extend({
        paths: z.array(z.string().min(1).max(4096)).max(100_000),
        summary: z.string().trim().min(1).max(1000),
        description: z.string().max(100_000),
        author: Author.nullable(),
      }),
    )
    .output(AmendOutcome),
  push: procedure
    .input(one)
    .output(
      eventIterator(z.discriminatedUnion('kind', [GitProgress, z.object({ kind: z.literal('done'), outcome: PushOutcome })])),
    ),
  /**
   * `otherFiles: 'update'` lets files outside the connection's folders follow, as `git pull` would; edited ones stop it. `author`
   * signs a merge commit where Git's configuration names nobody.
   */
  pull: procedure
    .input(one.extend({ otherFiles: z.enum(['ask', 'update']), author: Author.nullable() }))
    .output(
      eventIterator(z.discriminatedUnion('kind', [GitProgress, z.object({ kind: z.literal('done'), outcome: PullOutcome })])),
    ),
  fetch: procedure
    .input(one)
    .output(
      eventIterator(z.discriminatedUnion('kind', [GitProgress, z.object({ kind: z.literal('done'), outcome: FetchOutcome })])),
    ),
  restorePoints: procedure.input(one).output(z.array(RestorePoint)),
  /** Puts the files of a restore point back; what they replace is kept in another one. */
  restore: procedure.input(one.extend({ id: RestorePointId, paths: Paths.nullable() })).output(
    z.object({
      restored: z.array(z.string()),
      undo: RestorePoint.nullable(),
      /** The branch that was made anew for a commit. */
      branch: z.string().nullable(),
    }),
  ),
}
