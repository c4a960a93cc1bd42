import { z } from 'zod'
import { ObjectId, RestorePointId } from './ids.ts'

/** Where `HEAD` points. A branch without commits is `unborn`. */
export const Head = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('branch'), branch: z.string(), commit: ObjectId }),
  z.object({ kind: z.literal('unborn'), branch: z.string() }),
  z.object({ kind: z.literal('detached'), commit: ObjectId }),
])
export type Head = z.infer<typeof Head>

/** Work that another Git client began in the clone and has not finished. */
export const ForeignOperation = z.enum(['merge', 'rebase', 'cherry-pick', 'revert', 'bisect', 'apply-mailbox'])
export type ForeignOperation = z.infer<typeof ForeignOperation>

export const CommitSummary = z.object({
  id: ObjectId,
  subject: z.string(),
  author: z.string(),
  committedAt: z.iso.datetime(),
})
export type CommitSummary = z.infer<typeof CommitSummary>

/** One changed file of the connection: the working folder held against the last commit. */
export const Change = z.object({
  /** From the root of the clone, forward slashes. */
  path: z.string(),
  kind: z.enum(['added', 'modified', 'deleted', 'type-changed', 'mode-changed', 'conflicted']),
})
export type Change = z.infer<typeof Change>

export const Upstream = z.discriminatedUnion('kind', [
  /** The branch has no remote counterpart yet; the first push makes one. */
  z.object({ kind: z.literal('none') }),
  z.object({
    kind: z.literal('tracked'),
    /** Short name, such as `origin/main`. */
    name: z.string(),
    ahead: z.number().int().nonnegative(),
    behind: z.number().int().nonnegative(),
  }),
  /** The remote branch is configured but is not there (never fetched, or deleted on the server). */
  z.object({ kind: z.literal('gone'), name: z.string() }),
])
export type Upstream = z.infer<typeof Upstream>

export const Author = z.object({ name: z.string().trim().min(1), email: z.string().trim().min(1) })
export type Author = z.infer<typeof Author>

export const RepositoryStatus = z.object({
  head: Head,
  upstream: Upstream,
  changes: z.array(Change),
  /** Files outside the connection's folders that are staged by someone else: shown, never committed. */
  foreignStaged: z.number().int().nonnegative(),
  operation: ForeignOperation.nullable(),
  lastCommit: CommitSummary.nullable(),
  /** From the clone's Git configuration; null where none is set. */
  author: Author.nullable(),
  /** Hooks that lie in the clone and that Graft does not run. */
  hooks: z.array(z.string()),
  /** An `index.lock` held by another program. */
  lockedByOther: z.boolean(),
})
export type RepositoryStatus = z.infer<typeof RepositoryStatus>

/** The two sides of one file, for a diff. Text is decoded as UTF-8 without its byte-order mark. */
export const FileSide = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('absent') }),
  z.object({ kind: z.literal('text'), text: z.string() }),
  z.object({ kind: z.literal('binary'), size: z.number() }),
  z.object({ kind: z.literal('too-large'), size: z.number() }),
  z.object({ kind: z.literal('lfs-pointer'), size: z.number() }),
  z.object({ kind: z.literal('symlink'), target: z.string() }),
])
export type FileSide = z.infer<typeof FileSide>

export const FileDiff = z.object({ path: z.string(), before: FileSide, after: FileSide })
export type FileDiff = z.infer<typeof FileDiff>

export const RestorePointReason = z.enum(['discard', 'pull', 'disconnect', 'restore', 'overwrite'])
export type RestorePointReason = z.infer<typeof RestorePointReason>

export const RestorePoint = z.object({
  id: RestorePointId,
  reason: RestorePointReason,
  createdAt: z.iso.datetime(),
  branch: z.string().nullable(),
  paths: z.array(z.string()),
})
export type RestorePoint = z.infer<typeof RestorePoint>

/** What long Git work reports while it runs. Counts are absolute; a total is null while unknown. */
export const GitProgress = z.object({
  kind: z.literal('progress'),
  stage: z.enum(['waiting', 'connecting', 'receiving', 'indexing', 'merging', 'writing', 'packing', 'sending', 'reading']),
  done: z.number().nonnegative(),
  total: z.number().nonnegative().nullable(),
  unit: z.enum(['bytes', 'objects', 'files']),
})
export type GitProgress = z.infer<typeof GitProgress>

export const CommitOutcome = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('committed'), commit: CommitSummary, paths: z.array(z.string()) }),
  z.object({ kind: z.literal('nothing-to-commit') }),
  /** Git needs a name and an address, and neither the clone nor the user's configuration has them. */
  z.object({ kind: z.literal('author-needed') }),
])
export type CommitOutcome = z.infer<typeof CommitOutcome>

export const PushOutcome = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('pushed'), commits: z.number().int(), branch: z.string(), createdBranch: z.boolean() }),
  z.object({ kind: z.literal('up-to-date') }),
  /** The remote has commits that are not here. Nothing was forced: pull first. */
  z.object({ kind: z.literal('remote-moved') }),
  /** The server refused the update. `hostWords` are its own; `reason` is what they are known to mean. */
  z.object({
    kind: z.literal('rejected'),
    reason: z.enum(['protected-branch', 'file-too-large', 'workflow-scope', 'secret-found', 'commit-author', 'other']),
    hostWords: z.string(),
  }),
])
export type PushOutcome = z.infer<typeof PushOutcome>

export const CollidingFile = z.object({
  path: z.string(),
  /** `both-committed`: both branches changed it. `uncommitted`: the incoming change would overwrite an edit not committed yet. */
  reason: z.enum(['both-committed', 'uncommitted']),
  /** Whether the file lies in the connection's own folders. */
  owned: z.boolean(),
})
export type CollidingFile = z.infer<typeof CollidingFile>

export const PullOutcome = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('up-to-date') }),
  z.object({ kind: z.literal('fast-forwarded'), commits: z.number().int(), paths: z.array(z.string()) }),
  z.object({ kind: z.literal('merged'), commit: CommitSummary, commits: z.number().int(), paths: z.array(z.string()) }),
  /** Nothing was changed on disk. */
  z.object({ kind: z.literal('collides'), files: z.array(CollidingFile) }),
  /** The incoming commits also change files outside the connection's folders. Nothing was changed; the user decides. */
  z.object({ kind: z.literal('touches-other-files'), paths: z.array(z.string()) }),
  z.object({ kind: z.literal('no-upstream') }),
  z.object({ kind: z.literal('unrelated-histories') }),
  /** Nothing collides, but the merge commit needs a name and an address, and no configuration has them. Nothing was changed. */
  z.object({ kind: z.literal('author-needed') }),
])
export type PullOutcome = z.infer<typeof PullOutcome>

export const FetchOutcome = z.object({ kind: z.literal('fetched'), upstream: Upstream })
export type FetchOutcome = z.infer<typeof FetchOutcome>
