import { realpathSync } from 'node:fs'
import { resolve } from 'node:path'
import { Failure } from '#electron/failure.ts'
import type { GitConfig } from '../config/config.ts'
import type { GitFolder } from './git-folder.ts'

const KNOWN_EXTENSIONS = [
  'noop',
  'preciousobjects',
  'partialclone',
  'worktreeconfig',
  'objectformat',
  'refstorage',
  'relativeworktrees',
]

/**
 * Refuses repositories that are kept in a way Graft cannot read (gitrepository-layout, "repositoryformatversion").
 * Failure: UNSUPPORTED_REPOSITORY.
 */
export function checkFormat(config: GitConfig): void {
  const refuse = (feature: 'sha256' | 'reftable' | 'unknown-extension', detail: string | null) => {
    throw new Failure('UNSUPPORTED_REPOSITORY', { feature, detail })
  }
  const version = Number(config.get('core.repositoryformatversion') ?? '0')
  if (version > 1) refuse('unknown-extension', `repositoryformatversion ${version}`)
  const objectFormat = config.get('extensions.objectformat')?.toLowerCase()
  if (objectFormat !== undefined && objectFormat !== 'sha1') refuse('sha256', objectFormat)
  const refStorage = config.get('extensions.refstorage')?.toLowerCase()
  if (refStorage !== undefined && refStorage !== 'files') refuse('reftable', refStorage)
  if (version < 1) return
  for (const name of config.names('extensions')) {
    if (!KNOWN_EXTENSIONS.includes(name)) refuse('unknown-extension', name)
  }
}

/**
 * Refuses a Git folder whose configuration says that its working tree lies elsewhere (git-config, `core.worktree`): Git would
 * look there and not at `root`. Failure: UNSUPPORTED_REPOSITORY.
 */
export function checkWorkTree(root: string, { gitdir, layout }: GitFolder, config: GitConfig): void {
  const elsewhere = config.get('core.worktree')
  // Linked working trees are told by their own files (git-worktree, "DETAILS").
  if (elsewhere === undefined || layout === 'linked-worktree' || real(resolve(gitdir, elsewhere)) === real(root)) return
  throw new Failure('UNSUPPORTED_REPOSITORY', { feature: 'unknown-extension', detail: 'core.worktree' })
}

function real(folder: string): string | null {
  try {
    return realpathSync(folder)
  } catch {
    return null
  }
}
