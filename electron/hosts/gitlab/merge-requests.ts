import type { PullRequest, RepositoryPath } from '#shared/domain/hosting.ts'
import type { GitHost } from '../git-host.ts'
import { readAnswer } from '../read-answer.ts'
import { MergeRequest } from './answers.ts'
import { type GitlabContext, projectPath } from './context.ts'
import { getPage } from './pages.ts'

/** Open merge requests from this branch. */
export async function listMergeRequests(
  context: GitlabContext,
  path: RepositoryPath,
  source: string,
  signal?: AbortSignal,
): Promise<PullRequest[]> {
  const page = await getPage(context, {
    path: `${projectPath(path)}/merge_requests`,
    item: MergeRequest,
    query: { state: 'opened', source_branch: source },
    cursor: null,
    none: [404],
    signal,
  })
  return (page?.items ?? []).filter(({ source_branch }) => source_branch === source).map(pullRequest)
}

/** 409 is GitLab's no to a second one for the same branches, 400 and 422 to what it cannot take. */
export async function createMergeRequest(
  { rest, domain }: GitlabContext,
  path: RepositoryPath,
  { title, description, source, target, draft }: Parameters<GitHost['createPullRequest']>[1],
  signal?: AbortSignal,
): ReturnType<GitHost['createPullRequest']> {
  const answer = await rest.post(`${projectPath(path)}/merge_requests`, {
    body: {
      // A title that begins so makes a draft ("Draft merge requests").
      title: draft ? `Draft: ${title}` : title,
      description,
      source_branch: source,
      target_branch: target,
    },
    allow: [400, 409, 422],
    signal,
  })
  if (answer.status >= 400) return { kind: 'refused', hostWords: answer.words ?? `HTTP ${answer.status}` }
  return { kind: 'created', pullRequest: pullRequest(readAnswer(MergeRequest, answer, domain)) }
}

function pullRequest(request: MergeRequest): PullRequest {
  return {
    number: request.iid,
    title: request.title,
    state: stateOf(request),
    source: request.source_branch,
    target: request.target_branch,
    author: request.author?.username ?? null,
    webUrl: request.web_url,
  }
}

function stateOf({ state, draft, work_in_progress }: MergeRequest): PullRequest['state'] {
  if (state === 'merged') return 'merged'
  // `locked` is the short time while it is merged.
  if (state !== 'opened' && state !== 'locked') return 'closed'
  return (draft ?? work_in_progress) === true ? 'draft' : 'open'
}
