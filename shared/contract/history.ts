import { z } from 'zod'
import { CommitFiles, HistoryPage, HistoryScope } from '../domain/history.ts'
import { ConnectionId, ObjectId } from '../domain/ids.ts'
import { RestorePoint } from '../domain/repository.ts'
import { procedure } from './base.ts'

const one = z.object({ connectionId: ConnectionId })
const oneCommit = one.extend({ commit: ObjectId })

/** Commits of the active branch. A shallow clone grows as one goes back; that asks the server. */
export const history = {
  /** `search` looks in message and author, and in the id where it could be one; empty for everything. */
  list: procedure
    .input(
      one.extend({
        scope: HistoryScope,
        search: z.string().max(1000),
        cursor: z.string().max(65_536).nullable(),
        limit: z.number().int().min(1).max(200),
      }),
    )
    .output(HistoryPage),
  files: procedure.input(oneCommit).output(CommitFiles),
  /** Puts the file back as the commit has it; what it replaces is kept in a restore point. */
  restoreFile: procedure
    .input(oneCommit.extend({ path: z.string().min(1).max(4096) }))
    .output(z.object({ restored: z.array(z.string()), undo: RestorePoint.nullable() })),
}
