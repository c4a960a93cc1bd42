import type { HostedRepository, Page, RepositoryPath, WriteAccess } from '#shared/domain/hosting.ts'
import type { Listing } from '../git-host.ts'
import { advice, readAnswer } from '../read-answer.ts'
import { safePath } from '../safe-path.ts'
import { isFound } from '../search-pages.ts'
import { Ref, Repository } from './answers.ts'
import { type AzureContext, branchOf, organisationPath, repositoryPath, VERSION } from './context.ts'
import { getList } from './pages.ts'
import { readRights } from './permissions.ts'
import { webAddress } from './web-address.ts'

const PAGE_LENGTH = 60

/**
 * Repositories of a project, or of all projects where none is named, by name. The host gives them all at once; they are
 * handed on in pages, because the rights on each have to be asked for. The cursor is the name after which to go on.
 */
export async function listRepositories(
  context: AzureContext,
  place: { organisation: string; project: string | null },
  listing: Listing,
  signal?: AbortSignal,
): Promise<Page<HostedRepository>> {
  const { organisation, project } = place
  const within = organisationPath(context, organisation) + (project === null ? '' : safePath`/${project}`)
  const page = await getList(context.rest, context.domain, {
    path: `${within}/_apis/git/repositories`,
    item: Repository,
    allow: [404],
    signal,
  })
  const all = (page?.items ?? [])
    .filter(({ name }) => isFound(name, listing.search))
    .map((repository) => ({ repository, key: keyOf(repository) }))
    .filter(({ key }) => listing.cursor === null || key > listing.cursor)
    .sort((a, b) => (a.key < b.key ? -1 : 1))
  const shown = all.slice(0, PAGE_LENGTH)
  const found = shown.map(({ repository }) => repository)
  const rights = await advice(readRights(context, organisation, 'contribute', found, signal))
  return {
    items: found.map((repository) => toRepository(context, organisation, repository, rights)),
    next: all.length > PAGE_LENGTH ? (shown.at(-1)?.key ?? null) : null,
    notices: page?.notices ?? [],
  }
}

/** One repository; null where the host knows none of that name. */
export async function readRepository(
  context: AzureContext,
  path: RepositoryPath,
  signal?: AbortSignal,
): Promise<HostedRepository | null> {
  const found = await findRepository(context, path, signal)
  if (found === null) return null
  const [rights, empty] = await Promise.all([
    advice(readRights(context, path.organisation, 'contribute', [found], signal)),
    found.defaultBranch ? false : advice(hasNoBranch(context, path, signal)),
  ])
  return { ...toRepository(context, path.organisation, found, rights), empty }
}

/** What the host says of a repository; null where it knows none of that name. */
export async function findRepository(
  context: AzureContext,
  path: RepositoryPath,
  signal?: AbortSignal,
): Promise<Repository | null> {
  const answer = await context.rest.get(repositoryPath(context, path), { query: VERSION, allow: [404], signal })
  return answer.status === 404 ? null : readAnswer(Repository, answer, context.domain)
}

async function hasNoBranch(context: AzureContext, path: RepositoryPath, signal: AbortSignal | undefined): Promise<boolean> {
  const page = await getList(context.rest, context.domain, {
    path: `${repositoryPath(context, path)}/refs`,
    item: Ref,
    query: { filter: 'heads/', $top: 1 },
    allow: [404],
    signal,
  })
  return (page?.items ?? []).length === 0
}

/** Names are unique within a project, whatever the case. A line end comes before all letters, so that the shorter name does. */
function keyOf({ name, project }: Repository): string {
  return `${name.toLowerCase()}\n${project.name.toLowerCase()}`
}

/** Addresses are built, not taken over: the host's own carry the organisation as a user name, and a sign-in goes where they lead. */
function toRepository(
  context: AzureContext,
  organisation: string,
  found: Repository,
  rights: ReadonlyMap<string, boolean> | null,
): HostedRepository {
  const path = { organisation, project: found.project.name, name: found.name }
  const webUrl = webAddress(context, path, { kind: 'repository' })
  return {
    path,
    visibility: visibilityOf(found.project.visibility),
    archived: found.isDisabled === true || found.isInMaintenance === true,
    writeAccess: accessOf(rights?.get(found.id)),
    defaultBranch: branchOf(found.defaultBranch),
    empty: found.defaultBranch ? false : null,
    webUrl,
    cloneUrl: webUrl,
  }
}

function accessOf(mayContribute: boolean | undefined): WriteAccess {
  if (mayContribute === undefined) return 'unknown'
  return mayContribute ? 'yes' : 'no'
}

/** `organization` is undocumented: visible to everybody in it. */
function visibilityOf(visibility: string | null | undefined): HostedRepository['visibility'] {
  if (visibility === 'public' || visibility === 'private') return visibility
  return visibility === 'organization' ? 'internal' : 'unknown'
}
