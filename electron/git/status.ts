import { lstatSync } from 'node:fs'
import type { RepositoryStatus } from '#shared/domain/repository.ts'
import { configuredPerson } from './author.ts'
import { findChanges } from './changes.ts'
import type { CallOptions, Workspace } from './contract.ts'
import { findForeignOperation } from './foreign-operation.ts'
import { countForeignStaged } from './foreign-staged.ts'
import { headCommit, readCommitSummary, readHead } from './head.ts'
import { findHooks } from './hooks.ts'
import { indexFile, readIndex } from './index-file.ts'
import { ownedFolders } from './owned-folders.ts'
import type { Repo } from './repo.ts'
import { readUpstream } from './upstream.ts'

/**
 * Where the clone stands: branch, upstream, changes in the connection's folders, and whatever others began or staged. Looks
 * only at those folders; the rest of the working folder is not read.
 * Failures: REPOSITORY_DAMAGED, UNSUPPORTED_REPOSITORY, NO_PERMISSION.
 */
export async function status(
  repo: Repo,
  workspace: Pick<Workspace, 'directories'>,
  options: CallOptions = {},
): Promise<RepositoryStatus> {
  const head = readHead(repo)
  const commit = headCommit(head)
  const changes = await findChanges(repo, workspace.directories, { signal: options.signal })
  const tree = commit === null ? null : repo.objects.readCommit(commit).tree
  return {
    head,
    upstream: head.kind === 'detached' ? { kind: 'none' } : readUpstream(repo, head.branch, commit),
    changes: changes.map(({ path, kind }) => ({ path, kind })),
    foreignStaged: countForeignStaged(repo.objects, tree, readIndex(repo), ownedFolders(workspace.directories)),
    operation: findForeignOperation(repo),
    lastCommit: commit === null ? null : readCommitSummary(repo, commit),
    author: configuredPerson(repo, 'author'),
    hooks: findHooks(repo),
    lockedByOther: lstatSync(`${indexFile(repo)}.lock`, { throwIfNoEntry: false }) !== undefined,
  }
}
