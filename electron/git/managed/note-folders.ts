import { mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { withValues } from '../config/config-text.ts'
import { editConfig } from '../config/edit-config.ts'
import { managedFolders } from '../repository/managed.ts'
import type { Repo } from '../repository/repo.ts'
import { systemFailure } from '../repository/system-failure.ts'
import { conePatterns } from './cone.ts'

/**
 * Notes which folders a managed clone has in its working folder, for Git (`info/sparse-checkout`) and for Graft (`graft.folder`).
 * May be repeated. Failures: REPOSITORY_BUSY, NO_PERMISSION, DISK_FULL.
 */
export async function noteFolders(repo: Repo, folders: readonly string[]): Promise<void> {
  const file = join(repo.gitdir, 'info', 'sparse-checkout')
  try {
    mkdirSync(join(repo.gitdir, 'info'), { recursive: true })
    writeFileSync(`${file}.graft`, conePatterns(folders))
    renameSync(`${file}.graft`, file)
  } catch (error) {
    throw systemFailure(error, '.git/info/sparse-checkout')
  }
  if (managedFolders(repo)?.join('\n') === folders.join('\n')) return
  await editConfig(repo, (text) => withValues(text, { section: 'graft', subsection: null, name: 'folder' }, folders))
}
