import { z } from 'zod'
import { ObjectId, RestorePointId } from './ids.ts'
import { CommitSummary } from './repository.ts'

/** One commit as the history shows it. */
export const HistoryCommit = z.object({
  id: ObjectId,
  parents: z.array(ObjectId),
  subject: z.string(),
  /** What follows the subject; empty where nothing does. */
  body: z.string(),
  author: z.object({ name: z.string(), email: z.string() }),
  authoredAt: z.iso.datetime(),
  committedAt: z.iso.datetime(),
  /** Whether the branch's counterpart on the remote, as last fetched, holds it; where there is none, any branch of the remote. */
  pushed: z.boolean(),
  /** Short names of tags at it. */
  tags: z.array(z.string()),
})
export type HistoryCommit = z.infer<typeof HistoryCommit>

/** Which commits: those that touch the connection's folders, or all of the branch. */
export const HistoryScope = z.enum(['api', 'all'])
export type HistoryScope = z.infer<typeof HistoryScope>

export const HistoryPage = z.object({
  commits: z.array(HistoryCommit),
  /** Handed back to get what follows; null at the branch's first commit. */
  next: z.string().max(65_536).nullable(),
  /** The tip the pages began at: when the branch has moved, the list is begun anew. */
  tip: ObjectId.nullable(),
})
export type HistoryPage = z.infer<typeof HistoryPage>

/** One file that a commit changed, held against its first parent. */
export const CommitFile = z.object({
  path: z.string(),
  kind: z.enum(['added', 'modified', 'deleted', 'renamed', 'type-changed', 'mode-changed']),
  /** Where a renamed file was before. */
  from: z.string().nullable(),
})
export type CommitFile = z.infer<typeof CommitFile>

export const CommitFiles = z.object({
  commit: HistoryCommit,
  /** Of the connection's folders; sorted by path. */
  files: z.array(CommitFile),
  /** How many more files the commit changed outside of them; null where that is not known here. */
  otherFiles: z.number().int().nullable(),
})
export type CommitFiles = z.infer<typeof CommitFiles>

/** What a diff shows: the working folder held against the last commit, a commit against its first parent, a restore point against now. */
export const DiffSource = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('working') }),
  /** `from` is where a renamed file was before. */
  z.object({ kind: z.literal('commit'), commit: ObjectId, from: z.string().min(1).max(4096).optional() }),
  z.object({ kind: z.literal('restore-point'), id: RestorePointId }),
])
export type DiffSource = z.infer<typeof DiffSource>

/** Lines of the two sides, counted from 0: `count` lines from `from`. A count of 0 is the place between two lines. */
export const LineRange = z.object({ from: z.number().int().nonnegative(), count: z.number().int().nonnegative() })
export type LineRange = z.infer<typeof LineRange>
export const Hunk = z.object({ before: LineRange, after: LineRange })
export type Hunk = z.infer<typeof Hunk>

export const AmendOutcome = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('amended'), commit: CommitSummary, paths: z.array(z.string()) }),
  /** The server has it: it stays as it is. */
  z.object({ kind: z.literal('already-pushed') }),
  z.object({ kind: z.literal('no-commit') }),
  z.object({ kind: z.literal('author-needed') }),
])
export type AmendOutcome = z.infer<typeof AmendOutcome>
