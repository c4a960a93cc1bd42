import type { DirectoryProblem, DirectoryReport, TreeFolder } from '#shared/contract/connections.ts'
import { guessContentByName } from '#shared/domain/content-by-name.ts'
import { type ResolvedDirectory, resolveDirectories, type TypedDirectories } from '#shared/domain/directories.ts'
import { isSafeRelativePath } from '#shared/domain/file-name.ts'
import type { HostedEntry, RepositoryPath } from '#shared/domain/hosting.ts'
import type { AccountId } from '#shared/domain/ids.ts'
import { Failure } from '../../failure.ts'
import type { HostingService } from '../../hosting/hosting-service.ts'
import type { DirectoryReports } from '../check-directories.ts'
import { mapSome } from './map-some.ts'

/** Where folders are looked at: a repository with an account's eyes. */
export interface HostedPlace {
  accountId: AccountId
  repository: RepositoryPath
}

/** Folders of one level that are looked into to say what they hold, and how many of them at once. */
const MOST_COUNTED = 16
const AT_ONCE = 4

/** The entries of one folder of a branch; null where it is not there. */
type List = (path: string) => Promise<HostedEntry[] | null>

/**
 * Holds what was typed for the two directories against B5: the text alone, then the branch at the host. A null branch is one
 * without commits, where nothing is in the way. Whether Git ignores a directory is known only once there is a clone.
 */
export async function checkHostedDirectories(
  hosting: HostingService,
  { accountId, repository, branch, directories }: HostedPlace & { branch: string | null; directories: TypedDirectories },
  signal?: AbortSignal,
): Promise<DirectoryReports> {
  const resolved = resolveDirectories(directories)
  const list: List =
    branch === null ? async () => null : (path) => hosting.folder(accountId, repository, { branch, path }, signal)
  return { schema: await examine(list, resolved.schema), collection: await examine(list, resolved.collection) }
}

/**
 * The folders directly below `path` ('' is the root), by name. The first of them are looked into once each; of the others it is
 * not known what they hold. Fails with `INVALID_PATH`.
 */
export async function browseHostedDirectories(
  hosting: HostingService,
  { accountId, repository, branch, path }: HostedPlace & { branch: string; path: string },
  signal?: AbortSignal,
): Promise<TreeFolder[]> {
  if (path !== '' && !isSafeRelativePath(path)) throw new Failure('INVALID_PATH', { path })
  const list: List = (folder) => hosting.folder(accountId, repository, { branch, path: folder }, signal)
  const folders = ((await list(path)) ?? [])
    .filter((entry) => entry.kind === 'folder')
    .sort((one, other) => (one.name < other.name ? -1 : 1))
  const counted = await mapSome(folders.slice(0, MOST_COUNTED), AT_ONCE, async (folder) => counts(list, folder.path))
  return folders.map(({ name, path: place }, at) => ({
    name,
    path: place,
    ...(counted[at] ?? { hasChildren: true, definitions: null, collections: null }),
  }))
}

async function examine(list: List, resolved: ResolvedDirectory): Promise<DirectoryReport> {
  if (resolved.kind === 'refused') return resolved
  const { directory } = resolved
  const problem = await obstacle(list, directory)
  if (problem === 'absent') return { kind: 'usable', directory, exists: false, definitions: 0, collections: 0 }
  if (problem) return { kind: 'refused', problem }
  const { definitions, collections } = await counts(list, directory)
  return { kind: 'usable', directory, exists: true, definitions, collections }
}

/** What stands in the way of a directory, walking down to it; null where all of it are folders. */
async function obstacle(list: List, directory: string): Promise<DirectoryProblem | 'absent' | null> {
  let parent = ''
  for (const name of directory.split('/')) {
    const entry = (await list(parent))?.find((each) => each.name === name)
    if (!entry) return 'absent'
    if (entry.kind === 'file') return { kind: 'is-a-file' }
    if (entry.kind === 'submodule') return { kind: 'submodule' }
    // Git stores nothing beyond a link, wherever it leads.
    if (entry.kind === 'link') return { kind: 'through-link' }
    parent = parent === '' ? name : `${parent}/${name}`
  }
  return null
}

async function counts(list: List, folder: string): Promise<{ hasChildren: boolean; definitions: number; collections: number }> {
  const entries = (await list(folder)) ?? []
  const areas = entries.flatMap((entry) => (entry.kind === 'file' ? [guessContentByName(folder, entry.name)] : []))
  return {
    hasChildren: entries.some((entry) => entry.kind === 'folder'),
    definitions: areas.filter((area) => area === 'schema').length,
    collections: areas.filter((area) => area === 'collection').length,
  }
}
