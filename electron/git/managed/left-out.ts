import { findEntry } from '../index/index-file.ts'
import { readIndex } from '../index/read-index.ts'
import { managedFolders } from '../repository/managed.ts'
import type { Repo } from '../repository/repo.ts'

/**
 * Whether a managed clone leaves the path out of its working folder, so that its absence there says nothing: it may be on the
 * branch. False for what lies in the connection's folders, and in any other clone.
 */
export function mayBeLeftOut(repo: Repo, path: string): boolean {
  const folders = managedFolders(repo)
  if (folders === null || folders.some((folder) => path.startsWith(`${folder}/`))) return false
  const index = readIndex(repo)
  if (findEntry(index, path)) return true
  for (let slash = path.indexOf('/'); slash > 0; slash = path.indexOf('/', slash + 1)) {
    if (findEntry(index, path.slice(0, slash + 1))) return true
  }
  return false
}
