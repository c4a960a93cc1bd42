import type { Organisation, Page } from '#shared/domain/hosting.ts'
import type { Listing } from '../git-host.ts'
import { advice, readAnswer } from '../read-answer.ts'
import { safePath } from '../safe-path.ts'
import { isFound } from '../search-pages.ts'
import { Project } from './answers.ts'
import { API, type DataCenterContext } from './context.ts'
import { getPage } from './pages.ts'
import { userIn } from './person.ts'

/** Projects by name, and the person's own one (`~user`), which the server's list leaves out, as the first. */
export async function listProjects(
  context: DataCenterContext,
  listing: Listing,
  signal?: AbortSignal,
): Promise<Page<Organisation>> {
  const search = listing.search.trim()
  const page = await getPage(context, {
    path: `${API}/projects`,
    item: Project,
    query: { name: search === '' ? null : search, limit: 100 },
    cursor: listing.cursor,
    signal,
  })
  if (page === null) return { items: [], next: null, notices: [] }
  const login = listing.cursor === null ? userIn(page.headers) : null
  const own = login === null ? null : await advice(readProject(context, `~${login}`, signal))
  const items = page.items.filter(({ key }) => key !== own?.key).map(toOrganisation)
  if (own && [own.key, own.name ?? ''].some((name) => isFound(name, search))) items.unshift(toOrganisation(own))
  return { items, next: page.next, notices: page.notices }
}

/** One project; null where there is none. A person's own one exists from its first repository on. */
export async function readProject(context: DataCenterContext, key: string, signal?: AbortSignal): Promise<Project | null> {
  const answer = await context.rest.get(API + safePath`/projects/${key}`, { allow: [404], signal })
  return answer.status === 404 ? null : readAnswer(Project, answer, context.domain)
}

function toOrganisation({ key, name, type }: Project): Organisation {
  return { name: key, title: name ?? key, kind: type === 'PERSONAL' || key.startsWith('~') ? 'own' : 'organisation' }
}
