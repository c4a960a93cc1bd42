import { lstatSync, readFileSync } from 'node:fs'
import { dirname, isAbsolute, join, resolve } from 'node:path'
import { Failure } from '#electron/failure.ts'
import { isForbidden, isMissing } from './system-failure.ts'

export interface GitFolder {
  gitdir: string
  commondir: string
  layout: 'clone' | 'linked-worktree'
}

/**
 * The Git folder of the working tree with this root: `.git` itself, or what a `.git` file points to
 * (gitrepository-layout). Failure: CLONE_MISSING.
 */
export function locateGitFolder(root: string): GitFolder {
  const dotGit = join(root, '.git')
  let gitdir = dotGit
  try {
    if (lstatSync(dotGit).isFile()) gitdir = readGitFile(dotGit)
    const common = readCommonFolder(gitdir)
    const { gitdir: found, commondir } = { gitdir, commondir: common ?? gitdir }
    if (!lstatSync(join(commondir, 'objects')).isDirectory()) throw missing(root, 'not-a-repository')
    return { gitdir: found, commondir, layout: common === null ? 'clone' : 'linked-worktree' }
  } catch (error) {
    if (error instanceof Failure) throw error
    if (isForbidden(error)) throw missing(root, 'no-permission', error)
    if (isMissing(error)) throw missing(root, folderExists(root) ? 'not-a-repository' : 'missing', error)
    throw error
  }
}

/** Where a `.git` file says that the Git folder lies. */
export function readGitFile(file: string): string {
  const match = /^gitdir: (.+?)\r?\n*$/s.exec(readFileSync(file, 'utf8'))
  if (!match?.[1]) throw missing(dirname(file), 'not-a-repository')
  return isAbsolute(match[1]) ? match[1] : resolve(dirname(file), match[1])
}

function readCommonFolder(gitdir: string): string | null {
  try {
    const text = readFileSync(join(gitdir, 'commondir'), 'utf8').trimEnd()
    return isAbsolute(text) ? text : resolve(gitdir, text)
  } catch (error) {
    if (isMissing(error)) return null
    throw error
  }
}

function folderExists(folder: string): boolean {
  try {
    return lstatSync(folder).isDirectory()
  } catch {
    return false
  }
}

function missing(folder: string, reason: 'missing' | 'not-a-repository' | 'no-permission', cause?: unknown): Failure {
  return new Failure('CLONE_MISSING', { folder, reason }, { cause })
}
