import type { Organisation, Page } from '#shared/domain/hosting.ts'
import type { Listing } from '../git-host.ts'
import { advice } from '../read-answer.ts'
import { isFound } from '../search-pages.ts'
import { Group, Project } from './answers.ts'
import type { GitlabContext } from './context.ts'
import { getPage } from './pages.ts'
import { readPerson } from './person.ts'

/** "Developer", the least that may push ("Roles and permissions"). */
const DEVELOPER = 30

/**
 * Where projects can lie: the person's own place first, then groups with their parents (`GET /groups`), then groups of
 * projects that the person was invited to alone.
 */
export async function listGroups(context: GitlabContext, listing: Listing, signal?: AbortSignal): Promise<Page<Organisation>> {
  const search = listing.search.trim()
  const page = await getPage(context, {
    path: '/groups',
    item: Group,
    query: { min_access_level: DEVELOPER, search: search || null, order_by: 'path' },
    cursor: listing.cursor,
    signal,
  })
  const groups = (page?.items ?? []).map(({ full_path, full_name }) => organisation(full_path, full_name))
  const next = page?.next ?? null
  const notices = page?.notices ?? []
  if (listing.cursor !== null) return { items: groups, next, notices }
  const [person, namespaces] = await Promise.all([
    readPerson(context, signal),
    next === null ? namespacesOfProjects(context, search, signal) : [],
  ])
  const own: Organisation = { name: person.login, title: person.name ?? person.login, kind: 'own' }
  const known = new Set([own, ...groups].map(({ name }) => name))
  const items = [own, ...groups, ...namespaces.filter(({ name }) => !known.has(name))]
  return { items: items.filter(({ name, title }) => isFound(name, search) || isFound(title, search)), next, notices }
}

async function namespacesOfProjects(
  context: GitlabContext,
  search: string,
  signal: AbortSignal | undefined,
): Promise<Organisation[]> {
  const query = {
    membership: true,
    order_by: 'last_activity_at',
    search: search || null,
    search_namespaces: search ? true : null,
  }
  const page = await advice(getPage(context, { path: '/projects', item: Project, query, cursor: null, signal }))
  const namespaces = new Map((page?.items ?? []).map(({ namespace }) => [namespace.full_path, namespace.name ?? null]))
  return [...namespaces].map(([path, name]) => organisation(path, name))
}

function organisation(path: string, title: string | null | undefined): Organisation {
  return { name: path, title: title || path, kind: 'organisation' }
}
