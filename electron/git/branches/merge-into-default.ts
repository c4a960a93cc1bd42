import type { MergeIntoDefaultOutcome } from '#shared/domain/branch.ts'
import type { Directories } from '#shared/domain/connection.ts'
import type { ObjectId } from '#shared/domain/ids.ts'
import type { Author } from '#shared/domain/repository.ts'
import { Failure } from '../../failure.ts'
import type { CallOptions, RemoteAccess, Workspace } from '../contract.ts'
import { conflictedPaths, mergeCommits } from '../merging/merge-commits.ts'
import { serializeCommit } from '../objects/model.ts'
import { isOwned } from '../owned-folders.ts'
import type { Exclusively } from '../pull.ts'
import { deliver } from '../push.ts'
import { configuredPerson, sign } from '../repository/author.ts'
import { mergedInto } from '../repository/commit-message.ts'
import { headCommit, readCommitSummary, readHead, readHeadRef } from '../repository/head.ts'
import { countAheadBehind } from '../repository/history.ts'
import { readRef } from '../repository/refs.ts'
import type { Repo } from '../repository/repo.ts'
import { branchesElsewhere } from '../repository/worktrees.ts'
import { applyTransaction } from '../transaction/transaction.ts'
import { branchNames } from './branch-names.ts'
import { standsForDefault } from './default-branch.ts'
import { type AgainstDefault, reachDefault } from './reach-default.ts'

export interface MergeInput {
  workspace: Pick<Workspace, 'directories'>
  access: RemoteAccess
  /** Signs a merge commit where Git's configuration names nobody; null where nobody said. */
  author: Author | null
}

/**
 * Merges the checked-out branch, as committed, into the remote's default one and pushes that, never by force. The merge commit is
 * made of objects alone, and only where the default branch moved on; no working folder is touched. What was noted here of the
 * default branch, and a local branch that follows it and is checked out nowhere, come after.
 * Failures: DETACHED_HEAD, those of the transport, DISK_FULL.
 */
export async function mergeIntoDefault(
  repo: Repo,
  input: MergeInput,
  options: CallOptions & { exclusively?: Exclusively } = {},
): Promise<MergeIntoDefaultOutcome> {
  const { exclusively = (work) => work() } = options
  const { access } = input
  const at = await reachDefault(repo, access, options)
  if (at === null) return { kind: 'no-default' }
  const into = at.name
  if (standsForDefault(repo, at.branch, { remote: access.remote, name: into })) return { kind: 'is-default' }
  const theirs = readRef(repo, at.trackingRef)
  if (at.local === null || theirs === null) return { kind: 'up-to-date', into }
  const { ahead, behind } = countAheadBehind(repo, at.local, theirs)
  if (ahead === 0) return { kind: 'up-to-date', into }
  options.onProgress?.({ stage: 'merging', done: 0, total: null, unit: 'files' })
  const merge = behind === 0 ? { kind: 'made' as const, commit: at.local } : writeMerge(repo, at, theirs, input)
  if (merge.kind !== 'made') return merge
  options.signal?.throwIfAborted()
  const { commit } = merge
  const delivery = await deliver(repo, at, { commit, access }, options)
  if (delivery.kind === 'rejected' || delivery.kind === 'remote-moved') return { ...delivery, into }
  await exclusively(() => bringLocalAfter(repo, { remote: access.remote, name: into, commit }))
  return { kind: 'merged', into, commit: readCommitSummary(repo, commit), commits: ahead }
}

type Merge =
  | { kind: 'made'; commit: ObjectId }
  | Extract<MergeIntoDefaultOutcome, { kind: 'collides' | 'unrelated-histories' | 'author-needed' }>

function writeMerge(repo: Repo, at: AgainstDefault, theirs: ObjectId, input: MergeInput): Merge {
  const local = at.local ?? theirs
  const merge = mergeCommits(repo, { mine: theirs, theirs: local })
  if (merge.kind === 'unrelated-histories') return merge
  if (merge.kind === 'conflicted') return collision(input.workspace.directories, at.name, conflictedPaths(merge))
  const author = configuredPerson(repo, 'author') ?? input.author
  const committer = configuredPerson(repo, 'committer') ?? author
  if (!author || !committer) return { kind: 'author-needed' }
  const commit = repo.objects.write(
    'commit',
    serializeCommit({
      tree: merge.tree,
      parents: [theirs, local],
      author: sign(repo, author),
      committer: sign(repo, committer),
      // As `git merge` words it on the default branch (git-fmt-merge-msg).
      message: `Merge branch '${at.branch}'${mergedInto(at.name)}\n`,
    }),
  )
  return { kind: 'made', commit }
}

function collision(directories: Directories, into: string, paths: readonly string[]): Merge {
  const files = paths.map((path) => ({ path, reason: 'both-committed' as const, owned: isOwned(directories, path) }))
  return { kind: 'collides', into, files }
}

/** All is delivered by now: a local branch that has work of its own, or that somebody else moves, stays where it is. */
async function bringLocalAfter(
  repo: Repo,
  { remote, name, commit }: { remote: string; name: string; commit: ObjectId },
): Promise<void> {
  const head = readHead(repo)
  const active = head.kind === 'detached' ? null : head.branch
  const elsewhere = branchesElsewhere(repo)
  const local = branchNames(repo).find((branch) => standsForDefault(repo, branch, { remote, name }))
  const from = local === undefined || local === active || elsewhere.has(local) ? null : readRef(repo, `refs/heads/${local}`)
  if (from === null || from === commit || countAheadBehind(repo, from, commit).ahead > 0) return
  const at = headCommit(head)
  try {
    await applyTransaction(repo, {
      name: 'switch',
      branchRef: readHeadRef(repo),
      from: at,
      to: at,
      reflog: '',
      refs: [{ name: `refs/heads/${local}`, from, to: commit, reflog: [{ to: commit, message: 'push: Fast-forward' }] }],
      files: [],
      writeFiles: 'working-folder-already-right',
      index: 'keep',
    })
  } catch (error) {
    if (!(error instanceof Failure)) throw error
  }
}
