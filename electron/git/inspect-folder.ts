import { existsSync, readdirSync, statSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { Failure } from '#electron/failure.ts'
import type { CloneRemote, FolderInspection } from '#shared/domain/clone.ts'
import { describeRemote } from '#shared/domain/remote-address.ts'
import type { GitConfig } from './config/config.ts'
import { headCommit, readCommitSummary, readHead } from './repository/head.ts'
import { remoteUrl } from './repository/remote-branch.ts'
import { openRepo, type RepoDeps, readConfig } from './repository/repo.ts'
import { isForbidden, isMissing } from './repository/system-failure.ts'

/** Finds out what a picked folder is, without changing anything in it. `folder` is absolute. */
export async function inspectFolder(folder: string, deps: RepoDeps): Promise<FolderInspection> {
  const path = resolve(folder)
  try {
    if (!statSync(path).isDirectory()) return { kind: 'not-a-folder' }
    readdirSync(path)
    if (isGitFolder(path)) {
      return basename(path) === '.git' ? { kind: 'inside-git-folder', root: dirname(path) } : { kind: 'bare' }
    }
    if (!existsSync(join(path, '.git'))) return lookAbove(path)
  } catch (error) {
    if (isMissing(error)) return { kind: 'missing' }
    if (isForbidden(error)) return { kind: 'no-permission' }
    throw error
  }
  try {
    return await inspectWorkingTree(path, deps)
  } catch (error) {
    return refusal(error)
  }
}

function isGitFolder(folder: string): boolean {
  return ['HEAD', 'objects', 'refs'].every((name) => existsSync(join(folder, name)))
}

/** The folder has no `.git` of its own: it may lie in a clone, or inside a Git folder. */
function lookAbove(path: string): FolderInspection {
  for (let child = path, folder = dirname(path); folder !== child; child = folder, folder = dirname(folder)) {
    if (isGitFolder(folder)) {
      return { kind: 'inside-git-folder', root: basename(folder) === '.git' ? dirname(folder) : null }
    }
    if (existsSync(join(folder, '.git'))) return { kind: 'subfolder', root: folder }
  }
  return { kind: 'not-a-repository' }
}

async function inspectWorkingTree(root: string, deps: RepoDeps): Promise<FolderInspection> {
  const repo = await openRepo(root, deps)
  const config = readConfig(repo)
  if (config.bool('core.bare')) return { kind: 'bare' }
  if (!isTrusted(root, config)) return { kind: 'broken', detail: 'dubious-ownership' }
  const head = readHead(repo)
  const commit = headCommit(head)
  return {
    kind: 'working-tree',
    layout: repo.layout,
    remotes: readRemotes(config),
    head,
    lastCommit: commit === null ? null : readCommitSummary(repo, commit),
  }
}

/** The remotes with the addresses Git would fetch from. */
export function readRemotes(config: GitConfig): CloneRemote[] {
  return config.subsections('remote').flatMap((name) => {
    const url = remoteUrl(config, name, 'fetch')
    return url ? [describeRemote(name, url)] : []
  })
}

/** Git refuses clones of other users unless `safe.directory` names them (git-config, `safe.directory`). */
function isTrusted(root: string, config: GitConfig): boolean {
  const user = process.getuid?.()
  if (user === undefined || statSync(root).uid === user) return true
  return config.all('safe.directory').some((value) => value === '*' || value === root)
}

function refusal(error: unknown): FolderInspection {
  if (isForbidden(error)) return { kind: 'no-permission' }
  if (!(error instanceof Failure)) throw error
  const { code, data } = error.toValue()
  if (code === 'UNSUPPORTED_REPOSITORY') return { kind: 'unsupported', feature: data.feature }
  if (code === 'CLONE_MISSING')
    return data.reason === 'no-permission' ? { kind: 'no-permission' } : { kind: 'broken', detail: data.reason }
  if (code === 'REPOSITORY_DAMAGED') return { kind: 'broken', detail: data.detail }
  if (code === 'NO_PERMISSION') return { kind: 'no-permission' }
  throw error
}
