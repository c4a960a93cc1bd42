import { lstatSync } from 'node:fs'
import type { RepositoryStatus } from '#shared/domain/repository.ts'
import { readDefaultStanding } from './branches/default-branch.ts'
import { findLeftEdits } from './branches/left-edits.ts'
import type { CallOptions, Workspace } from './contract.ts'
import { countForeignStaged } from './index/foreign-staged.ts'
import { indexFile, readIndex } from './index/read-index.ts'
import { ownedFolders } from './owned-folders.ts'
import { configuredPerson } from './repository/author.ts'
import { findForeignOperation } from './repository/foreign-operation.ts'
import { headCommit, readCommitSummary, readHead } from './repository/head.ts'
import { findHooks } from './repository/hooks.ts'
import type { Repo } from './repository/repo.ts'
import { readUpstream } from './repository/upstream.ts'
import { findChanges } from './working-folder/changes.ts'

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
    ...readDefaultStanding(repo),
    leftEdits: head.kind === 'detached' ? null : findLeftEdits(repo, head.branch),
    lockedByOther: lstatSync(`${indexFile(repo)}.lock`, { throwIfNoEntry: false }) !== undefined,
  }
}
