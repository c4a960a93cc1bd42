import type { HostedBranch, Page, RepositoryPath } from '#shared/domain/hosting.ts'
import type { Listing } from '../git-host.ts'
import { advice } from '../read-answer.ts'
import { allPages } from '../search-pages.ts'
import { Branch, Restriction } from './answers.ts'
import { API, type DataCenterContext, repositoryPath } from './context.ts'
import { type DataCenterPage, getPage } from './pages.ts'
import { userIn } from './person.ts'
import { protectionOf } from './protection.ts'

/** Branches by name; none where the repository is not there or has no commit. */
export async function listBranches(
  context: DataCenterContext,
  path: RepositoryPath,
  listing: Listing,
  signal?: AbortSignal,
): Promise<Page<HostedBranch>> {
  const [page, rules] = await Promise.all([
    getBranches(context, path, listing, signal),
    advice(readRestrictions(context, path, signal)),
  ])
  if (page === null) return { items: [], next: null, notices: [] }
  const login = userIn(page.headers)
  return { items: page.items.map((found) => toBranch(found, rules ?? [], login)), next: page.next, notices: page.notices }
}

/** One branch. The server searches by part of the name, so pages are read until the whole name is met. */
export async function readBranch(
  context: DataCenterContext,
  path: RepositoryPath,
  name: string,
  signal?: AbortSignal,
): Promise<HostedBranch | null> {
  let cursor: string | null = null
  do {
    const page: DataCenterPage<Branch> | null = await getBranches(context, path, { search: name, cursor }, signal)
    const found = page?.items.find(({ displayId }) => displayId === name)
    if (page && found) {
      const rules = await advice(readRestrictions(context, path, signal))
      return toBranch(found, rules ?? [], userIn(page.headers))
    }
    cursor = page?.next ?? null
  } while (cursor !== null)
  return null
}

function getBranches(
  context: DataCenterContext,
  path: RepositoryPath,
  { search, cursor }: Listing,
  signal: AbortSignal | undefined,
): Promise<DataCenterPage<Branch> | null> {
  const filterText = search.trim()
  return getPage(context, {
    path: `${API}${repositoryPath(path)}/branches`,
    item: Branch,
    // `boostMatches` puts exact matches first, where the server knows it.
    query: filterText === '' ? { orderBy: 'ALPHABETICAL', limit: 100 } : { filterText, boostMatches: true, limit: 100 },
    cursor,
    allow: [404],
    signal,
  })
}

/** The rules, which the server shows to the repository's administrators alone. */
function readRestrictions(
  context: DataCenterContext,
  path: RepositoryPath,
  signal: AbortSignal | undefined,
): Promise<Restriction[]> {
  return allPages(async (cursor) => {
    const page = await getPage(context, {
      path: `/rest/branch-permissions/2.0${repositoryPath(path)}/restrictions`,
      item: Restriction,
      query: { limit: 1000 },
      cursor,
      allow: [401, 403, 404],
      signal,
    })
    return page ?? { items: [], next: null }
  })
}

function toBranch(found: Branch, rules: readonly Restriction[], login: string | null): HostedBranch {
  return {
    name: found.displayId,
    commit: found.latestCommit ?? null,
    isDefault: found.isDefault === true,
    protected: protectionOf(found.displayId, rules, login),
  }
}
