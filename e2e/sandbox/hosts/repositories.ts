import { execFileSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { createBareRepository, git, isolatedGitEnvironment } from '../git-command.ts'
import type { SandboxRepository } from './model.ts'

/** Content of a branch: file by path. */
export type BranchFiles = Readonly<Record<string, string>>

export interface NewRepository {
  path: SandboxRepository['path']
  /** Files by branch; the first branch is the default one. Nothing makes an empty repository. */
  branches?: Readonly<Record<string, BranchFiles>>
  writers?: string[]
  visibility?: SandboxRepository['visibility']
  archived?: boolean
  protectedBranches?: string[]
}

/**
 * Makes a bare repository below `folder` that answers as hosts do: partial and shallow fetches, and objects asked for by id.
 * Each branch is one commit.
 */
export function createSandboxRepository(folder: string, wanted: NewRepository): SandboxRepository {
  mkdirSync(folder, { recursive: true })
  const { organisation, project, name } = wanted.path
  const label = [organisation, project ?? '', name].map((part) => part.replace(/[^\w-]+/g, '-')).join('.')
  const bare = createBareRepository(folder, `${label}.git`)
  for (const setting of ['allowFilter', 'allowAnySHA1InWant', 'allowReachableSHA1InWant', 'allowTipSHA1InWant']) {
    git(bare, 'config', `uploadpack.${setting}`, 'true')
  }
  const branches = Object.entries(wanted.branches ?? {})
  if (branches.length > 0) importBranches(bare, branches)
  const first = branches[0]?.[0]
  if (first !== undefined) git(bare, 'symbolic-ref', 'HEAD', `refs/heads/${first}`)
  return {
    path: wanted.path,
    bare,
    visibility: wanted.visibility ?? 'private',
    archived: wanted.archived ?? false,
    writers: wanted.writers ?? [],
    protectedBranches: wanted.protectedBranches ?? [],
    pullRequests: [],
  }
}

/** Points that many more branches at the tip of `main`. */
export function addBranches(bare: string, names: readonly string[]): void {
  const tip = git(bare, 'rev-parse', 'refs/heads/main')
  const orders = names.map((name) => `create refs/heads/${name} ${tip}\n`).join('')
  execFileSync('git', ['update-ref', '--stdin'], { cwd: bare, env: isolatedGitEnvironment(), input: orders })
  git(bare, 'pack-refs', '--all')
}

/** One process for everything (`git help fast-import`). */
function importBranches(bare: string, branches: readonly [string, BranchFiles][]): void {
  const data = (text: string) => `data ${Buffer.byteLength(text)}\n${text}\n`
  const stream = branches.map(([branch, files]) => {
    const commit = `commit refs/heads/${branch}\ncommitter Ada Example <ada@example.test> 1767225600 +0000\n${data('Lay it out')}`
    const contents = Object.entries(files).map(([path, text]) => `M 100644 inline "${quoted(path)}"\n${data(text)}`)
    return `${commit}${contents.join('')}\n`
  })
  execFileSync('git', ['fast-import', '--quiet'], { cwd: bare, env: isolatedGitEnvironment(), input: stream.join('') })
}

function quoted(path: string): string {
  return path.replace(/["\\]/g, '\\$&')
}

/** Folder of a host's repositories below the host's own. */
export function repositoryFolder(hostFolder: string): string {
  return join(hostFolder, 'repositories')
}
