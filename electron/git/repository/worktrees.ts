import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { type Repo, readConfig } from './repo.ts'
import { isMissing } from './system-failure.ts'

const BRANCHES = 'refs/heads/'
/** What names a branch while a working tree has it in hand though its HEAD is detached (as `git branch` asks, branch.c). */
const IN_HAND = ['rebase-merge/head-name', 'rebase-apply/head-name', 'BISECT_START']

/**
 * Short names of the branches that other working trees of this repository have checked out, or are rebasing or bisecting
 * (gitrepository-layout, "worktrees"). Nobody else may move those.
 */
export function branchesElsewhere(repo: Repo): Set<string> {
  const names = new Set<string>()
  for (const gitdir of otherGitFolders(repo)) {
    const head = readText(join(gitdir, 'HEAD'))
    if (head?.startsWith(`ref: ${BRANCHES}`)) names.add(head.slice(`ref: ${BRANCHES}`.length))
    for (const file of IN_HAND) {
      const name = readText(join(gitdir, file))
      if (name) names.add(name.startsWith(BRANCHES) ? name.slice(BRANCHES.length) : name)
    }
  }
  return names
}

function otherGitFolders(repo: Repo): string[] {
  const linked = folderNames(join(repo.commondir, 'worktrees')).map((name) => join(repo.commondir, 'worktrees', name))
  // A bare repository has no working tree of its own; its HEAD only names the default branch.
  const main = readConfig(repo).bool('core.bare') === true ? [] : [repo.commondir]
  return [...main, ...linked].filter((folder) => relative(folder, repo.gitdir) !== '')
}

function folderNames(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch (error) {
    if (isMissing(error)) return []
    throw error
  }
}

function readText(file: string): string | null {
  try {
    return readFileSync(file, 'utf8').trim()
  } catch {
    return null
  }
}
