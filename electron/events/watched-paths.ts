import { basename, relative, sep } from 'node:path'
import { isWithin } from '../apis/safe-path.ts'
import { TEMPORARY_NAME } from '../storage/atomic-write.ts'

export interface WatchedClone {
  root: string
  /** The connection's folders and `.postman`, from the root, forward slashes. */
  folders: readonly string[]
  /** Of this working tree; may be one of several that share `commonFolder`. */
  gitFolder: string
  commonFolder: string
}

export type WatchedKind = 'content' | 'repository' | 'way' | 'nothing'

/** Files of a Git folder that tell of a commit, a switch, a staged change or a foreign merge (gitrepository-layout). */
const TELLING_NAMES = new Set([
  'HEAD',
  'index',
  'index.lock',
  'packed-refs',
  'MERGE_HEAD',
  'CHERRY_PICK_HEAD',
  'REVERT_HEAD',
  'BISECT_LOG',
  'rebase-merge',
  'rebase-apply',
  'config',
])

/** What a change at an absolute path says about a clone. `way` is a folder that only leads to something watched. */
export function watchedKind(clone: WatchedClone, path: string): WatchedKind {
  if (isWithin(clone.gitFolder, path)) return inGitFolder(clone.gitFolder, path)
  if (isWithin(clone.commonFolder, path)) return inGitFolder(clone.commonFolder, path)
  if (!isWithin(clone.root, path) || TEMPORARY_NAME.test(basename(path))) return 'nothing'
  const inside = relative(clone.root, path).split(sep).join('/')
  if (inside === '') return 'way'
  if (clone.folders.some((folder) => inside === folder || inside.startsWith(`${folder}/`))) return 'content'
  if (clone.folders.some((folder) => folder.startsWith(`${inside}/`))) return 'way'
  return 'nothing'
}

function inGitFolder(folder: string, path: string): WatchedKind {
  const parts = relative(folder, path).split(sep)
  const [first = ''] = parts
  if (first === '') return 'way'
  if (first === 'refs') return parts[1] === 'graft' || path.endsWith('.lock') ? 'nothing' : 'repository'
  return parts.length === 1 && TELLING_NAMES.has(first) ? 'repository' : 'nothing'
}
