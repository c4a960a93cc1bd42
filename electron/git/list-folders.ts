import { type Dirent, lstatSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { FolderListing } from './contract.ts'
import { MODE } from './objects/model.ts'
import { knownEntryAtPath } from './objects/trees.ts'
import { headCommit, readHead } from './repository/head.ts'
import type { Repo } from './repository/repo.ts'
import { guessContent } from './working-folder/folder-content.ts'
import { openIgnoreRules } from './working-folder/ignore.ts'
import { checkPath, parentsAreFolders } from './working-folder/working-file.ts'

/**
 * The folders directly below `path` ('' is the root), in the working folder or on the checked-out branch, by name. Git
 * folders, submodules and ignored folders are left out. Failure: INVALID_PATH.
 */
export async function listFolders(repo: Repo, input: { path: string }): Promise<FolderListing[]> {
  if (input.path !== '') checkPath(input.path)
  const commit = headCommit(readHead(repo))
  const tree = commit === null ? null : repo.objects.readCommit(commit).tree
  const ignore = openIgnoreRules(repo)
  const childPath = (name: string) => (input.path === '' ? name : `${input.path}/${name}`)
  const committed = new Set(committedFolders(repo, tree, input.path))
  const working = workingFolders(repo, input.path).filter(
    (name) => committed.has(name) || !ignore.isIgnored(childPath(name), true),
  )
  return [...new Set([...committed, ...working])].sort().map((name) => {
    const path = childPath(name)
    const hasChildren = committedFolders(repo, tree, path).length > 0 || workingFolders(repo, path).length > 0
    return { name, path, hasChildren, ...countFiles(repo, path) }
  })
}

/** A partial clone says nothing of what lies in folders whose trees it lacks. */
function committedFolders(repo: Repo, tree: string | null, path: string): string[] {
  const folder = knownEntryAtPath(repo.objects, tree, path)
  if (folder?.mode !== MODE.tree || !repo.objects.has(folder.oid)) return []
  return repo.objects.readTree(folder.oid).flatMap((entry) => (entry.mode === MODE.tree ? [entry.name] : []))
}

function workingFolders(repo: Repo, path: string): string[] {
  return listWorking(repo, path).flatMap((entry) => {
    if (!entry.isDirectory() || entry.name.toLowerCase() === '.git') return []
    const isRepository = lstatSync(join(repo.root, path, entry.name, '.git'), { throwIfNoEntry: false }) !== undefined
    return isRepository ? [] : [entry.name]
  })
}

function listWorking(repo: Repo, path: string): Dirent[] {
  if (path !== '' && !parentsAreFolders(repo, `${path}/x`)) return []
  try {
    return readdirSync(join(repo.root, path), { withFileTypes: true })
  } catch {
    return []
  }
}

/** Definitions and collections that lie directly in a folder of the working tree. */
function countFiles(repo: Repo, path: string): { definitions: number; collections: number } {
  const kinds = listWorking(repo, path).flatMap((entry) =>
    entry.isFile() ? [guessContent(join(repo.root, path, entry.name))] : [],
  )
  return {
    definitions: kinds.filter((kind) => kind === 'definition').length,
    collections: kinds.filter((kind) => kind === 'collection').length,
  }
}
