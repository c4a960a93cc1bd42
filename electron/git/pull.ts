import type { ObjectId } from '#shared/domain/ids.ts'
import { withoutCredentials } from '#shared/domain/remote-address.ts'
import type { Author, CollidingFile, PullOutcome } from '#shared/domain/repository.ts'
import type { CallOptions, RemoteAccess, Workspace } from './contract.ts'
import { fetchBranch } from './fetch.ts'
import { bringIncoming, type IncomingChanges, incomingChanges } from './managed/incoming.ts'
import { type CommitObject, serializeCommit } from './objects/model.ts'
import { isOwned } from './owned-folders.ts'
import { configuredPerson, sign } from './repository/author.ts'
import { refuseDuringForeignOperation } from './repository/foreign-operation.ts'
import { readCommitSummary } from './repository/head.ts'
import { countAheadBehind, findMergeBases } from './repository/history.ts'
import { readRef } from './repository/refs.ts'
import { findRemoteBranch, type RemoteBranch, remoteUrl } from './repository/remote-branch.ts'
import { type Repo, readConfig } from './repository/repo.ts'
import { makeRestorePoint } from './restore-points.ts'
import { settleEarlier } from './transaction/recover.ts'
import { applyTransaction } from './transaction/transaction.ts'
import { findNewCommits } from './transport/missing-objects.ts'
import { mergeTrees } from './trees/merge-trees.ts'
import { findFilesOutOfPlace, findUncommittedCollisions } from './working-folder/uncommitted-collisions.ts'

export interface PullInput {
  workspace: Pick<Workspace, 'directories'>
  access: RemoteAccess
  otherFiles: 'ask' | 'update'
  /** Signs a merge commit where Git's configuration names nobody; null where nobody said. */
  author: Author | null
}

/** How the local part gets the repository for itself, once the network is done with. */
export type Exclusively = <T>(work: () => Promise<T>) => Promise<T>

/**
 * Fetches, then brings the checked-out branch up to its counterpart: by moving it forward, or by a merge commit where both moved
 * and nothing collides (docs/adr/0005). Whatever collides, with commits or with edits, stops it before a byte changes.
 * Failures: OPERATION_IN_PROGRESS, DETACHED_HEAD, those of the transport and of `applyTransaction`.
 */
export async function pullBranch(
  repo: Repo,
  input: PullInput,
  options: CallOptions & { exclusively?: Exclusively } = {},
): Promise<PullOutcome> {
  const { exclusively = (work) => work() } = options
  refuseDuringForeignOperation(repo)
  const before = findRemoteBranch(repo, input.access.remote)
  if (!follows(before)) return { kind: 'no-upstream' }
  const { mergeBase } = await fetchBranch(repo, before, input.access, options)
  if (mergeBase.kind === 'out-of-reach') throw mergeBase.because
  await bringIncoming(repo, before, input.access, options)
  repo.reached('pull:fetched')
  options.signal?.throwIfAborted()
  return exclusively(() => integrate(repo, input, options))
}

/** A branch without commits follows the one of its own name, also before anything was configured. */
function follows(at: RemoteBranch): boolean {
  return at.relation === 'tracked' || (at.relation === 'same-name' && at.local === null)
}

interface MergePlan {
  kind: 'merge'
  theirs: ObjectId
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

async function integrate(repo: Repo, input: PullInput, options: CallOptions): Promise<PullOutcome> {
  await settleEarlier(repo)
  refuseDuringForeignOperation(repo)
  const at = findRemoteBranch(repo, input.access.remote)
  const upstream = follows(at) ? readRef(repo, at.trackingRef) : null
  if (upstream === null) return { kind: 'no-upstream' }
  options.onProgress?.({ stage: 'merging', done: 0, total: null, unit: 'files' })
  const plan = planFor(repo, input, at.local, upstream)
  if (plan.kind !== 'forward' && plan.kind !== 'merge') return plan

  const oldTree = at.local === null ? null : repo.objects.readCommit(at.local).tree
  const { files, leftOut } = incomingChanges(repo, oldTree, plan.tree)
  const refusal = refuse(repo, input, { files, leftOut })
  if (refusal) return refusal

  await makeRestorePoint(repo, { workspace: input.workspace, reason: 'pull' }, options)
  repo.reached('pull:restore-point-made')
  const to = plan.kind === 'forward' ? plan.to : writeMergeCommit(repo, input.access, at, plan)
  if (plan.kind === 'merge') repo.reached('pull:merge-commit-written')
  options.signal?.throwIfAborted()
  await applyTransaction(repo, {
    name: 'pull',
    branchRef: at.localRef,
    from: at.local,
    to,
    reflog: plan.kind === 'forward' ? 'pull: Fast-forward' : 'pull: Merge',
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

function planFor(repo: Repo, input: PullInput, local: ObjectId | null, upstream: ObjectId): Plan {
  const theirTree = repo.objects.readCommit(upstream).tree
  if (local === null) {
    return { kind: 'forward', to: upstream, tree: theirTree, commits: findNewCommits(repo, upstream, []).length }
  }
  const { ahead, behind } = countAheadBehind(repo, local, upstream)
  if (behind === 0) return { kind: 'up-to-date' }
  if (ahead === 0) return { kind: 'forward', to: upstream, tree: theirTree, commits: behind }
  const bases = findMergeBases(repo, local, upstream)
  if (bases.length === 0) return { kind: 'unrelated-histories' }
  const treeOf = (oid: ObjectId) => repo.objects.readCommit(oid).tree
  const merge = mergeTrees(repo.objects, { bases: bases.map(treeOf), ours: treeOf(local), theirs: theirTree })
  if (merge.kind === 'collides') {
    return { kind: 'collides', files: merge.paths.map((path) => colliding(input, path, 'both-committed')) }
  }
  const author = configuredPerson(repo, 'author') ?? input.author
  const committer = configuredPerson(repo, 'committer') ?? author
  if (!author || !committer) return { kind: 'author-needed' }
  return { kind: 'merge', theirs: upstream, tree: merge.tree, commits: behind, author, committer }
}

function refuse(repo: Repo, input: PullInput, { files, leftOut }: IncomingChanges): PullOutcome | null {
  const others = files.filter((change) => !isOwned(input.workspace.directories, change.path))
  if (others.length > 0 && input.otherFiles === 'ask') {
    return { kind: 'touches-other-files', paths: others.map((change) => change.path).sort() }
  }
  const inTheWay = [...findUncommittedCollisions(repo, files), ...findFilesOutOfPlace(repo, leftOut, files)]
  if (inTheWay.length === 0) return null
  return { kind: 'collides', files: inTheWay.sort().map((path) => colliding(input, path, 'uncommitted')) }
}

function colliding(input: PullInput, path: string, reason: CollidingFile['reason']): CollidingFile {
  return { path, reason, owned: isOwned(input.workspace.directories, path) }
}

function writeMergeCommit(
  repo: Repo,
  access: RemoteAccess,
  at: RemoteBranch,
  { theirs, tree, author, committer }: MergePlan,
): ObjectId {
  if (at.local === null) throw new Error('Nothing to merge with.')
  const commit: CommitObject = {
    tree,
    parents: [at.local, theirs],
    author: sign(repo, author),
    committer: sign(repo, committer),
    message: mergeMessage(at, remoteUrl(readConfig(repo), access.remote, 'fetch') ?? access.remote),
  }
  return repo.objects.write('commit', serializeCommit(commit))
}

/** As `git pull` words it (git-fmt-merge-msg), with the URL as Git shortens it and without credentials. */
function mergeMessage(at: RemoteBranch, url: string): string {
  const from = withoutCredentials(url)
    .replace(/\/+$/, '')
    .replace(/\.git$/, '')
  const into = at.branch === 'master' ? '' : ` into ${at.branch}`
  return `Merge branch '${at.serverRef.replace('refs/heads/', '')}' of ${from}${into}\n`
}
