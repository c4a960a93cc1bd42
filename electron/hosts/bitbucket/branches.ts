import type { HostedBranch, Page, RepositoryPath } from '#shared/domain/hosting.ts'
import type { Listing } from '../git-host.ts'
import { advice } from '../read-answer.ts'
import { allPages } from '../search-pages.ts'
import { Branch, BranchRestriction } from './answers.ts'
import { type BitbucketContext, repositoryPath } from './context.ts'
import { getPage, quoted } from './pages.ts'
import { readPerson } from './places.ts'
import { protectionOf } from './protection.ts'
import { findRepository } from './repositories.ts'

/** Branches by name (`/refs/branches`); none where the repository is not there. */
export async function listBranches(
  context: BitbucketContext,
  path: RepositoryPath,
  listing: Listing,
  signal?: AbortSignal,
): Promise<Page<HostedBranch>> {
  const search = listing.search.trim()
  const q = search === '' ? null : `name ~ ${quoted(search)}`
  const [page, describe] = await Promise.all([
    getBranches(context, path, q, listing.cursor, signal),
    readRules(context, path, signal),
  ])
  return { items: (page?.items ?? []).map(describe), next: page?.next ?? null, notices: page?.notices ?? [] }
}

/** One branch, asked for by a query: a name with slashes is no single part of a path. */
export async function readBranch(
  context: BitbucketContext,
  path: RepositoryPath,
  name: string,
  signal?: AbortSignal,
): Promise<HostedBranch | null> {
  const [found, describe] = await Promise.all([findBranch(context, path, name, signal), readRules(context, path, signal)])
  return found === null ? null : describe(found)
}

/** The branch as Bitbucket knows it; null where there is none of exactly this name. */
export async function findBranch(
  context: BitbucketContext,
  path: RepositoryPath,
  name: string,
  signal?: AbortSignal,
): Promise<Branch | null> {
  const page = await getBranches(context, path, `name = ${quoted(name)}`, null, signal)
  return page?.items.find((branch) => branch.name === name) ?? null
}

function getBranches(
  context: BitbucketContext,
  path: RepositoryPath,
  q: string | null,
  cursor: string | null,
  signal: AbortSignal | undefined,
): Promise<Page<Branch> | null> {
  return getPage(context.rest, context.domain, {
    path: `${repositoryPath(path)}/refs/branches`,
    item: Branch,
    query: { q, sort: 'name', pagelen: 100 },
    cursor,
    allow: [404],
    signal,
  })
}

/** What else is known of branches: which is the default, and the rules, which Bitbucket shows to administrators alone. */
async function readRules(
  context: BitbucketContext,
  path: RepositoryPath,
  signal: AbortSignal | undefined,
): Promise<(branch: Branch) => HostedBranch> {
  const [repository, restrictions] = await Promise.all([
    advice(findRepository(context, path, signal)),
    advice(readRestrictions(context, path, signal)),
  ])
  const rules = restrictions ?? []
  const person = rules.length === 0 ? null : await advice(readPerson(context, signal))
  return ({ name, target }) => ({
    name,
    commit: target?.hash ?? null,
    isDefault: name === repository?.mainbranch?.name,
    protected: protectionOf(name, rules, person?.hostUserId ?? null),
  })
}

function readRestrictions(
  { rest, domain }: BitbucketContext,
  path: RepositoryPath,
  signal: AbortSignal | undefined,
): Promise<BranchRestriction[]> {
  return allPages(async (cursor) => {
    const page = await getPage(rest, domain, {
      path: `${repositoryPath(path)}/branch-restrictions`,
      item: BranchRestriction,
      query: { kind: 'push', pagelen: 100 },
      cursor,
      allow: [403, 404],
      signal,
    })
    return page ?? { items: [], next: null }
  })
}
