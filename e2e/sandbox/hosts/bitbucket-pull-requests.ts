import { z } from 'zod'
import { branchesOf, defaultBranchOf, isAhead } from './bare-repository.ts'
import { bitbucketError, describePullRequest } from './bitbucket-answers.ts'
import type { RestAnswer, RestRequest, SandboxHost, SandboxPullRequest, SandboxRepository } from './model.ts'

const End = z.object({ branch: z.object({ name: z.string() }) })
const NewPullRequest = z.object({
  title: z.string().min(1),
  description: z.string().default(''),
  source: End,
  destination: End.optional(),
  draft: z.boolean().default(false),
})

/** Creates a pull request, or refuses as Bitbucket does: 400 with a sentence. */
export function createBitbucketPullRequest(
  { body, caller }: RestRequest,
  host: SandboxHost,
  repository: SandboxRepository,
): RestAnswer {
  const asked = NewPullRequest.safeParse(body)
  if (!asked.success) return bitbucketError(400, 'Bad request')
  const { title, description, draft } = asked.data
  const source = asked.data.source.branch.name
  const target = asked.data.destination?.branch.name ?? defaultBranchOf(repository.bare) ?? ''
  const branches = branchesOf(repository.bare).map(({ name }) => name)
  if (!branches.includes(source)) return bitbucketError(400, 'source: branch not found')
  if (!branches.includes(target)) return bitbucketError(400, 'destination: branch not found')
  if (!isAhead(repository.bare, source, target)) return bitbucketError(400, 'There are no changes to be pulled')
  const created: SandboxPullRequest = {
    number: repository.pullRequests.length + 1,
    title,
    description,
    source,
    target,
    author: caller?.person.login ?? '',
    state: draft ? 'draft' : 'open',
  }
  repository.pullRequests.push(created)
  return { status: 201, body: describePullRequest(created, repository, host) }
}
