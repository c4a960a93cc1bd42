import type { HostedRepository, Page, RepositoryPath } from '#shared/domain/hosting.ts'
import type { Listing } from '../git-host.ts'
import { readAnswer } from '../read-answer.ts'
import { safePath } from '../safe-path.ts'
import { searchPages } from '../search-pages.ts'
import { Project } from './answers.ts'
import { type GitlabContext, projectPath } from './context.ts'
import { getPage } from './pages.ts'

/** Projects directly within a group (not those of its subgroups), or within a person's place. */
export async function listProjects(
  context: GitlabContext,
  namespace: string,
  listing: Listing,
  signal?: AbortSignal,
): Promise<Page<HostedRepository>> {
  const search = listing.search.trim() || null
  const query = { order_by: 'path', sort: 'asc', search, with_shared: false }
  const path = safePath`/groups/${namespace}/projects`
  const page = await getPage(context, { path, item: Project, query, cursor: listing.cursor, none: [404], signal })
  const projects = page ?? (await projectsOfPerson(context, namespace, listing.cursor, search, signal))
  return { ...projects, items: projects.items.map(hosted) }
}

/** One project; GitLab leads from its old path to the one of today. Null where it is not to be seen. */
export async function readProject(
  { rest, domain }: GitlabContext,
  path: RepositoryPath,
  signal?: AbortSignal,
): Promise<HostedRepository | null> {
  const answer = await rest.get(projectPath(path), { allow: [404], signal })
  return answer.status === 404 ? null : hosted(readAnswer(Project, answer, domain))
}

/** What is no group is a person's place: what of it this person is a member of, as owner or by invitation. */
function projectsOfPerson(
  context: GitlabContext,
  namespace: string,
  from: string | null,
  search: string | null,
  signal: AbortSignal | undefined,
): Promise<Page<Project>> {
  const query = { membership: true, order_by: 'path', sort: 'asc', search }
  return searchPages(
    async (cursor) => {
      const page = await getPage(context, { path: '/projects', item: Project, query, cursor, signal })
      const items = (page?.items ?? []).filter((project) => sameName(project.namespace.full_path, namespace))
      return { items, next: page?.next ?? null, notices: page?.notices ?? [] }
    },
    { search: '', cursor: from },
    ({ path }) => [path],
  )
}

function sameName(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase()
}

function hosted(project: Project): HostedRepository {
  return {
    path: { organisation: project.namespace.full_path, project: null, name: project.path },
    visibility: visibilityOf(project.visibility),
    archived: project.archived === true,
    writeAccess: writeAccessOf(project),
    defaultBranch: project.empty_repo === true ? null : (project.default_branch ?? null),
    empty: project.empty_repo ?? null,
    webUrl: project.web_url,
    cloneUrl: project.http_url_to_repo,
  }
}

function visibilityOf(visibility: string | null | undefined): HostedRepository['visibility'] {
  return visibility === 'public' || visibility === 'internal' || visibility === 'private' ? visibility : 'unknown'
}

const DEVELOPER = 30

/** The higher of both roles counts; a role that came by a shared group is in neither, so its lack says nothing. */
function writeAccessOf({ permissions }: Project): HostedRepository['writeAccess'] {
  const levels = [permissions?.project_access?.access_level, permissions?.group_access?.access_level]
  const known = levels.filter((level) => typeof level === 'number')
  if (known.length === 0) return 'unknown'
  return Math.max(...known) >= DEVELOPER ? 'yes' : 'no'
}
