import { eventIterator } from '@orpc/contract'
import { z } from 'zod'
import { ConnectionId, RestorePointId } from '../domain/ids.ts'
import {
  Author,
  CommitOutcome,
  FetchOutcome,
  FileDiff,
  GitProgress,
  PullOutcome,
  PushOutcome,
  RepositoryStatus,
  RestorePoint,
} from '../domain/repository.ts'
import { procedure } from './base.ts'

const one = z.object({ connectionId: ConnectionId })
const Paths = z.array(z.string().min(1).max(4096)).min(1).max(100_000)

/** Changes, commit, push and pull of one connection. */
export const sourceControl = {
  status: procedure.input(one).output(RepositoryStatus),
  diff: procedure.input(one.extend({ path: z.string() })).output(FileDiff),
  /** Puts the files back to the last commit (new ones are removed), after keeping them in a restore point. */
  discard: procedure.input(one.extend({ paths: Paths })).output(z.object({ restorePoint: RestorePoint })),
  /** Commits the given files of the connection, nothing else, whatever is staged elsewhere. */
  commit: procedure
    .input(
      one.extend({
        paths: Paths,
        summary: z.string().trim().min(1).max(1000),
        description: z.string().max(100_000),
        author: Author.nullable(),
      }),
    )
    .output(CommitOutcome),
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
  restore: procedure
    .input(one.extend({ id: RestorePointId, paths: Paths.nullable() }))
    .output(z.object({ restored: z.array(z.string()), undo: RestorePoint.nullable() })),
}
