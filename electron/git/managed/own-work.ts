import { lstatSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { CallOptions, Workspace } from '../contract.ts'
import { entriesBelow } from '../index/index-file.ts'
import { readIndex } from '../index/read-index.ts'
import { flattenTree } from '../objects/trees.ts'
import { ownedFolders } from '../owned-folders.ts'
import { headCommit, readHead } from '../repository/head.ts'
import { managedFolders } from '../repository/managed.ts'
import { listRefs } from '../repository/refs.ts'
import { type Repo, readConfig } from '../repository/repo.ts'
import { isMissing } from '../repository/system-failure.ts'
import { status } from '../status.ts'
import { findNewCommits } from '../transport/missing-objects.ts'

/**
 * Whether a managed clone holds anything that is nowhere else: changes, files that Git ignores or that lie beside the connection's
 * folders, whatever was staged or begun, another working tree, a ref (a branch, a tag, a stash, a restore point) whose commits the
 * server is not known to have. Failures: as `status`.
 */
export async function holdsOwnWork(
  repo: Repo,
  workspace: Pick<Workspace, 'directories'>,
  options: CallOptions = {},
): Promise<boolean> {
  const { changes, foreignStaged, operation } = await status(repo, workspace, options)
  if (changes.length > 0 || foreignStaged > 0 || operation !== null) return true
  // Folders that the connection had before are looked through as well.
  return hasOwnCommits(repo) || hasOwnFiles(repo, managedFolders(repo) ?? ownedFolders(workspace.directories))
}

function hasOwnCommits(repo: Repo): boolean {
  if (namesIn(join(repo.commondir, 'worktrees')).length > 0) return true
  const refs = listRefs(repo, 'refs/')
  const isShared = ({ name }: { name: string }) => name.startsWith('refs/remotes/')
  const shared = refs.filter(isShared).map(({ oid }) => oid)
  const head = headCommit(readHead(repo))
  const others = refs.filter((ref) => !isShared(ref)).map(({ oid }) => oid)
  return [...others, ...(head === null ? [] : [head])].some(
    (oid) => repo.objects.read(oid).type !== 'commit' || findNewCommits(repo, oid, shared).length > 0,
  )
}

/** Whether anything lies in the working folder that the last commit does not hold, or that Git was told not to look at. */
function hasOwnFiles(repo: Repo, folders: readonly string[]): boolean {
  const head = headCommit(readHead(repo))
  const tree = head === null ? null : repo.objects.readCommit(head).tree
  const committed = new Set(folders.flatMap((folder) => [...flattenTree(repo.objects, tree, folder).keys()]))
  const index = readIndex(repo)
  const entries = folders.flatMap((folder) => entriesBelow(index, folder))
  const unseen = new Set(entries.filter((entry) => entry.assumeValid || entry.skipWorktree).map(({ path }) => path))
  const compose = readConfig(repo).bool('core.precomposeunicode') ?? false
  const isOwn = (path: string): boolean => {
    if (path === '.git') return false
    if (lstatSync(join(repo.root, path)).isDirectory())
      return namesIn(join(repo.root, path)).some((name) => isOwn(`${path}/${name}`))
    const known = compose ? path.normalize('NFC') : path
    return !committed.has(known) || unseen.has(known)
  }
  return namesIn(repo.root).some(isOwn)
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch (error) {
    if (isMissing(error)) return []
    throw error
  }
}
