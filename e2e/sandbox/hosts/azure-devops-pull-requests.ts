import { z } from 'zod'
import { azureError, describePullRequest } from './azure-devops-answers.ts'
import { branchesOf } from './bare-repository.ts'
import type { RestAnswer, RestRequest, SandboxHost, SandboxPullRequest, SandboxRepository } from './model.ts'

const Ref = z.string().startsWith('refs/heads/')
const NewPullRequest = z.object({
  title: z.string().min(1),
  description: z.string().default(''),
  isDraft: z.boolean().default(false),
  sourceRefName: Ref,
  targetRefName: Ref,
})

/** Creates a pull request, or refuses with Azure DevOps' numbered sentences. */
export function createAzurePullRequest(
  { body, caller }: RestRequest,
  host: SandboxHost,
  repository: SandboxRepository,
): RestAnswer {
  const asked = NewPullRequest.safeParse(body)
  if (!asked.success)
    return azureError(400, 'A valid source and target reference and a title are needed.', 'InvalidArgumentValue')
  const { title, description, isDraft, sourceRefName, targetRefName } = asked.data
  const [source, target] = [sourceRefName.slice('refs/heads/'.length), targetRefName.slice('refs/heads/'.length)]
  const branches = branchesOf(repository.bare).map(({ name }) => name)
  if (!branches.includes(source) || !branches.includes(target)) {
    const words = `TF401398: The pull request cannot be created because either the source branch ${source} or the target branch ${target} does not exist.`
    return azureError(400, words, 'GitPullRequestCannotBeActivated')
  }
  const isOpen = ({ state }: SandboxPullRequest) => state === 'open' || state === 'draft'
  if (repository.pullRequests.some((each) => isOpen(each) && each.source === source && each.target === target)) {
    const words = 'TF401179: An active pull request for the source and target branch already exists.'
    return azureError(409, words, 'GitPullRequestExistsException')
  }
  const created: SandboxPullRequest = {
    number: repository.pullRequests.length + 1,
    title,
    description,
    source,
    target,
    author: caller?.person.login ?? '',
    state: isDraft ? 'draft' : 'open',
  }
  repository.pullRequests.push(created)
  return { status: 201, body: describePullRequest(created, repository, host) }
}
