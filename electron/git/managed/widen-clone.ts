import type { ObjectId } from '#shared/domain/ids.ts'
import type { CallOptions, GitOperations, RemoteAccess } from '../contract.ts'
import { MODE } from '../objects/model.ts'
import type { Exclusively } from '../pull.ts'
import { refuseDuringForeignOperation } from '../repository/foreign-operation.ts'
import { headCommit, readHead, readHeadRef } from '../repository/head.ts'
import { managedFolders } from '../repository/managed.ts'
import type { Repo } from '../repository/repo.ts'
import { settleEarlier } from '../transaction/recover.ts'
import { applyTransaction } from '../transaction/transaction.ts'
import { bringNeeded } from './bring-needed.ts'
import { fileNamesHere } from './file-names.ts'
import { withSource } from './incoming.ts'
import { diffOutlines, outlineTree } from './outline.ts'
import { withFilteredAsStored } from './stored-form.ts'
import { nextBatch } from './wanted.ts'

/**
 * Brings further folders into a managed clone's working folder, as the checked-out commit has them; those that are there stay.
 * Does nothing in a clone of the user's, or where all of them are there. Asks for the server where their objects are not here.
 * Failures: OPERATION_IN_PROGRESS, those of the transport and of `applyTransaction` (REPOSITORY_MOVED where something else lies in
 * the place of one of their files).
 */
export async function widenClone(
  repo: Repo,
  { folders, access }: Parameters<GitOperations['widenClone']>[0],
  options: CallOptions & { exclusively?: Exclusively } = {},
): Promise<Awaited<ReturnType<GitOperations['widenClone']>>> {
  const { exclusively = (work) => work() } = options
  refuseDuringForeignOperation(repo)
  const wanted = widened(repo, folders)
  if (wanted === null) return { kind: 'widened' }
  const tree = headTree(repo)
  if (tree !== null && nextBatch(repo.objects, tree, wanted.to, 'all-at-once') !== null) {
    if (access === null) return { kind: 'needs-server' }
    await bringObjects(repo, tree, wanted.to, access, options)
  }
  return exclusively(() => widen(repo, folders, options))
}

async function bringObjects(
  repo: Repo,
  tree: ObjectId,
  folders: readonly string[],
  access: RemoteAccess,
  options: CallOptions,
): Promise<void> {
  await withSource(repo, access, options, async (source) => {
    await bringNeeded(repo, source, { trees: [tree], folders, manner: 'what-differs' }, options)
  })
}

async function widen(
  repo: Repo,
  folders: readonly string[],
  options: CallOptions,
): Promise<{ kind: 'widened' } | { kind: 'needs-server' }> {
  await settleEarlier(repo)
  refuseDuringForeignOperation(repo)
  const wanted = widened(repo, folders)
  if (wanted === null) return { kind: 'widened' }
  const tree = headTree(repo)
  // The branch may have moved while the server was asked.
  if (tree !== null && nextBatch(repo.objects, tree, wanted.to, 'all-at-once') !== null) return { kind: 'needs-server' }
  const outline = (of: readonly string[]) => outlineTree(repo.objects, tree, of, fileNamesHere(repo))
  const { files, leftOut } = diffOutlines(outline(wanted.from), outline(wanted.to))
  const tip = headCommit(readHead(repo))
  await applyTransaction(repo, {
    name: 'folders',
    branchRef: readHeadRef(repo),
    from: tip,
    to: tip,
    reflog: 'folders',
    files: withFilteredAsStored(repo, files),
    leftOut,
    folders: wanted,
    writeFiles: 'write',
    index: 'follow',
    onProgress: options.onProgress,
  })
  return { kind: 'widened' }
}

/** The folders before and afterwards; null where nothing is to be brought in. */
function widened(repo: Repo, folders: readonly string[]): { from: readonly string[]; to: readonly string[] } | null {
  const from = managedFolders(repo)
  if (from === null) return null
  const tree = headTree(repo)
  const isThere = (folder: string) => from.some((each) => each === folder || folder.startsWith(`${each}/`))
  const added = folders.filter((folder) => !isThere(folder) && !isReplaced(repo, tree, folder))
  return added.length === 0 ? null : { from, to: [...from, ...added] }
}

/** Whether the commit has a file, a link or a submodule in the place of the folder or of one above it, as far as that is here. */
function isReplaced(repo: Repo, tree: ObjectId | null, folder: string): boolean {
  let at = tree
  for (const name of folder.split('/')) {
    if (at === null || !repo.objects.has(at)) return false
    const entry = repo.objects.readTree(at).find((each) => each.name === name)
    if (entry && entry.mode !== MODE.tree) return true
    at = entry?.oid ?? null
  }
  return false
}

function headTree(repo: Repo): ObjectId | null {
  const commit = headCommit(readHead(repo))
  return commit === null ? null : repo.objects.readCommit(commit).tree
}
