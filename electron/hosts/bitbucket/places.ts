import type { Organisation, Page } from '#shared/domain/hosting.ts'
import type { HostPerson, Listing } from '../git-host.ts'
import { advice, readAnswer } from '../read-answer.ts'
import { searchPages } from '../search-pages.ts'
import { User, WorkspaceAccess } from './answers.ts'
import type { BitbucketContext } from './context.ts'
import { getPage } from './pages.ts'

/** Whose the sign-in is (`/user`). Rights are in the header `X-OAuth-Scopes`, where Bitbucket sends it. */
export async function readPerson({ rest, domain }: BitbucketContext, signal?: AbortSignal): Promise<HostPerson> {
  const answer = await rest.get('/user', { signal })
  const user = readAnswer(User, answer, domain)
  const scopes = answer.headers['x-oauth-scopes']
  return {
    hostUserId: user.uuid ?? null,
    login: user.username ?? user.nickname ?? user.display_name ?? '',
    name: user.display_name ?? null,
    avatarUrl: user.links?.avatar?.href ?? null,
    scopes: scopes === undefined ? null : scopes.split(/[\s,]+/).filter((scope) => scope !== ''),
    expiresAt: null,
  }
}

/**
 * The person's workspaces (`/user/workspaces`; the lists that knew more were removed with CHANGE-2770). Bitbucket cannot
 * search them.
 */
export async function listWorkspaces(
  context: BitbucketContext,
  listing: Listing,
  signal?: AbortSignal,
): Promise<Page<Organisation>> {
  const login = (await advice(readPerson(context, signal)))?.login ?? null
  const read = async (cursor: string | null): Promise<Page<Organisation>> => {
    const page = await getPage(context.rest, context.domain, {
      path: '/user/workspaces',
      item: WorkspaceAccess,
      query: { sort: 'slug', pagelen: 100 },
      cursor,
      signal,
    })
    const items = (page?.items ?? []).map(
      ({ workspace: { slug, name } }): Organisation => ({
        name: slug,
        title: name ?? slug,
        kind: slug === login ? 'own' : 'organisation',
      }),
    )
    return { items, next: page?.next ?? null, notices: page?.notices ?? [] }
  }
  return searchPages(read, listing, ({ name, title }) => [name, title])
}
