import type { PullRequest, RepositoryPath } from '#shared/domain/hosting.ts'
import type { GitHost } from '../git-host.ts'
import { readAnswer } from '../read-answer.ts'
import { allPages } from '../search-pages.ts'
import { PullRequestAnswer } from './answers.ts'
import { API, type DataCenterContext, repositoryPath } from './context.ts'
import { getPage } from './pages.ts'
import { headOf } from './web-address.ts'

/** Open pull requests whose source is this branch. */
export async function listPullRequests(
  context: DataCenterContext,
  path: RepositoryPath,
  source: string,
  signal?: AbortSignal,
): Promise<PullRequest[]> {
  const found = await allPages(async (cursor) => {
    const page = await getPage(context, {
      path: `${API}${repositoryPath(path)}/pull-requests`,
      item: PullRequestAnswer,
      query: { at: headOf(source), direction: 'OUTGOING', state: 'OPEN', limit: 100 },
      cursor,
      allow: [404],
      signal,
    })
    return page ?? { items: [], next: null }
  })
  return found
    .map((answer) => toPullRequest(context, path, answer))
    .filter((request) => request.source === source && (request.state === 'open' || request.state === 'draft'))
}

/** Creates a pull request; what the server refuses as a question (400, 404 of a branch, 409) is `refused` with its words. */
export async function createPullRequest(
  context: DataCenterContext,
  path: RepositoryPath,
  request: Parameters<GitHost['createPullRequest']>[1],
  signal?: AbortSignal,
): ReturnType<GitHost['createPullRequest']> {
  const repository = { slug: path.name, project: { key: path.organisation } }
  const { title, description, draft } = request
  const answer = await context.rest.post(`${API}${repositoryPath(path)}/pull-requests`, {
    body: {
      title,
      description,
      // Servers before 8.18 know no drafts.
      ...(draft ? { draft } : {}),
      fromRef: { id: headOf(request.source), repository },
      toRef: { id: headOf(request.target), repository },
    },
    allow: [400, 404, 409],
    signal,
  })
  if (answer.status >= 400) return { kind: 'refused', hostWords: answer.words ?? `${answer.status}` }
  return { kind: 'created', pullRequest: toPullRequest(context, path, readAnswer(PullRequestAnswer, answer, context.domain)) }
}

function toPullRequest({ domain }: DataCenterContext, path: RepositoryPath, answer: PullRequestAnswer): PullRequest {
  return {
    number: answer.id,
    title: answer.title ?? '',
    state: stateOf(answer),
    source: branchOf(answer.fromRef),
    target: branchOf(answer.toRef),
    author: answer.author?.user?.displayName ?? answer.author?.user?.name ?? null,
    webUrl: `${domain}${repositoryPath(path)}/pull-requests/${answer.id}`,
  }
}

function branchOf({ id, displayId }: PullRequestAnswer['fromRef']): string {
  return displayId ?? (id ?? '').replace(/^refs\/heads\//, '')
}

function stateOf({ state, draft }: PullRequestAnswer): PullRequest['state'] {
  if (state === 'MERGED') return 'merged'
  if (state === 'DECLINED') return 'closed'
  return draft ? 'draft' : 'open'
}
