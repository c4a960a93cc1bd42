import type { HostedEntry, RepositoryPath } from '#shared/domain/hosting.ts'
import { allPages } from '../search-pages.ts'
import { TreeEntry } from './answers.ts'
import { type GitlabContext, projectPath } from './context.ts'
import { getPage } from './pages.ts'

/** What lies directly in a folder of a branch, all pages of it; null where there is no such folder. */
export async function readFolder(
  context: GitlabContext,
  path: RepositoryPath,
  place: { branch: string; path: string },
  signal?: AbortSignal,
): Promise<HostedEntry[] | null> {
  let missing = false
  const entries = await allPages(async (cursor) => {
    const page = await getPage(context, {
      path: `${projectPath(path)}/repository/tree`,
      item: TreeEntry,
      query: { ref: place.branch, path: place.path || null, pagination: 'keyset' },
      cursor,
      none: [404],
      signal,
    })
    missing ||= page === null
    return page ?? { items: [], next: null }
  })
  if (missing) return null
  // Servers before 17.7 answer an empty list for a folder that is not there, and Git keeps no empty folders.
  if (entries.length === 0 && place.path !== '') return null
  return entries.map((entry) => ({ name: entry.name, path: entry.path, kind: kindOf(entry) }))
}

function kindOf({ type, mode }: TreeEntry): HostedEntry['kind'] {
  if (type === 'tree') return 'folder'
  if (type === 'commit') return 'submodule'
  return mode === '120000' ? 'link' : 'file'
}
