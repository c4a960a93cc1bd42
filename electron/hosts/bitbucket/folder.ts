import type { HostedEntry, RepositoryPath } from '#shared/domain/hosting.ts'
import { Failure } from '../../failure.ts'
import { safePath, slashed } from '../safe-path.ts'
import { TreeEntry } from './answers.ts'
import { findBranch } from './branches.ts'
import { type BitbucketContext, repositoryPath } from './context.ts'
import { getPage } from './pages.ts'

/**
 * What lies directly in a folder (`/src/{commit}/{path}`); null where folder or branch is not there. The branch is turned
 * into its commit first: its name may have slashes, and all pages are of one commit.
 */
export async function readFolder(
  context: BitbucketContext,
  path: RepositoryPath,
  place: { branch: string; path: string },
  signal?: AbortSignal,
): Promise<HostedEntry[] | null> {
  const commit = (await findBranch(context, path, place.branch, signal))?.target?.hash
  if (!commit) return null
  const entries: HostedEntry[] = []
  const seen = new Set<string | null>()
  let cursor: string | null = null
  do {
    seen.add(cursor)
    const page: FolderPage | null = await readPage(context, path, { commit, path: place.path }, cursor, signal)
    if (page === null) return null
    entries.push(...page.items.map(toEntry))
    cursor = page.next
  } while (cursor !== null && !seen.has(cursor))
  return entries
}

interface FolderPage {
  items: TreeEntry[]
  next: string | null
}

/** Null where nothing is there, or a file: that comes as it is, in the place of a list. */
async function readPage(
  { rest, domain }: BitbucketContext,
  path: RepositoryPath,
  place: { commit: string; path: string },
  cursor: string | null,
  signal: AbortSignal | undefined,
): Promise<FolderPage | null> {
  const folder = safePath`/src/${place.commit}/${slashed(place.path)}` + (place.path === '' ? '' : '/')
  try {
    return await getPage(rest, domain, {
      path: repositoryPath(path) + folder,
      item: TreeEntry,
      query: { pagelen: 100 },
      cursor,
      allow: [404],
      signal,
    })
  } catch (error) {
    const failure = error instanceof Failure ? error.toValue() : null
    if (failure?.code === 'REMOTE_FAILED' && failure.data.status === 200) return null
    throw error
  }
}

function toEntry({ type, path, attributes }: TreeEntry): HostedEntry {
  return { name: path.slice(path.lastIndexOf('/') + 1), path, kind: kindOf(type, attributes ?? []) }
}

function kindOf(type: string, attributes: readonly string[]): HostedEntry['kind'] {
  if (attributes.includes('subrepository')) return 'submodule'
  if (attributes.includes('link')) return 'link'
  return type === 'commit_directory' ? 'folder' : 'file'
}
