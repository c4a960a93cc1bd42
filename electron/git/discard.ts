import { Failure } from '#electron/failure.ts'
import type { RestorePoint, RestorePointReason } from '#shared/domain/repository.ts'
import type { CallOptions, Workspace } from './contract.ts'
import { withFilteredAsStored } from './managed/stored-form.ts'
import { requireOwned } from './owned-folders.ts'
import { refuseDuringForeignOperation } from './repository/foreign-operation.ts'
import { headCommit, readHead, readHeadRef } from './repository/head.ts'
import type { Repo } from './repository/repo.ts'
import { keepFiles } from './restore-points.ts'
import { keepStagedOnly } from './staged-only.ts'
import { settleEarlier } from './transaction/recover.ts'
import { applyTransaction } from './transaction/transaction.ts'
import { findChanges } from './working-folder/changes.ts'

/**
 * Puts the given files back to the last commit, in the working folder and in the index; new ones are removed. What they were
 * is kept in a restore point first, and in one of its own what was staged of them besides. Other paths and other people's index
 * entries are not touched.
 * Failures: NOT_FOUND (`file`) where none of the paths is changed, OPERATION_IN_PROGRESS, FILTERED_FILE, and those of
 * `applyTransaction`. A path outside the connection's folders throws.
 */
export async function discard(
  repo: Repo,
  input: { workspace: Pick<Workspace, 'directories'>; paths: string[]; reason?: RestorePointReason },
  options: CallOptions = {},
): Promise<{ restorePoint: RestorePoint }> {
  requireOwned(input.workspace.directories, input.paths)
  await settleEarlier(repo)
  refuseDuringForeignOperation(repo)
  const wanted = new Set(input.paths)
  const all = await findChanges(repo, input.workspace.directories, { signal: options.signal })
  const changes = all.filter(({ path }) => wanted.has(path))
  if (changes.length === 0) throw new Failure('NOT_FOUND', { what: 'file' })
  const reason = input.reason ?? 'discard'
  const head = readHead(repo)
  await keepStagedOnly(repo, { reason, branch: head.kind === 'detached' ? null : head.branch, changes })
  const kept = await keepFiles(repo, { reason, paths: changes.map(({ path }) => path) }, options)
  repo.reached('discard:restore-point-made')
  const tip = headCommit(head)
  const files = withFilteredAsStored(
    repo,
    changes.map(({ path, before }) => ({ path, before: kept.entries.get(path) ?? null, after: before })),
  )
  await applyTransaction(repo, {
    name: 'discard',
    branchRef: readHeadRef(repo),
    from: tip,
    to: tip,
    reflog: 'discard',
    files,
    writeFiles: 'write',
    index: 'follow',
    onProgress: options.onProgress,
  })
  return { restorePoint: kept.point }
}
