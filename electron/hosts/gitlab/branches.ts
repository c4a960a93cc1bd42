import type { HostedBranch, Page, RepositoryPath } from '#shared/domain/hosting.ts'
import type { Listing } from '../git-host.ts'
import { Branch } from './answers.ts'
import { type GitlabContext, projectPath } from './context.ts'
import { getPage } from './pages.ts'

/** Branches by name, those that match exactly first; none where the project is not to be seen. */
export async function listBranches(
  context: GitlabContext,
  path: RepositoryPath,
  { search, cursor }: Listing,
  signal?: AbortSignal,
): Promise<Page<HostedBranch>> {
  const page = await branchPage(context, path, search.trim(), cursor, signal)
  return page ? { ...page, items: page.items.map(hosted) } : { items: [], next: null, notices: [] }
}

/** One branch, asked for by the beginning of its name (`^name`, "List repository branches"): with exact ones first it is there. */
export async function readBranch(
  context: GitlabContext,
  path: RepositoryPath,
  name: string,
  signal?: AbortSignal,
): Promise<HostedBranch | null> {
  const page = await branchPage(context, path, `^${name}`, null, signal)
  const branch = page?.items.find((each) => each.name === name)
  return branch ? hosted(branch) : null
}

function branchPage(
  context: GitlabContext,
  path: RepositoryPath,
  search: string,
  cursor: string | null,
  signal: AbortSignal | undefined,
): Promise<Page<Branch> | null> {
  const question = { path: `${projectPath(path)}/repository/branches`, item: Branch, query: { search: search || null }, cursor }
  return getPage(context, { ...question, none: [404], signal })
}

function hosted(branch: Branch): HostedBranch {
  return {
    name: branch.name,
    commit: branch.commit?.id ?? null,
    isDefault: branch.default === true,
    protected: protectionOf(branch),
  }
}

/** GitLab says whether this person may push; without that, protection alone does not tell. */
function protectionOf(branch: Branch): HostedBranch['protected'] {
  if (branch.protected !== true || branch.can_push === true) return 'no'
  return branch.can_push === false ? 'yes' : 'partly'
}
