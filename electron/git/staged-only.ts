import type { RestorePoint, RestorePointReason } from '#shared/domain/repository.ts'
import { findEntry } from './index/index-file.ts'
import { readIndex } from './index/read-index.ts'
import type { Repo } from './repository/repo.ts'
import { keepEntries } from './restore-points.ts'
import type { PlannedEntry } from './transaction/transaction.ts'
import type { OwnedChange } from './working-folder/changes.ts'
import { openConversion } from './working-folder/conversion.ts'
import { lstatWorking, storedForm } from './working-folder/working-file.ts'

/**
 * Keeps what was staged of files that go back to what is committed, where that is neither what is committed nor what lies in the
 * working folder: the index forgets it. `branch` is null for a detached HEAD. Null where there is nothing of the kind.
 */
export async function keepStagedOnly(
  repo: Repo,
  { reason, branch, changes }: { reason: RestorePointReason; branch: string | null; changes: readonly OwnedChange[] },
): Promise<RestorePoint | null> {
  const index = readIndex(repo)
  const conversion = openConversion(repo)
  const entries = new Map<string, PlannedEntry>()
  for (const { path, before } of changes) {
    const staged = findEntry(index, path)
    if (staged === null || staged.stage !== 0 || staged.intentToAdd) continue
    if (staged.oid === before?.oid || !repo.objects.has(staged.oid)) continue
    const stat = lstatWorking(repo, path)
    const canTell = stat !== null && conversion.filterOf(path) === null
    const isInFolder = canTell && storedForm(repo, conversion, path, stat, before).oid === staged.oid
    if (!isInFolder) entries.set(path, { oid: staged.oid, mode: staged.mode, exact: true })
  }
  return entries.size === 0 ? null : keepEntries(repo, { reason, branch, entries })
}
