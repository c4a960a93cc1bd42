import { Failure } from '#electron/failure.ts'
import type { Directories } from '#shared/domain/connection.ts'
import type { ObjectId } from '#shared/domain/ids.ts'
import { parentsOf } from './managed/cone.ts'
import { type Entry, MODE } from './objects/model.ts'
import { entryAtPath } from './objects/trees.ts'
import { ownedFolders } from './owned-folders.ts'
import type { Repo } from './repository/repo.ts'
import type { PlannedFile } from './transaction/transaction.ts'
import { openConversion } from './working-folder/conversion.ts'
import { lstatWorking, storedForm } from './working-folder/working-file.ts'
import { pace } from './working-folder/working-folder.ts'

/**
 * Stores the content of working files as a commit is to hold it, and returns those that differ from `base` (null: the empty tree).
 * Failures: FILTERED_FILE, FOLDER_REPLACED, DISK_FULL.
 */
export async function storeCommittedFiles(
  repo: Repo,
  input: { directories: Directories; base: ObjectId | null; paths: readonly string[]; signal: AbortSignal | undefined },
): Promise<PlannedFile[]> {
  const files = await collect(repo, input)
  requireFolders(repo, input.base, { directories: input.directories, files })
  return files
}

/** What others put where a folder was must not give way to a file below it, wherever it lies and does not lie on the disk. */
function requireFolders(
  repo: Repo,
  base: ObjectId | null,
  { directories, files }: { directories: Directories; files: readonly PlannedFile[] },
): void {
  const folders = ownedFolders(directories).filter((folder) => files.some(({ path }) => path.startsWith(`${folder}/`)))
  for (const path of new Set(folders.flatMap((folder) => [...parentsOf(folder), folder]))) {
    const found = entryAtPath(repo.objects, base, path)
    if (found !== null && found.mode !== MODE.tree) throw new Failure('FOLDER_REPLACED', { path })
  }
}

async function collect(
  repo: Repo,
  input: { base: string | null; paths: readonly string[]; signal: AbortSignal | undefined },
): Promise<PlannedFile[]> {
  const conversion = openConversion(repo)
  const steps = pace(input.signal)
  const files: PlannedFile[] = []
  for (const path of new Set(input.paths)) {
    await steps.step()
    const found = entryAtPath(repo.objects, input.base, path)
    const before = found?.mode === MODE.tree ? null : found
    if (before?.mode === MODE.gitlink) continue
    const stat = lstatWorking(repo, path)
    let after: Entry | null = null
    if (stat) {
      const stored = storedForm(repo, conversion, path, stat, before)
      after = { oid: stored.oid, mode: stored.mode }
      if (after.oid !== before?.oid) repo.objects.write('blob', stored.content)
    }
    if (after?.oid !== before?.oid || after?.mode !== before?.mode) files.push({ path, before, after })
  }
  return files
}
