import type { ListNotice, Organisation, Page } from '#shared/domain/hosting.ts'
import { Failure } from '../../failure.ts'
import type { Listing } from '../git-host.ts'
import { advice } from '../read-answer.ts'
import { searchPages } from '../search-pages.ts'
import { OrganisationAnswer, Repository } from './answers.ts'
import type { GithubContext } from './context.ts'
import { getPage } from './pages.ts'
import { readPerson } from './person.ts'

/**
 * Where repositories can lie: the person's own place first, then organisations (`GET /user/orgs`), then owners of repositories
 * that the person was invited to. A token without `read:org` gets those owners alone, and a notice; for a fine-grained token
 * the list of organisations is empty, too.
 */
export function listOrganisations(context: GithubContext, listing: Listing, signal?: AbortSignal): Promise<Page<Organisation>> {
  return searchPages(
    (cursor) => (cursor === null ? firstPage(context, signal) : memberships(context, cursor, signal)),
    listing,
    ({ name, title }) => [name, title],
  )
}

async function firstPage(context: GithubContext, signal: AbortSignal | undefined): Promise<Page<Organisation>> {
  const [person, page] = await Promise.all([readPerson(context, signal), memberships(context, null, signal)])
  const own: Organisation = { name: person.login, title: person.name ?? person.login, kind: 'own' }
  const owners = page.next === null ? await ownersOfRepositories(context, signal) : []
  const known = new Set([own, ...page.items].map(({ name }) => name))
  const others = owners.filter((name) => !known.has(name)).map(organisation)
  return { ...page, items: [own, ...page.items, ...others] }
}

async function memberships(
  context: GithubContext,
  cursor: string | null,
  signal: AbortSignal | undefined,
): Promise<Page<Organisation>> {
  try {
    const page = await getPage(context, { path: '/user/orgs', item: OrganisationAnswer, cursor, signal })
    return {
      items: (page?.items ?? []).map(({ login }) => organisation(login)),
      next: page?.next ?? null,
      notices: page?.notices ?? [],
    }
  } catch (error) {
    if (!(error instanceof Failure) || error.code !== 'SCOPE_MISSING') throw error
    const notice: ListNotice = { kind: 'scope-hides-some', scope: 'read:org' }
    return { items: [], next: null, notices: [notice] }
  }
}

async function ownersOfRepositories(context: GithubContext, signal: AbortSignal | undefined): Promise<string[]> {
  const page = await advice(
    getPage(context, {
      path: '/user/repos',
      item: Repository,
      query: { affiliation: 'collaborator,organization_member', sort: 'pushed' },
      cursor: null,
      signal,
    }),
  )
  return [...new Set((page?.items ?? []).map(({ owner }) => owner.login))]
}

function organisation(login: string): Organisation {
  return { name: login, title: login, kind: 'organisation' }
}
