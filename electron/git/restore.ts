import type { RestorePointId } from '#shared/domain/ids.ts'
import type { RestorePoint } from '#shared/domain/repository.ts'
import type { CallOptions, Workspace } from './contract.ts'
import { isOwned } from './owned-folders.ts'
import { headCommit, readHead, readHeadRef } from './repository/head.ts'
import type { Repo } from './repository/repo.ts'
import { keepFiles, readRestorePoint } from './restore-points.ts'
import { settleEarlier } from './transaction/recover.ts'
import { applyTransaction } from './transaction/transaction.ts'
import { openConversion } from './working-folder/conversion.ts'
import { holds } from './working-folder/working-write.ts'

/**
 * Puts files of a restore point back into the working folder, byte for byte; paths it noted as absent are removed. What they
 * replace is kept in another restore point first. Index and branch stay as they are. `paths: null` restores all; paths
 * that are not this connection's are passed over.
 * Failures: NOT_FOUND, and those of `applyTransaction`.
 */
export async function restore(
  repo: Repo,
  input: { workspace: Pick<Workspace, 'directories'>; id: RestorePointId; paths: string[] | null },
  options: CallOptions = {},
): Promise<{ restored: string[]; undo: RestorePoint | null; branch: string | null }> {
  await settleEarlier(repo)
  const wanted = input.paths && new Set(input.paths)
  const conversion = openConversion(repo)
  const differing = [...readRestorePoint(repo, input.id)].filter(
    ([path, entry]) =>
      isOwned(input.workspace.directories, path) &&
      (wanted === null || wanted.has(path)) &&
      !holds(repo, conversion, path, entry),
  )
  if (differing.length === 0) return { restored: [], undo: null, branch: null }
  const { point, entries } = await keepFiles(repo, { reason: 'restore', paths: differing.map(([path]) => path) }, options)
  const tip = headCommit(readHead(repo))
  await applyTransaction(repo, {
    name: 'restore',
    branchRef: readHeadRef(repo),
    from: tip,
    to: tip,
    reflog: 'restore',
    files: differing.map(([path, after]) => ({ path, before: entries.get(path) ?? null, after })),
    writeFiles: 'write',
    index: 'keep',
    onProgress: options.onProgress,
  })
  return { restored: differing.map(([path]) => path).sort(), undo: point, branch: null }
}
