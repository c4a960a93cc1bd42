import { readdirSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { type Repo, readConfig } from './repo.ts'

/** Hooks that Git would run around the things Graft does, and Graft does not (githooks). */
const RELEVANT = new Set([
  'pre-commit',
  'prepare-commit-msg',
  'commit-msg',
  'post-commit',
  'pre-merge-commit',
  'post-merge',
  'post-checkout',
  'pre-push',
  'reference-transaction',
  'post-rewrite',
])

/** Names of such hooks that are there and would run. */
export function findHooks(repo: Repo): string[] {
  const configured = readConfig(repo).get('core.hookspath')
  const expanded = configured?.startsWith('~/') ? join(repo.environment.home, configured.slice(2)) : configured
  const folder = expanded === undefined ? join(repo.commondir, 'hooks') : resolve(repo.root, expanded)
  let names: string[]
  try {
    names = readdirSync(folder)
  } catch {
    return []
  }
  return names.filter((name) => RELEVANT.has(name) && isExecutable(join(folder, name))).sort()
}

function isExecutable(file: string): boolean {
  const stat = statSync(file, { throwIfNoEntry: false })
  return stat?.isFile() === true && (process.platform === 'win32' || (stat.mode & 0o111) !== 0)
}
