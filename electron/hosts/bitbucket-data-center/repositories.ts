import type { HostedRepository, Page, RepositoryPath, WriteAccess } from '#shared/domain/hosting.ts'
import type { Listing } from '../git-host.ts'
import { advice, readAnswer } from '../read-answer.ts'
import { safePath } from '../safe-path.ts'
import { searchPages } from '../search-pages.ts'
import { Branch, DefaultBranch, type Project, Repository } from './answers.ts'
import { API, type DataCenterContext, repositoryPath } from './context.ts'
import { getPage } from './pages.ts'
import { readProject } from './projects.ts'
import { webAddress } from './web-address.ts'

const PAGE_LENGTH = 100
/** The most that the server gives in one page, and how many such pages are asked for to learn what may be pushed to. */
const RIGHTS_PAGE = { length: 1000, most: 10 }

/**
 * A project's repositories, archived ones too. They are asked for by the project's name, the only way to search them;
 * others whose project's name only holds this one are left out.
 */
export async function listRepositories(
  context: DataCenterContext,
  projectKey: string,
  listing: Listing,
  signal?: AbortSignal,
): Promise<Page<HostedRepository>> {
  const project = await readProject(context, projectKey, signal)
  if (project === null) return { items: [], next: null, notices: [] }
  const page = await searchPages(
    (cursor) => readPage(context, project, { search: listing.search.trim(), cursor }, signal),
    listing,
    ({ slug, name }) => [slug, name ?? ''],
  )
  const writable = page.items.length === 0 ? null : await advice(findWritable(context, project, listing.search, signal))
  return {
    items: page.items.map((found) => toRepository(context, found, accessOf(found, writable))),
    next: page.next,
    notices: page.notices,
  }
}

/** One repository with its default branch; null where the server knows none of that name. */
export async function readRepository(
  context: DataCenterContext,
  path: RepositoryPath,
  signal?: AbortSignal,
): Promise<HostedRepository | null> {
  const answer = await context.rest.get(API + repositoryPath(path), { allow: [404], signal })
  if (answer.status === 404) return null
  const found = readAnswer(Repository, answer, context.domain)
  const [writable, defaultBranch, empty] = await Promise.all([
    advice(findWritable(context, found.project, found.name ?? found.slug, signal)),
    readDefaultBranch(context, path, signal),
    advice(hasNoBranch(context, path, signal)),
  ])
  return { ...toRepository(context, found, accessOf(found, writable)), defaultBranch: empty ? null : defaultBranch, empty }
}

/**
 * Short name of the default branch. Null for a repository without commits, for which servers answer 204 or 404; older ones
 * know the question by another path.
 */
async function readDefaultBranch(
  { rest, domain }: DataCenterContext,
  path: RepositoryPath,
  signal: AbortSignal | undefined,
): Promise<string | null> {
  for (const question of ['/default-branch', '/branches/default']) {
    const answer = await rest.get(API + repositoryPath(path) + question, { allow: [404], signal })
    if (answer.status === 404) continue
    return answer.json === null ? null : readAnswer(DefaultBranch, answer, domain).displayId
  }
  return null
}

async function hasNoBranch(
  context: DataCenterContext,
  path: RepositoryPath,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  const page = await getPage(context, {
    path: `${API}${repositoryPath(path)}/branches`,
    item: Branch,
    query: { limit: 1 },
    cursor: null,
    allow: [404],
    signal,
  })
  return (page?.items ?? []).length === 0
}

/** People's own projects share the names of people, so their repositories are listed by the project's key. */
async function readPage(
  context: DataCenterContext,
  project: Project,
  { search, cursor }: Listing,
  signal: AbortSignal | undefined,
): Promise<Page<Repository>> {
  const page = isPersonal(project)
    ? await getPage(context, {
        path: API + safePath`/projects/${project.key}/repos`,
        item: Repository,
        query: { limit: PAGE_LENGTH },
        cursor,
        allow: [404],
        signal,
      })
    : await getPage(context, {
        path: `${API}/repos`,
        item: Repository,
        query: { ...byProject(project, search), limit: PAGE_LENGTH },
        cursor,
        signal,
      })
  if (page === null) return { items: [], next: null, notices: [] }
  const items = page.items.filter((repository) => repository.project.key === project.key)
  return { items, next: page.next, notices: page.notices }
}

/** Slugs of the repositories that the person may push to: those listed under the permission `REPO_WRITE`. */
async function findWritable(
  context: DataCenterContext,
  project: Project,
  search: string,
  signal: AbortSignal | undefined,
): Promise<Set<string>> {
  const slugs = new Set<string>()
  let cursor: string | null = null
  for (let pages = 0; pages < RIGHTS_PAGE.most; pages += 1) {
    const page: Page<Repository> | null = await getPage(context, {
      path: `${API}/repos`,
      item: Repository,
      query: { ...byProject(project, search.trim()), permission: 'REPO_WRITE', limit: RIGHTS_PAGE.length },
      cursor,
      signal,
    })
    for (const found of page?.items ?? []) if (found.project.key === project.key) slugs.add(found.slug)
    cursor = page?.next ?? null
    if (cursor === null) break
  }
  return slugs
}

/** `archived` is unknown to servers before 8.0, which leave it out of account. */
function byProject({ key, name }: Project, search: string): Record<string, string | null> {
  return { projectname: name ?? key, projectkey: key, name: search === '' ? null : search, archived: 'ALL' }
}

function isPersonal({ key, type }: Project): boolean {
  return type === 'PERSONAL' || key.startsWith('~')
}

function accessOf({ slug }: Repository, writable: ReadonlySet<string> | null): WriteAccess {
  if (writable === null) return 'unknown'
  return writable.has(slug) ? 'yes' : 'no'
}

/** Addresses are built from the domain, not taken over: a sign-in goes where they lead. */
function toRepository(context: DataCenterContext, found: Repository, writeAccess: WriteAccess): HostedRepository {
  const path = { organisation: found.project.key, project: null, name: found.slug }
  return {
    path,
    visibility: found.public == null ? 'unknown' : found.public ? 'public' : 'private',
    archived: found.archived === true || found.state === 'OFFLINE',
    writeAccess,
    defaultBranch: null,
    empty: null,
    webUrl: webAddress(context, path, { kind: 'repository' }),
    cloneUrl: `${context.domain}${safePath`/scm/${gitKey(found.project.key)}/${found.slug}`}.git`,
  }
}

/** The server's own clone addresses have the key in lower case. */
function gitKey(key: string): string {
  return key.toLowerCase()
}
