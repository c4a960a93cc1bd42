import type { Repo } from '../repository/repo.ts'
import { withBranchRenamed, withoutBranch } from './branch-sections.ts'
import { editConfig } from './edit-config.ts'

/**
 * Notes in the clone's configuration that a branch has another name (short ones), or is gone: null. May be repeated.
 * Failures: REPOSITORY_BUSY, NO_PERMISSION, DISK_FULL.
 */
export async function noteBranchMove(repo: Repo, { from, to }: { from: string; to: string | null }): Promise<void> {
  await editConfig(repo, (text) => (to === null ? withoutBranch(text, from) : withBranchRenamed(text, from, to)))
}
