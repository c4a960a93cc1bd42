import type { HostedEntry, RepositoryPath } from '#shared/domain/hosting.ts'
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
    const page: { items: TreeEntry[]; next: string | null } | null = await getPage(context.rest, context.domain, {
      path: repositoryPath(path) + safePath`/src/${commit}/${slashed(place.path)}` + (place.path === '' ? '' : '/'),
      item: TreeEntry,
      query: { pagelen: 100 },
      cursor,
      allow: [404],
      signal,
    })
    if (page === null) return null
    entries.push(...page.items.map(toEntry))
    cursor = page.next
  } while (cursor !== null && !seen.has(cursor))
  return entries
}

function toEntry({ type, path, attributes }: TreeEntry): HostedEntry {
  return { name: path.slice(path.lastIndexOf('/') + 1), path, kind: kindOf(type, attributes ?? []) }
}

function kindOf(type: string, attributes: readonly string[]): HostedEntry['kind'] {
  if (attributes.includes('subrepository')) return 'submodule'
  if (attributes.includes('link')) return 'link'
  return type === 'commit_directory' ? 'folder' : 'file'
}
