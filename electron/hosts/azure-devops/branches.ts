import type { HostedBranch, Page, RepositoryPath } from '#shared/domain/hosting.ts'
import type { Listing } from '../git-host.ts'
import { advice } from '../read-answer.ts'
import { safePath } from '../safe-path.ts'
import { allPages, searchPages } from '../search-pages.ts'
import { Policy, Ref, type Repository } from './answers.ts'
import { type AzureContext, branchOf, organisationPath, projectOf, repositoryPath } from './context.ts'
import { getPage } from './pages.ts'
import { readRights } from './permissions.ts'
import { readPersonId } from './places.ts'
import { hasBlockingPolicy, protectionOf, type Rules } from './protection.ts'
import { findRepository } from './repositories.ts'

/** Branches by name; none where the repository is not there. */
export async function listBranches(
  context: AzureContext,
  path: RepositoryPath,
  listing: Listing,
  signal?: AbortSignal,
): Promise<Page<HostedBranch>> {
  const search = listing.search.trim()
  // The host looks through the whole name, so that `heads` would find every branch.
  const read = (cursor: string | null) =>
    getRefs(context, path, { filter: 'heads/', filterContains: search === '' ? null : search }, cursor, signal)
  const page = await searchPages(read, listing, ({ name }) => [branchOf(name) ?? ''])
  const items = await describe(context, path, page.items, signal)
  return { ...page, items }
}

/** One branch. The host searches by the name's beginning, so pages are read until the whole name is met. */
export async function readBranch(
  context: AzureContext,
  path: RepositoryPath,
  name: string,
  signal?: AbortSignal,
): Promise<HostedBranch | null> {
  const refs = await allPages((cursor) => getRefs(context, path, { filter: `heads/${name}` }, cursor, signal))
  const found = refs.filter((ref) => branchOf(ref.name) === name).slice(0, 1)
  return (await describe(context, path, found, signal))[0] ?? null
}

async function getRefs(
  context: AzureContext,
  path: RepositoryPath,
  query: Record<string, string | null>,
  cursor: string | null,
  signal: AbortSignal | undefined,
): Promise<Page<Ref>> {
  const page = await getPage(context.rest, context.domain, {
    path: `${repositoryPath(context, path)}/refs`,
    item: Ref,
    query,
    cursor,
    length: 200,
    canSkip: false,
    allow: [404],
    signal,
  })
  return page ?? { items: [], next: null, notices: [] }
}

async function describe(
  context: AzureContext,
  path: RepositoryPath,
  refs: readonly Ref[],
  signal: AbortSignal | undefined,
): Promise<HostedBranch[]> {
  if (refs.length === 0) return []
  const repository = await advice(findRepository(context, path, signal))
  const rules = repository && (await readRules(context, path, repository, refs, signal))
  return refs.flatMap((ref) => {
    const name = branchOf(ref.name)
    if (name === null) return []
    const isDefault = name === branchOf(repository?.defaultBranch)
    return [{ name, commit: ref.objectId ?? null, isDefault, protected: rules ? protectionOf(ref, rules) : 'no' }]
  })
}

/** Asks only for what can make a difference to these branches. */
async function readRules(
  context: AzureContext,
  path: RepositoryPath,
  repository: Repository,
  refs: readonly Ref[],
  signal: AbortSignal | undefined,
): Promise<Rules> {
  const { organisation } = path
  const policies = (await advice(readPolicies(context, path, repository, signal))) ?? []
  const [rights, personId] = await Promise.all([
    hasBlockingPolicy(policies)
      ? advice(readRights(context, organisation, 'bypassPoliciesWhenPushing', [repository], signal))
      : null,
    refs.some(({ isLocked }) => isLocked === true) ? readPersonId(context, organisation, signal) : null,
  ])
  return {
    repositoryId: repository.id,
    defaultBranch: branchOf(repository.defaultBranch),
    policies,
    mayBypass: rights?.get(repository.id) ?? null,
    personId,
  }
}

/** Policies of a repository's branches (`Policy Configurations - Get`). */
function readPolicies(
  context: AzureContext,
  path: RepositoryPath,
  { id }: Repository,
  signal: AbortSignal | undefined,
): Promise<Policy[]> {
  const within = organisationPath(context, path.organisation) + safePath`/${projectOf(path)}`
  return allPages(async (cursor) => {
    const page = await getPage(context.rest, context.domain, {
      path: `${within}/_apis/git/policy/configurations`,
      item: Policy,
      query: { repositoryId: id },
      cursor,
      length: 200,
      canSkip: false,
      allow: [403, 404],
      signal,
    })
    return page ?? { items: [], next: null }
  })
}
