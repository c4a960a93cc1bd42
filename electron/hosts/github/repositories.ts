import type { HostedRepository, Page, RepositoryPath } from '#shared/domain/hosting.ts'
import type { Listing } from '../git-host.ts'
import { cursorFrom, cursorQuery, nextQuery } from '../paging.ts'
import { advice, readAnswer } from '../read-answer.ts'
import { searchPages } from '../search-pages.ts'
import { FoundRepositories, Repository, ShortBranch } from './answers.ts'
import { type GithubContext, PAGING, repositoryPath } from './context.ts'
import { getPage } from './pages.ts'
import { readPerson } from './person.ts'

/** Repositories of one owner, by name; a search asks GitHub's own (`GET /search/repositories`). */
export async function listRepositories(
  context: GithubContext,
  owner: string,
  listing: Listing,
  signal?: AbortSignal,
): Promise<Page<HostedRepository>> {
  const search = listing.search.trim()
  const page =
    search === '' ? await ownedBy(context, owner, listing.cursor, signal) : await found(context, owner, listing, signal)
  return { ...page, items: page.items.map(hosted) }
}

/** One repository under its name of today, which after a renaming is another one; null where it is not to be seen. */
export async function readRepository(
  context: GithubContext,
  path: RepositoryPath,
  signal?: AbortSignal,
): Promise<HostedRepository | null> {
  const repository = await findRepository(context, path, signal)
  if (!repository) return null
  // Only a small size can mean that there is nothing, and the answer names a default branch all the same.
  const branches = repository.size === 0 ? await anyBranch(context, path, signal) : null
  const empty = repository.size === 0 ? (branches === null ? null : branches.length === 0) : false
  return { ...hosted(repository), empty, ...(empty ? { defaultBranch: null } : {}) }
}

export async function findRepository(
  { rest, domain }: GithubContext,
  path: RepositoryPath,
  signal?: AbortSignal,
): Promise<Repository | null> {
  const answer = await rest.get(repositoryPath(path), { allow: [404], signal })
  return answer.status === 404 ? null : readAnswer(Repository, answer, domain)
}

async function anyBranch(context: GithubContext, path: RepositoryPath, signal: AbortSignal | undefined) {
  const question = { path: `${repositoryPath(path)}/branches`, item: ShortBranch, cursor: null, none: [404], signal }
  return (await advice(getPage(context, question)))?.items ?? null
}

async function ownedBy(
  context: GithubContext,
  owner: string,
  cursor: string | null,
  signal: AbortSignal | undefined,
): Promise<Page<Repository>> {
  const person = await readPerson(context, signal)
  if (sameName(owner, person.login)) return mine(context, 'owner', owner, cursor, signal)
  const query = { type: 'all', sort: 'full_name' }
  const path = `/orgs/${encodeURIComponent(owner)}/repos`
  const page = await getPage(context, { path, item: Repository, query, cursor, none: [404], signal })
  // Another person's place is no organisation: what of it this person was invited to.
  return page ?? mine(context, 'collaborator', owner, cursor, signal)
}

function mine(
  context: GithubContext,
  affiliation: 'owner' | 'collaborator',
  owner: string,
  cursor: string | null,
  signal: AbortSignal | undefined,
): Promise<Page<Repository>> {
  const query = { affiliation, sort: 'full_name' }
  return searchPages(
    async (from) => {
      const page = await getPage(context, { path: '/user/repos', item: Repository, query, cursor: from, signal })
      const items = (page?.items ?? []).filter((repository) => sameName(repository.owner.login, owner))
      return { items, next: page?.next ?? null, notices: page?.notices ?? [] }
    },
    { search: '', cursor },
    ({ name }) => [name],
  )
}

/**
 * What GitHub's search finds, and first of all the repository of exactly this name: its index is behind by minutes. Search
 * answers 422 for an owner whom it does not know or show.
 */
async function found(
  context: GithubContext,
  owner: string,
  { search, cursor }: Listing,
  signal: AbortSignal | undefined,
): Promise<Page<Repository>> {
  const { rest, domain } = context
  const name = search.trim()
  const isName = /^[\w.-]+$/.test(name) && !/^\.{1,2}$/.test(name)
  const exact =
    cursor === null && isName ? await findRepository(context, { organisation: owner, project: null, name }, signal) : null
  const q = `${words(name)} in:name user:${words(owner)} fork:true`
  const query = { q, per_page: PAGING.pageSize, ...cursorQuery(cursor, PAGING.parameters) }
  const answer = await rest.get('/search/repositories', { query, allow: [422], signal })
  if (answer.status === 422) return { items: exact ? [exact] : [], next: null, notices: [] }
  const { items } = readAnswer(FoundRepositories, answer, domain)
  const others = items.filter((repository) => !isName || !sameName(repository.name, name) || exact === null)
  return {
    items: exact ? [exact, ...others] : others,
    next: cursorFrom(nextQuery(answer.headers['link']), PAGING.parameters),
    notices: answer.notices,
  }
}

/** Without what the search would take for its own language: quotes and qualifiers. */
function words(text: string): string {
  return text.replace(/[^\p{L}\p{N}_.\s-]/gu, ' ').trim()
}

function sameName(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase()
}

function hosted(repository: Repository): HostedRepository {
  const push = repository.permissions?.push
  return {
    path: { organisation: repository.owner.login, project: null, name: repository.name },
    visibility: visibilityOf(repository),
    archived: repository.archived === true || repository.disabled === true,
    writeAccess: push === true ? 'yes' : push === false ? 'no' : 'unknown',
    defaultBranch: repository.default_branch ?? null,
    empty: null,
    webUrl: repository.html_url,
    cloneUrl: repository.clone_url,
  }
}

function visibilityOf({ visibility, private: isPrivate }: Repository): HostedRepository['visibility'] {
  if (visibility === 'internal') return 'internal'
  return isPrivate ? 'private' : 'public'
}
