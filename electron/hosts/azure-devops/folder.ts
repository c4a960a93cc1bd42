import type { HostedEntry, RepositoryPath } from '#shared/domain/hosting.ts'
import { Item } from './answers.ts'
import { type AzureContext, repositoryPath } from './context.ts'
import { getList } from './pages.ts'

/** What lies directly in a folder (`Items - List`); null where folder or branch is not there, and for a file. */
export async function readFolder(
  context: AzureContext,
  path: RepositoryPath,
  place: { branch: string; path: string },
  signal?: AbortSignal,
): Promise<HostedEntry[] | null> {
  const page = await getList(context.rest, context.domain, {
    path: `${repositoryPath(context, path)}/items`,
    item: Item,
    query: {
      scopePath: `/${place.path}`,
      recursionLevel: 'oneLevel',
      'versionDescriptor.version': place.branch,
      'versionDescriptor.versionType': 'branch',
    },
    allow: [404],
    signal,
  })
  if (page === null) return null
  const items = page.items.map((item) => ({ ...item, path: item.path.replace(/^\/+|\/+$/g, '') }))
  if (items.some((item) => item.path === place.path && !isFolder(item))) return null
  const prefix = place.path === '' ? '' : `${place.path}/`
  // The folder itself comes along as the first.
  return items.filter((item) => item.path !== place.path && item.path.startsWith(prefix)).map(toEntry)
}

function toEntry(item: Item): HostedEntry {
  return { name: item.path.slice(item.path.lastIndexOf('/') + 1), path: item.path, kind: kindOf(item) }
}

function kindOf(item: Item): HostedEntry['kind'] {
  if (item.gitObjectType === 'commit') return 'submodule'
  if (item.isSymLink === true) return 'link'
  return isFolder(item) ? 'folder' : 'file'
}

function isFolder({ isFolder, gitObjectType }: Item): boolean {
  return isFolder === true || gitObjectType === 'tree'
}
