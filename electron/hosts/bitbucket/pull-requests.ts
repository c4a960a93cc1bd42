import type { PullRequest, RepositoryPath } from '#shared/domain/hosting.ts'
import type { GitHost } from '../git-host.ts'
import { readAnswer } from '../read-answer.ts'
import { allPages } from '../search-pages.ts'
import { PullRequestAnswer } from './answers.ts'
import { type BitbucketContext, repositoryPath } from './context.ts'
import { getPage, quoted } from './pages.ts'
import { webAddress } from './web-address.ts'

/** Open pull requests of a branch of this repository; those of forks with a branch of the same name are left out. */
export async function listPullRequests(
  context: BitbucketContext,
  path: RepositoryPath,
  source: string,
  signal?: AbortSignal,
): Promise<PullRequest[]> {
  const found = await allPages(async (cursor) => {
    const page = await getPage(context.rest, context.domain, {
      path: `${repositoryPath(path)}/pullrequests`,
      item: PullRequestAnswer,
      query: { state: 'OPEN', q: `source.branch.name = ${quoted(source)} AND state = "OPEN"`, pagelen: 50 },
      cursor,
      allow: [404],
      signal,
    })
    return page ?? { items: [], next: null }
  })
  const own = `${path.organisation}/${path.name}`.toLowerCase()
  return found
    .filter(({ source: from }) => from?.branch?.name === source && isOwn(from.repository?.full_name ?? null, own))
    .map((answer) => toPullRequest(context, path, answer))
    .filter(({ state }) => state === 'open' || state === 'draft')
}

/** Creates a pull request; what Bitbucket refuses as a question (400, 404 of a branch, 409) is `refused` with its words. */
export async function createPullRequest(
  context: BitbucketContext,
  path: RepositoryPath,
  request: Parameters<GitHost['createPullRequest']>[1],
  signal?: AbortSignal,
): ReturnType<GitHost['createPullRequest']> {
  const { title, description, source, target, draft } = request
  const answer = await context.rest.post(`${repositoryPath(path)}/pullrequests`, {
    body: { title, description, draft, source: { branch: { name: source } }, destination: { branch: { name: target } } },
    allow: [400, 404, 409],
    signal,
  })
  if (answer.status >= 400) return { kind: 'refused', hostWords: answer.words ?? `${answer.status}` }
  return { kind: 'created', pullRequest: toPullRequest(context, path, readAnswer(PullRequestAnswer, answer, context.domain)) }
}

function isOwn(fullName: string | null, own: string): boolean {
  return fullName === null || fullName.toLowerCase() === own
}

function toPullRequest(context: BitbucketContext, path: RepositoryPath, answer: PullRequestAnswer): PullRequest {
  return {
    number: answer.id,
    title: answer.title ?? '',
    state: stateOf(answer),
    source: answer.source?.branch?.name ?? '',
    target: answer.destination?.branch?.name ?? '',
    author: answer.author?.display_name ?? null,
    webUrl: `${webAddress(context, path, { kind: 'repository' })}/pull-requests/${answer.id}`,
  }
}

function stateOf({ state, draft }: PullRequestAnswer): PullRequest['state'] {
  if (state === 'MERGED') return 'merged'
  if (state === 'DECLINED' || state === 'SUPERSEDED') return 'closed'
  return draft ? 'draft' : 'open'
}
