import type { HostedRepository, Page, RepositoryPath, WriteAccess } from '#shared/domain/hosting.ts'
import type { Listing } from '../git-host.ts'
import { advice, readAnswer } from '../read-answer.ts'
import { safePath } from '../safe-path.ts'
import { allPages } from '../search-pages.ts'
import { Branch, Repository } from './answers.ts'
import { type BitbucketContext, repositoryPath } from './context.ts'
import { getPage, quoted } from './pages.ts'
import { webAddress } from './web-address.ts'

/** Repositories of a page: few enough to ask for the rights on all of them in a few requests. */
const PAGE_LENGTH = 50
/** Characters of a query beyond which it goes out in parts: servers and proxies refuse long addresses. */
const LONGEST_QUERY = 1500

/** A workspace's repositories that the person sees (`/repositories/{workspace}?role=member`), by name. */
export async function listRepositories(
  context: BitbucketContext,
  workspace: string,
  listing: Listing,
  signal?: AbortSignal,
): Promise<Page<HostedRepository>> {
  const search = listing.search.trim()
  const page = await getPage(context.rest, context.domain, {
    path: safePath`/repositories/${workspace}`,
    item: Repository,
    query: {
      role: 'member',
      sort: 'name',
      pagelen: PAGE_LENGTH,
      q: search === '' ? null : `name ~ ${quoted(search)}`,
    },
    cursor: listing.cursor,
    allow: [404],
    signal,
  })
  if (page === null) return { items: [], next: null, notices: [] }
  const writable = await advice(findWritable(context, workspace, page.items, signal))
  return {
    items: page.items.map((found) => toRepository(context, found, accessOf(found, writable))),
    next: page.next,
    notices: page.notices,
  }
}

/** One repository; null where Bitbucket knows none of that name. */
export async function readRepository(
  context: BitbucketContext,
  path: RepositoryPath,
  signal?: AbortSignal,
): Promise<HostedRepository | null> {
  const found = await findRepository(context, path, signal)
  if (found === null) return null
  const [writable, empty] = await Promise.all([
    advice(findWritable(context, path.organisation, [found], signal)),
    found.mainbranch?.name ? false : advice(hasNoBranch(context, path, signal)),
  ])
  return { ...toRepository(context, found, accessOf(found, writable)), empty }
}

/** What Bitbucket says of a repository; null where it knows none of that name. */
export async function findRepository(
  { rest, domain }: BitbucketContext,
  path: RepositoryPath,
  signal?: AbortSignal,
): Promise<Repository | null> {
  const answer = await rest.get(repositoryPath(path), { allow: [404], signal })
  return answer.status === 404 ? null : readAnswer(Repository, answer, domain)
}

/**
 * Full names of those repositories that the person may push to: the ones listed with the role `contributor`, Bitbucket's
 * word for write access. Asked by name, because a workspace may have thousands.
 */
async function findWritable(
  { rest, domain }: BitbucketContext,
  workspace: string,
  repositories: readonly Repository[],
  signal: AbortSignal | undefined,
): Promise<Set<string>> {
  const lists = await Promise.all(
    inParts(repositories.map((repository) => `name = ${quoted(nameOf(repository))}`)).map((q) =>
      allPages(async (cursor) => {
        const query = { role: 'contributor', pagelen: 100, q }
        const path = safePath`/repositories/${workspace}`
        return (await getPage(rest, domain, { path, item: Repository, query, cursor, signal })) ?? { items: [], next: null }
      }),
    ),
  )
  return new Set(lists.flat().map((repository) => repository.full_name.toLowerCase()))
}

/** Joins conditions by OR into as few queries as their length allows. */
function inParts(conditions: readonly string[]): string[] {
  const queries: string[] = []
  for (const condition of conditions) {
    const longer = queries.length === 0 ? condition : `${queries.at(-1)} OR ${condition}`
    if (queries.length > 0 && encodeURIComponent(longer).length <= LONGEST_QUERY) queries[queries.length - 1] = longer
    else queries.push(condition)
  }
  return queries
}

async function hasNoBranch(context: BitbucketContext, path: RepositoryPath, signal: AbortSignal | undefined): Promise<boolean> {
  const page = await getPage(context.rest, context.domain, {
    path: `${repositoryPath(path)}/refs/branches`,
    item: Branch,
    query: { pagelen: 1 },
    cursor: null,
    allow: [404],
    signal,
  })
  return (page?.items ?? []).length === 0
}

function nameOf(repository: Repository): string {
  return repository.name ?? slugOf(repository)
}

function slugOf({ full_name }: Repository): string {
  return full_name.slice(full_name.indexOf('/') + 1)
}

function accessOf(repository: Repository, writable: ReadonlySet<string> | null): WriteAccess {
  if (writable === null) return 'unknown'
  return writable.has(repository.full_name.toLowerCase()) ? 'yes' : 'no'
}

/** Addresses are built, not taken over: Bitbucket's own carry the user's name, and a sign-in goes where they lead. */
function toRepository(context: BitbucketContext, found: Repository, writeAccess: WriteAccess): HostedRepository {
  const workspace = found.full_name.slice(0, found.full_name.indexOf('/'))
  const path = { organisation: workspace, project: null, name: slugOf(found) }
  return {
    path,
    visibility: found.is_private == null ? 'unknown' : found.is_private ? 'private' : 'public',
    archived: false,
    writeAccess,
    defaultBranch: found.mainbranch?.name ?? null,
    empty: found.mainbranch?.name ? false : null,
    webUrl: webAddress(context, path, { kind: 'repository' }),
    cloneUrl: `${context.web}${safePath`/${path.organisation}/${path.name}`}.git`,
  }
}
