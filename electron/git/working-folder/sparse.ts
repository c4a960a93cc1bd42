import type { IndexEntry } from '../index/index-file.ts'
import type { Repo } from '../repository/repo.ts'
import { lstatWorking } from './working-file.ts'

/**
 * Whether a sparse checkout leaves this file out of the working folder (git-update-index, "Skip-worktree bit"). One that lies
 * there all the same is an ordinary file.
 */
export function isLeftOut(repo: Repo, path: string, entry: IndexEntry | null): boolean {
  return entry?.skipWorktree === true && lstatWorking(repo, path) === null
}
