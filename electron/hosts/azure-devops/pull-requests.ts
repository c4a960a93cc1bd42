import type { PullRequest, RepositoryPath } from '#shared/domain/hosting.ts'
import type { GitHost } from '../git-host.ts'
import { readAnswer } from '../read-answer.ts'
import { allPages } from '../search-pages.ts'
import { PullRequestAnswer } from './answers.ts'
import { type AzureContext, branchOf, headOf, repositoryPath, VERSION } from './context.ts'
import { getList } from './pages.ts'
import { webAddress } from './web-address.ts'

const PAGE_LENGTH = 100

/** Open pull requests of a branch of this repository; those of forks with a branch of the same name are left out. */
export async function listPullRequests(
  context: AzureContext,
  path: RepositoryPath,
  source: string,
  signal?: AbortSignal,
): Promise<PullRequest[]> {
  const found = await allPages(async (cursor) => {
    const skip = Number(cursor ?? 0)
    const page = await getList(context.rest, context.domain, {
      path: `${repositoryPath(context, path)}/pullrequests`,
      item: PullRequestAnswer,
      query: {
        'searchCriteria.sourceRefName': headOf(source),
        'searchCriteria.status': 'active',
        $top: PAGE_LENGTH,
        $skip: skip,
      },
      allow: [404],
      signal,
    })
    const items = page?.items ?? []
    return { items, next: items.length === PAGE_LENGTH ? String(skip + PAGE_LENGTH) : null }
  })
  return found
    .filter(({ sourceRefName, forkSource }) => sourceRefName === headOf(source) && forkSource == null)
    .map((answer) => toPullRequest(context, path, answer))
    .filter(({ state }) => state === 'open' || state === 'draft')
}

/** Creates a pull request; what the host refuses as a question (400, 404 of a branch, 409) is `refused` with its words. */
export async function createPullRequest(
  context: AzureContext,
  path: RepositoryPath,
  request: Parameters<GitHost['createPullRequest']>[1],
  signal?: AbortSignal,
): ReturnType<GitHost['createPullRequest']> {
  const { title, description, source, target, draft } = request
  const answer = await context.rest.post(`${repositoryPath(context, path)}/pullrequests`, {
    query: VERSION,
    body: { title, description, isDraft: draft, sourceRefName: headOf(source), targetRefName: headOf(target) },
    allow: [400, 404, 409],
    signal,
  })
  if (answer.status >= 400) return { kind: 'refused', hostWords: answer.words ?? `${answer.status}` }
  return { kind: 'created', pullRequest: toPullRequest(context, path, readAnswer(PullRequestAnswer, answer, context.domain)) }
}

function toPullRequest(context: AzureContext, path: RepositoryPath, answer: PullRequestAnswer): PullRequest {
  return {
    number: answer.pullRequestId,
    title: answer.title ?? '',
    state: stateOf(answer),
    source: branchOf(answer.sourceRefName) ?? answer.sourceRefName ?? '',
    target: branchOf(answer.targetRefName) ?? answer.targetRefName ?? '',
    author: answer.createdBy?.displayName ?? null,
    webUrl: `${webAddress(context, path, { kind: 'repository' })}/pullrequest/${answer.pullRequestId}`,
  }
}

function stateOf({ status, isDraft }: PullRequestAnswer): PullRequest['state'] {
  if (status === 'completed') return 'merged'
  if (status === 'abandoned') return 'closed'
  return isDraft ? 'draft' : 'open'
}
