import { z } from 'zod'
import type { PullRequest, RepositoryPath } from '#shared/domain/hosting.ts'
import type { GitHost } from '../git-host.ts'
import { readAnswer } from '../read-answer.ts'
import { Pull } from './answers.ts'
import { type GithubContext, PAGING, repositoryPath } from './context.ts'

/** Open pull requests from this branch of the repository itself, not of its forks. */
export async function listPullRequests(
  { rest, domain }: GithubContext,
  path: RepositoryPath,
  source: string,
  signal?: AbortSignal,
): Promise<PullRequest[]> {
  const query = { state: 'open', head: `${path.organisation}:${source}`, per_page: PAGING.pageSize }
  const answer = await rest.get(`${repositoryPath(path)}/pulls`, { query, allow: [404], signal })
  if (answer.status === 404) return []
  return readAnswer(z.array(Pull), answer, domain)
    .filter(({ head }) => head.ref === source)
    .map(pullRequest)
}

/** 422 is GitHub's no to what was asked: there is one already, nothing to merge, drafts are not available, … */
export async function createPullRequest(
  { rest, domain }: GithubContext,
  path: RepositoryPath,
  { title, description, source, target, draft }: Parameters<GitHost['createPullRequest']>[1],
  signal?: AbortSignal,
): ReturnType<GitHost['createPullRequest']> {
  const answer = await rest.post(`${repositoryPath(path)}/pulls`, {
    body: { title, body: description, head: source, base: target, draft },
    allow: [422],
    signal,
  })
  if (answer.status === 422) return { kind: 'refused', hostWords: answer.words ?? 'Validation failed' }
  return { kind: 'created', pullRequest: pullRequest(readAnswer(Pull, answer, domain)) }
}

function pullRequest(pull: Pull): PullRequest {
  return {
    number: pull.number,
    title: pull.title,
    state: stateOf(pull),
    source: pull.head.ref,
    target: pull.base.ref,
    author: pull.user?.login ?? null,
    webUrl: pull.html_url,
  }
}

function stateOf({ state, draft, merged_at }: Pull): PullRequest['state'] {
  if (state === 'open') return draft === true ? 'draft' : 'open'
  return merged_at ? 'merged' : 'closed'
}
