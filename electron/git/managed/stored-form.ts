import { managedFolders } from '../repository/managed.ts'
import type { Repo } from '../repository/repo.ts'
import type { LeftOutChange, PlannedEntry, PlannedFile } from '../transaction/transaction.ts'
import { openConversion } from '../working-folder/conversion.ts'
import { conversionAfter } from '../working-folder/conversion-after.ts'

/**
 * In a managed clone files that a filter is set for (Git LFS and others) lie in the working folder as they are stored, so that they
 * can be pulled and put back without the filter. Elsewhere whoever made the clone decided what lies there.
 */
export function withFilteredAsStored(
  repo: Repo,
  files: readonly PlannedFile[],
  leftOut: readonly LeftOutChange[] = [],
): PlannedFile[] {
  if (managedFolders(repo) === null) return [...files]
  const now = openConversion(repo)
  const then = conversionAfter(repo, now, { files, leftOut })
  const exact = (entry: PlannedEntry | null) => entry && { ...entry, exact: true as const }
  return files.map((file) =>
    now.filterOf(file.path) === null && then.filterOf(file.path) === null
      ? file
      : { ...file, before: exact(file.before), after: exact(file.after) },
  )
}
