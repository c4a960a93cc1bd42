import { z } from 'zod'
import { branchesOf, isAhead } from './bare-repository.ts'
import { dataCenterError, describePullRequest } from './bitbucket-data-center-answers.ts'
import type { RestAnswer, RestRequest, SandboxHost, SandboxPullRequest, SandboxRepository } from './model.ts'

const Ref = z.object({
  id: z.string().startsWith('refs/heads/'),
  repository: z.object({ slug: z.string(), project: z.object({ key: z.string() }) }),
})
const NewPullRequest = z.object({
  title: z.string().min(1),
  description: z.string().default(''),
  draft: z.boolean().default(false),
  fromRef: Ref,
  toRef: Ref,
})

/** Creates a pull request, or refuses as the server does: 409 for one that is there or has nothing in it. */
export function createDataCenterPullRequest(
  { body, caller }: RestRequest,
  host: SandboxHost,
  repository: SandboxRepository,
): RestAnswer {
  const asked = NewPullRequest.safeParse(body)
  if (!asked.success) return refused(400, 'Please enter a title.', 'validation.ArgumentValidation')
  const [source, target] = [asked.data.fromRef.id, asked.data.toRef.id].map((id) => id.slice('refs/heads/'.length))
  const branches = branchesOf(repository.bare).map(({ name }) => name)
  for (const branch of [source, target]) {
    if (branch === undefined || !branches.includes(branch)) {
      return refused(404, `Branch "${branch}" does not exist.`, 'repository.NoSuchBranch')
    }
  }
  if (source === undefined || target === undefined)
    return refused(400, 'Both refs are needed.', 'validation.ArgumentValidation')
  const open = repository.pullRequests.find(
    (each) => each.source === source && each.target === target && (each.state === 'open' || each.state === 'draft'),
  )
  if (repository.archived) return refused(409, 'This repository is archived.', 'repository.RepositoryArchived')
  if (open) {
    const words = 'Only one pull request may be open for a given source and target branch'
    return refused(409, words, 'pull.DuplicatePullRequest')
  }
  if (!isAhead(repository.bare, source, target)) {
    return refused(409, `${target} is already up-to-date with branch ${source}.`, 'pull.EmptyPullRequest')
  }
  const created: SandboxPullRequest = {
    number: repository.pullRequests.length + 1,
    title: asked.data.title,
    description: asked.data.description,
    source,
    target,
    author: caller?.person.login ?? '',
    state: asked.data.draft ? 'draft' : 'open',
  }
  repository.pullRequests.push(created)
  return { status: 201, body: describePullRequest(created, repository, host) }
}

function refused(status: number, message: string, exception: string): RestAnswer {
  return dataCenterError(status, message, `com.atlassian.bitbucket.${exception}Exception`)
}
