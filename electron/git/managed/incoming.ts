import type { ObjectId } from '#shared/domain/ids.ts'
import { Failure } from '../../failure.ts'
import type { CallOptions, RemoteAccess } from '../contract.ts'
import { mergeCommits } from '../merging/merge-commits.ts'
import { findMergeBases } from '../repository/history.ts'
import { managedFolders } from '../repository/managed.ts'
import { readRef } from '../repository/refs.ts'
import type { RemoteBranch } from '../repository/remote-branch.ts'
import type { Repo } from '../repository/repo.ts'
import type { LeftOutChange, PlannedFile } from '../transaction/transaction.ts'
import { openLine } from '../transport/connect.ts'
import { openFetchSession } from '../transport/fetch-session.ts'
import { diffTrees } from '../trees/diff-trees.ts'
import { bringBatch, bringNeeded, type Source } from './bring-needed.ts'
import { fileNamesHere } from './file-names.ts'
import { diffOutlines, outlineTree } from './outline.ts'
import { withFilteredAsStored } from './stored-form.ts'
import { nextBatch } from './wanted.ts'

/** What a pull changes: files of the working folder, and what a managed clone knows of by its index alone. */
export interface IncomingChanges {
  files: PlannedFile[]
  leftOut: LeftOutChange[]
}

/** The changes that turn one tree into another (null is the empty one). Failures: INVALID_PATH, as `outlineTree`. */
export function incomingChanges(repo: Repo, before: ObjectId | null, after: ObjectId): IncomingChanges {
  const folders = managedFolders(repo)
  if (folders === null) return { files: diffTrees(repo.objects, before, after), leftOut: [] }
  const outline = (tree: ObjectId | null) => outlineTree(repo.objects, tree, folders, fileNamesHere(repo))
  const { files, leftOut } = diffOutlines(outline(before), outline(after))
  return { files: withFilteredAsStored(repo, files, leftOut), leftOut }
}

/**
 * Gets what a managed clone needs to take in the branch's counterpart: what its commit, and those the two have in common, hold of
 * the folders, and any other folder's tree that a merge has to look into. Does nothing, and asks nobody, in any other clone or
 * where all is here. Failures: those of the transport, DISK_FULL.
 */
export async function bringIncoming(repo: Repo, at: RemoteBranch, access: RemoteAccess, options: CallOptions): Promise<void> {
  const folders = managedFolders(repo)
  const upstream = readRef(repo, at.trackingRef)
  if (folders === null || upstream === null || upstream === at.local) return
  const treeOf = (oid: ObjectId) => repo.objects.readCommit(oid).tree
  const bases = at.local === null ? [] : findMergeBases(repo, at.local, upstream)
  const trees = [upstream, ...bases].map(treeOf)
  const lacking = () =>
    at.local === null || bases.length === 0 ? null : lackingForMerge(repo, { mine: at.local, theirs: upstream })
  const isComplete = () => trees.every((tree) => nextBatch(repo.objects, tree, folders, 'what-differs') === null)
  if (isComplete() && lacking() === null) return
  await withSource(repo, access, options, async (source) => {
    await bringNeeded(repo, source, { trees, folders, manner: 'what-differs' }, options)
    for (let tree = lacking(), last = ''; tree !== null; last = tree, tree = lacking()) {
      if (tree === last) throw new Failure('REMOTE_FAILED', { domain: access.domain, status: null, hostWords: null })
      await bringBatch(repo, source, { wants: [tree], filter: { kind: 'tree-depth', depth: 0 } }, options)
    }
  })
}

/**
 * Whether a managed clone lacks anything of what a commit holds of its folders; never true in any other clone.
 */
export function lacksOfFolders(repo: Repo, commit: ObjectId): boolean {
  const folders = managedFolders(repo)
  return folders !== null && nextBatch(repo.objects, repo.objects.readCommit(commit).tree, folders, 'what-differs') !== null
}

/** Gets what a managed clone lacks of a commit's folders; asks nobody where that is nothing. Failures: as `bringIncoming`. */
export async function bringFolders(repo: Repo, commit: ObjectId, access: RemoteAccess, options: CallOptions): Promise<void> {
  const folders = managedFolders(repo)
  if (folders === null || !lacksOfFolders(repo, commit)) return
  const { tree } = repo.objects.readCommit(commit)
  await withSource(repo, access, options, async (source) => {
    await bringNeeded(repo, source, { trees: [tree], folders, manner: 'what-differs' }, options)
  })
}

/** A tree or a file that a merge has to look into and that is not here; null where there is none. */
function lackingForMerge(repo: Repo, commits: { mine: ObjectId; theirs: ObjectId }): ObjectId | null {
  try {
    mergeCommits(repo, commits)
    return null
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    const { code, data } = error.toValue()
    if (code !== 'UNSUPPORTED_REPOSITORY' || data.feature !== 'missing-objects' || data.detail === null) throw error
    return data.detail
  }
}

/** Opens the way to the server for objects, for as long as the work takes. Does nothing over SSH. */
export async function withSource(
  repo: Repo,
  access: RemoteAccess,
  options: CallOptions,
  work: (source: Source) => Promise<void>,
): Promise<void> {
  const line = openLine(repo, access, 'fetch', options)
  // Managed clones are made over HTTP; one whose address was changed by hand lacks what it lacks.
  if (line.kind === 'ssh') return
  try {
    await work({ session: await openFetchSession(line.session), domain: access.domain })
  } finally {
    await line.session.close()
  }
}
