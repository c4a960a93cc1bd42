import { z } from 'zod'
import type { HostedBranch, Page, RepositoryPath } from '#shared/domain/hosting.ts'
import type { Listing } from '../git-host.ts'
import { advice, readAnswer } from '../read-answer.ts'
import { safePath } from '../safe-path.ts'
import { searchPages } from '../search-pages.ts'
import { BranchAnswer, BranchRule, ShortBranch } from './answers.ts'
import { type GithubContext, repositoryPath } from './context.ts'
import { getPage } from './pages.ts'
import { findRepository } from './repositories.ts'

/**
 * Branches by name. GitHub cannot search them: a search asks for the branch of exactly this name, then reads on through the
 * list until a page has a match.
 */
export async function listBranches(
  context: GithubContext,
  path: RepositoryPath,
  listing: Listing,
  signal?: AbortSignal,
): Promise<Page<HostedBranch>> {
  const search = listing.search.trim()
  const [repository, exact, page] = await Promise.all([
    advice(findRepository(context, path, signal)),
    search !== '' && listing.cursor === null ? advice(findBranch(context, path, search, signal)) : null,
    searchPages(
      (cursor) => branchPage(context, path, cursor, signal),
      listing,
      ({ name }) => [name],
    ),
  ])
  const found = exact ? [exact, ...page.items.filter(({ name }) => name !== exact.name)] : page.items
  const defaultBranch = repository?.default_branch ?? null
  return { ...page, items: found.map((branch) => hosted(branch, defaultBranch, 'no')) }
}

/** One branch, with the rules that apply to it; null where it is not there. */
export async function readBranch(
  context: GithubContext,
  path: RepositoryPath,
  name: string,
  signal?: AbortSignal,
): Promise<HostedBranch | null> {
  const [branch, repository, rules] = await Promise.all([
    findBranch(context, path, name, signal),
    advice(findRepository(context, path, signal)),
    advice(readRules(context, path, name, signal)),
  ])
  return branch === null ? null : hosted(branch, repository?.default_branch ?? null, strictestOf(rules ?? []))
}

/** The branch of exactly this name: GitHub leads from a renamed branch's old name to its new one. */
export async function findBranch(
  { rest, domain }: GithubContext,
  path: RepositoryPath,
  name: string,
  signal?: AbortSignal,
): Promise<z.infer<typeof BranchAnswer> | null> {
  const answer = await rest.get(repositoryPath(path) + safePath`/branches/${name}`, { allow: [404], signal })
  if (answer.status === 404) return null
  const branch = readAnswer(BranchAnswer, answer, domain)
  return branch.name === name ? branch : null
}

async function branchPage(
  context: GithubContext,
  path: RepositoryPath,
  cursor: string | null,
  signal: AbortSignal | undefined,
): Promise<Page<ShortBranch>> {
  const question = { path: `${repositoryPath(path)}/branches`, item: ShortBranch, cursor, none: [404], signal }
  return (await getPage(context, question)) ?? { items: [], next: null, notices: [] }
}

/** Rules of rulesets. Those of classic protection are for administrators to read. */
async function readRules(
  { rest, domain }: GithubContext,
  path: RepositoryPath,
  branch: string,
  signal: AbortSignal | undefined,
): Promise<string[]> {
  const answer = await rest.get(repositoryPath(path) + safePath`/rules/branches/${branch}`, {
    query: { per_page: 100 },
    allow: [404],
    signal,
  })
  return answer.status === 404 ? [] : readAnswer(z.array(BranchRule), answer, domain).map(({ type }) => type)
}

/** Rules that turn away every push that does not come through a pull request. */
const NO_PUSH = ['pull_request', 'update', 'merge_queue']
/** Rules that a push of new commits meets anyway. */
const HARMLESS = ['creation', 'deletion', 'non_fast_forward', 'branch_name_pattern', 'tag_name_pattern']

function strictestOf(rules: readonly string[]): HostedBranch['protected'] {
  if (rules.some((rule) => NO_PUSH.includes(rule))) return 'yes'
  return rules.some((rule) => !HARMLESS.includes(rule)) ? 'partly' : 'no'
}

function hosted(branch: ShortBranch, defaultBranch: string | null, rules: HostedBranch['protected']): HostedBranch {
  return {
    name: branch.name,
    commit: branch.commit.sha,
    isDefault: branch.name === defaultBranch,
    protected: rules === 'no' && branch.protected === true ? 'partly' : rules,
  }
}
