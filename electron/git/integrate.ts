import type { ObjectId } from '#shared/domain/ids.ts'
import type { Author, CollidingFile, PullOutcome } from '#shared/domain/repository.ts'
import type { CallOptions, Workspace } from './contract.ts'
import { type IncomingChanges, incomingChanges } from './managed/incoming.ts'
import { conflictedPaths, mergeCommits } from './merging/merge-commits.ts'
import { type CommitObject, serializeCommit } from './objects/model.ts'
import { isOwned } from './owned-folders.ts'
import { configuredPerson, sign } from './repository/author.ts'
import { readCommitSummary } from './repository/head.ts'
import { countAheadBehind } from './repository/history.ts'
import type { RemoteBranch } from './repository/remote-branch.ts'
import type { Repo } from './repository/repo.ts'
import { makeRestorePoint } from './restore-points.ts'
import { applyTransaction } from './transaction/transaction.ts'
import { findNewCommits } from './transport/missing-objects.ts'
import { findFilesOutOfPlace, findUncommittedCollisions } from './working-folder/uncommitted-collisions.ts'

/** What a person said of how commits may come in. */
export interface IntegrateInput {
  workspace: Pick<Workspace, 'directories'>
  otherFiles: 'ask' | 'update'
  /** Signs a merge commit where Git's configuration names nobody; null where nobody said. */
  author: Author | null
}

/** The commits that come into the checked-out branch, and how that is told. */
export interface Incoming {
  theirs: ObjectId
  /** Of the restore point. */
  reason: 'pull' | 'merge'
  reflog: { forward: string; merge: string }
  /** Of a merge commit. */
  message: string
}

interface MergePlan {
  kind: 'merge'
  tree: ObjectId
  commits: number
  author: Author
  committer: Author
}

/** What the branch becomes, worked out without changing anything. */
type Plan =
  | { kind: 'forward'; to: ObjectId; tree: ObjectId; commits: number }
  | MergePlan
  | Exclude<PullOutcome, { kind: 'fast-forwarded' | 'merged' }>

/**
 * Brings the checked-out branch up to commits that are all here: by moving it forward, or by a merge commit where both moved and
 * nothing collides (docs/adr/0005). Whatever collides, with commits or with edits, stops it before a byte changes. To be called
 * alone in the repository. Failures: those of `applyTransaction`.
 */
export async function integrate(
  repo: Repo,
  at: Pick<RemoteBranch, 'local' | 'localRef'>,
  incoming: Incoming,
  input: IntegrateInput,
  options: CallOptions,
): Promise<PullOutcome> {
  options.onProgress?.({ stage: 'merging', done: 0, total: null, unit: 'files' })
  const plan = planFor(repo, input, at.local, incoming.theirs)
  if (plan.kind !== 'forward' && plan.kind !== 'merge') return plan

  const oldTree = at.local === null ? null : repo.objects.readCommit(at.local).tree
  const { files, leftOut } = incomingChanges(repo, oldTree, plan.tree)
  const refusal = refuse(repo, input, { files, leftOut })
  if (refusal) return refusal

  await makeRestorePoint(repo, { workspace: input.workspace, reason: incoming.reason }, options)
  repo.reached('pull:restore-point-made')
  const to = plan.kind === 'forward' ? plan.to : writeMergeCommit(repo, at.local, incoming, plan)
  if (plan.kind === 'merge') repo.reached('pull:merge-commit-written')
  options.signal?.throwIfAborted()
  await applyTransaction(repo, {
    name: 'pull',
    branchRef: at.localRef,
    from: at.local,
    to,
    reflog: incoming.reflog[plan.kind],
    files,
    leftOut,
    writeFiles: 'write',
    index: 'follow',
    onProgress: options.onProgress,
  })
  const paths = files.map((file) => file.path).sort()
  const { commits } = plan
  if (plan.kind === 'forward') return { kind: 'fast-forwarded', commits, paths }
  return { kind: 'merged', commit: readCommitSummary(repo, to), commits, paths }
}

function planFor(repo: Repo, input: IntegrateInput, local: ObjectId | null, upstream: ObjectId): Plan {
  const theirTree = repo.objects.readCommit(upstream).tree
  if (local === null) {
    return { kind: 'forward', to: upstream, tree: theirTree, commits: findNewCommits(repo, upstream, []).length }
  }
  const { ahead, behind } = countAheadBehind(repo, local, upstream)
  if (behind === 0) return { kind: 'up-to-date' }
  if (ahead === 0) return { kind: 'forward', to: upstream, tree: theirTree, commits: behind }
  const merge = mergeCommits(repo, { mine: local, theirs: upstream })
  if (merge.kind === 'unrelated-histories') return merge
  if (merge.kind === 'conflicted') {
    return { kind: 'collides', files: conflictedPaths(merge).map((path) => colliding(input, path, 'both-committed')) }
  }
  const author = configuredPerson(repo, 'author') ?? input.author
  const committer = configuredPerson(repo, 'committer') ?? author
  if (!author || !committer) return { kind: 'author-needed' }
  return { kind: 'merge', tree: merge.tree, commits: behind, author, committer }
}

function refuse(repo: Repo, input: IntegrateInput, { files, leftOut }: IncomingChanges): PullOutcome | null {
  const others = files.filter((change) => !isOwned(input.workspace.directories, change.path))
  if (others.length > 0 && input.otherFiles === 'ask') {
    return { kind: 'touches-other-files', paths: others.map((change) => change.path).sort() }
  }
  const inTheWay = [...findUncommittedCollisions(repo, files), ...findFilesOutOfPlace(repo, leftOut, files)]
  if (inTheWay.length === 0) return null
  return { kind: 'collides', files: inTheWay.sort().map((path) => colliding(input, path, 'uncommitted')) }
}

function colliding(input: IntegrateInput, path: string, reason: CollidingFile['reason']): CollidingFile {
  return { path, reason, owned: isOwned(input.workspace.directories, path) }
}

function writeMergeCommit(
  repo: Repo,
  local: ObjectId | null,
  { theirs, message }: Incoming,
  { tree, author, committer }: MergePlan,
): ObjectId {
  if (local === null) throw new Error('Nothing to merge with.')
  const commit: CommitObject = {
    tree,
    parents: [local, theirs],
    author: sign(repo, author),
    committer: sign(repo, committer),
    message,
  }
  return repo.objects.write('commit', serializeCommit(commit))
}
