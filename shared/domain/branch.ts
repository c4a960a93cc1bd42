import { z } from 'zod'
import { ObjectId } from './ids.ts'
import { CollidingFile, CommitSummary, Head, LeftEdits, NameTaken, PullOutcome, RestorePoint } from './repository.ts'

/** A branch of the clone, or of the remote that the connection uses; `name` is short (`feature/pets`), also for a remote one. */
export const BranchRef = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('local'), name: z.string().min(1).max(1024) }),
  z.object({ kind: z.literal('remote'), name: z.string().min(1).max(1024) }),
])
export type BranchRef = z.infer<typeof BranchRef>

export const LocalBranch = z.object({
  name: z.string(),
  /** Null for the checked-out branch while it has no commit. */
  tip: ObjectId.nullable(),
  /** Name on the remote that it follows; `gone` where it is configured and not there any more. */
  upstream: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('none') }),
    z.object({ kind: z.literal('tracked'), name: z.string(), tip: ObjectId }),
    z.object({ kind: z.literal('gone'), name: z.string() }),
  ]),
  /** Edits that were left on it. */
  leftEdits: LeftEdits.nullable(),
  /** Checked out in another working tree of the same clone, where alone it can be worked on. */
  elsewhere: z.boolean(),
})
export type LocalBranch = z.infer<typeof LocalBranch>

export const RemoteBranch = z.object({ name: z.string(), tip: ObjectId })
export type RemoteBranch = z.infer<typeof RemoteBranch>

/** Every branch there is to switch to, sorted by name. A remote branch stays listed beside the local one that follows it. */
export const BranchList = z.object({
  head: Head,
  /** Name of the remote's default branch as the server last told; null where it never did. */
  defaultBranch: z.string().nullable(),
  local: z.array(LocalBranch),
  remote: z.array(RemoteBranch),
  /** When the server was last asked; null for never. */
  askedAt: z.iso.datetime().nullable(),
})
export type BranchList = z.infer<typeof BranchList>

/** Commits on one side only; null where history that is not here would have to be counted. */
export const AheadBehind = z.object({ ahead: z.number().int().nonnegative(), behind: z.number().int().nonnegative() })
export type AheadBehind = z.infer<typeof AheadBehind>

/** What takes longer to know of a branch than its name: asked for the rows in sight. */
export const BranchDetails = z.object({
  ref: BranchRef,
  tip: ObjectId.nullable(),
  /** Null where the commit is not in this clone. */
  lastCommit: CommitSummary.nullable(),
  againstUpstream: AheadBehind.nullable(),
  againstDefault: AheadBehind.nullable(),
})
export type BranchDetails = z.infer<typeof BranchDetails>

/** What happens to uncommitted edits when another branch is checked out (C2). `ask`: nothing is done while there are any. */
export const EditsChoice = z.enum(['ask', 'leave', 'bring'])
export type EditsChoice = z.infer<typeof EditsChoice>

/** What became of edits that had been left on the branch now checked out. */
export const ReturnedEdits = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('none') }),
  /** They are in the working folder again, byte for byte. */
  z.object({ kind: z.literal('brought-back'), paths: z.array(z.string()) }),
  /** The branch changed these files meanwhile, or edits were brought along; they wait until the person asks for them. */
  z.object({ kind: z.literal('waiting'), paths: z.array(z.string()), colliding: z.array(z.string()) }),
])
export type ReturnedEdits = z.infer<typeof ReturnedEdits>

export const SwitchOutcome = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('switched'),
    branch: z.string(),
    /** The local branch was made by this, at the remote one. */
    created: z.boolean(),
    /** Files left on the branch that was switched away from. */
    left: z.array(z.string()),
    brought: z.array(z.string()),
    returned: ReturnedEdits,
    restorePoint: RestorePoint.nullable(),
  }),
  z.object({ kind: z.literal('already-there') }),
  /** With `ask`: these files have uncommitted edits. Nothing was changed. */
  z.object({ kind: z.literal('has-edits'), paths: z.array(z.string()) }),
  /** Files that can't come along (they differ between the branches), or that others edited outside the folders. Nothing was changed. */
  z.object({ kind: z.literal('collides'), files: z.array(CollidingFile) }),
  /** The branch is not there (any more): on the remote, or in this clone. */
  z.object({ kind: z.literal('branch-missing'), ref: BranchRef }),
  /** Checked out in another working tree of the clone. */
  z.object({ kind: z.literal('in-other-worktree'), branch: z.string() }),
])
export type SwitchOutcome = z.infer<typeof SwitchOutcome>

/** Where a new branch begins: at what is checked out, or at another branch. */
export const BranchStart = z.discriminatedUnion('kind', [z.object({ kind: z.literal('head') }), ...BranchRef.options])
export type BranchStart = z.infer<typeof BranchStart>

export const CreateBranchOutcome = z.discriminatedUnion('kind', [...SwitchOutcome.options, ...NameTaken.options])
export type CreateBranchOutcome = z.infer<typeof CreateBranchOutcome>

export const RenameBranchOutcome = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('renamed') }),
  ...NameTaken.options,
  z.object({ kind: z.literal('missing') }),
  z.object({ kind: z.literal('in-other-worktree') }),
])
export type RenameBranchOutcome = z.infer<typeof RenameBranchOutcome>

export const DeleteBranchOutcome = z.discriminatedUnion('kind', [
  /** The restore point makes the branch anew, with the edits that were left on it. */
  z.object({ kind: z.literal('deleted'), restorePoint: RestorePoint }),
  /** Only this branch holds these commits, or edits were left on it. Nothing was changed. */
  z.object({
    kind: z.literal('would-lose'),
    commits: z.number().int(),
    lastCommit: CommitSummary.nullable(),
    leftEdits: LeftEdits.nullable(),
  }),
  z.object({ kind: z.literal('is-active') }),
  z.object({ kind: z.literal('is-default') }),
  z.object({ kind: z.literal('missing') }),
  z.object({ kind: z.literal('in-other-worktree') }),
])
export type DeleteBranchOutcome = z.infer<typeof DeleteBranchOutcome>

export const DeleteRemoteBranchOutcome = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('deleted') }),
  z.object({ kind: z.literal('missing') }),
  z.object({ kind: z.literal('is-default') }),
  /** Somebody pushed to it since it was listed. Nothing was deleted. */
  z.object({ kind: z.literal('moved'), tip: ObjectId }),
  z.object({ kind: z.literal('rejected'), hostWords: z.string() }),
])
export type DeleteRemoteBranchOutcome = z.infer<typeof DeleteRemoteBranchOutcome>

/** C6. As a pull, from the remote's default branch. */
export const UpdateOutcome = z.discriminatedUnion('kind', [...PullOutcome.options, z.object({ kind: z.literal('no-default') })])
export type UpdateOutcome = z.infer<typeof UpdateOutcome>

/** D7, without a pull request: the branch merged into the remote's default one, which no working folder has to hold. */
export const MergeIntoDefaultOutcome = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('merged'), into: z.string(), commit: CommitSummary, commits: z.number().int() }),
  z.object({ kind: z.literal('up-to-date'), into: z.string() }),
  /** Nothing was changed or sent: update the branch from the default one first. */
  z.object({ kind: z.literal('collides'), into: z.string(), files: z.array(CollidingFile) }),
  z.object({ kind: z.literal('remote-moved'), into: z.string() }),
  z.object({
    kind: z.literal('rejected'),
    into: z.string(),
    reason: z.enum(['protected-branch', 'file-too-large', 'workflow-scope', 'secret-found', 'commit-author', 'other']),
    hostWords: z.string(),
  }),
  z.object({ kind: z.literal('is-default') }),
  z.object({ kind: z.literal('no-default') }),
  z.object({ kind: z.literal('unrelated-histories') }),
  z.object({ kind: z.literal('author-needed') }),
])
export type MergeIntoDefaultOutcome = z.infer<typeof MergeIntoDefaultOutcome>

export const BringBackOutcome = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('brought-back'), paths: z.array(z.string()) }),
  /** The branch changed these files meanwhile, or they are edited now. Nothing was changed. */
  z.object({ kind: z.literal('collides'), paths: z.array(z.string()) }),
  z.object({ kind: z.literal('nothing-left') }),
])
export type BringBackOutcome = z.infer<typeof BringBackOutcome>

/** Whether a host lets this account push to a branch; `unknown` where nobody could be asked. */
export const BranchProtection = z.object({ name: z.string(), protected: z.enum(['no', 'partly', 'yes', 'unknown']) })
export type BranchProtection = z.infer<typeof BranchProtection>
