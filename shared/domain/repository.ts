import { z } from 'zod'
import { ObjectId, RestorePointId } from './ids.ts'
import { TextChanges, UnseenDifference } from './text-changes.ts'

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

/** Uncommitted edits that stay with a branch while another one is checked out. They never end by age. */
export const LeftEdits = z.object({ branch: z.string(), leftAt: z.iso.datetime(), paths: z.array(z.string()) })
export type LeftEdits = z.infer<typeof LeftEdits>

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
  /**
   * The branch held against the default branch of its remote, as last fetched; null where that is not known, or is the branch
   * itself. Counts are null where history that is not here would have to be counted.
   */
  defaultBranch: z
    .object({
      name: z.string(),
      ahead: z.number().int().nonnegative().nullable(),
      behind: z.number().int().nonnegative().nullable(),
    })
    .nullable(),
  /** Whether the checked-out branch is the remote's default one; null where the default is not known. */
  onDefaultBranch: z.boolean().nullable(),
  /** Whether the last commit may still be amended: no branch of the remote, as last fetched, holds it. */
  lastCommitPushed: z.boolean(),
  /** Edits that were left on this branch when it was switched away from. */
  leftEdits: LeftEdits.nullable(),
})
export type RepositoryStatus = z.infer<typeof RepositoryStatus>

/** What the first bytes of a file without text say that it is. */
export const Media = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('image'),
    format: z.enum(['png', 'jpeg', 'gif', 'webp', 'bmp', 'ico']),
    /** In pixels; null where the head of the file does not tell. */
    size: z.object({ width: z.number().int(), height: z.number().int() }).nullable(),
  }),
  z.object({ kind: z.literal('document'), format: z.enum(['pdf', 'zip', 'gzip', 'sqlite']) }),
])
export type Media = z.infer<typeof Media>

/** The two sides of one file, for a diff. Text is decoded as UTF-8 without its byte-order mark. */
export const FileSide = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('absent') }),
  z.object({ kind: z.literal('text'), text: z.string() }),
  z.object({ kind: z.literal('binary'), size: z.number(), media: Media.nullable() }),
  z.object({ kind: z.literal('too-large'), size: z.number() }),
  z.object({ kind: z.literal('lfs-pointer'), size: z.number() }),
  z.object({ kind: z.literal('symlink'), target: z.string() }),
])
export type FileSide = z.infer<typeof FileSide>

export const FileDiff = z.object({
  path: z.string(),
  before: FileSide,
  after: FileSide,
  /** Of the two texts; null where a side is none. */
  changes: TextChanges.nullable(),
  /** What differs besides the lines that are shown. */
  unseen: z.array(UnseenDifference),
  /** Names both sides together: part of a file is discarded only from the very sides that were looked at. */
  version: z.string(),
})
export type FileDiff = z.infer<typeof FileDiff>

export const RestorePointReason = z.enum([
  'discard',
  'pull',
  'disconnect',
  'restore',
  'overwrite',
  'switch',
  'merge',
  'branch-deleted',
  'amend',
  'left-edits-dropped',
  'folders-changed',
])
export type RestorePointReason = z.infer<typeof RestorePointReason>

export const RestorePoint = z.object({
  id: RestorePointId,
  reason: RestorePointReason,
  createdAt: z.iso.datetime(),
  branch: z.string().nullable(),
  paths: z.array(z.string()),
  /** A commit that no branch may hold any more: restoring all makes a branch at it. */
  commit: ObjectId.nullable(),
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

/** Why a name can't be given to a branch although it is a good one. */
export const NameTaken = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('exists'), name: z.string() }),
  /** Git keeps branches as files: `a` and `a/b` can't both be. `other` is the one in the way. */
  z.object({ kind: z.literal('clashes'), name: z.string(), other: z.string() }),
])
export type NameTaken = z.infer<typeof NameTaken>

/** Where a commit goes: to the checked-out branch, or to a new one that begins there and is checked out with it. */
export const CommitOnto = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('current') }),
  z.object({ kind: z.literal('new-branch'), name: z.string().min(1).max(1024) }),
])
export type CommitOnto = z.infer<typeof CommitOnto>

export const CommitOutcome = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('committed'), commit: CommitSummary, paths: z.array(z.string()) }),
  z.object({ kind: z.literal('nothing-to-commit') }),
  /** Git needs a name and an address, and neither the clone nor the user's configuration has them. */
  z.object({ kind: z.literal('author-needed') }),
  /** Of a commit onto a new branch. Nothing was committed. */
  ...NameTaken.options,
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
