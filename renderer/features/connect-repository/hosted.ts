import { organisationOf } from '#shared/domain/azure-organisation.ts'
import type { HostedRepository, RepositoryPath } from '#shared/domain/hosting.ts'
import type { CloudPart } from './state.ts'

/** The branch that the first commit makes where a repository has none and nobody named another. */
export const FIRST_BRANCH = 'main'

/** The repository as far as it is named; null while a part is missing. A pasted address of an organisation counts as its name. */
export function namedRepository(
  part: Pick<CloudPart, 'host' | 'organisation' | 'project' | 'repository'>,
): RepositoryPath | null {
  const azure = part.host === 'azure-devops'
  const organisation = azure ? organisationOf(part.organisation) : part.organisation.trim()
  const project = azure ? part.project.trim() : null
  const name = part.repository.trim()
  if (!organisation || project === '' || name === '') return null
  return { organisation, project, name }
}

/** The repository, once the host knows it and no other API has it. */
export function acceptedRepository({ repositoryCheck }: Pick<CloudPart, 'repositoryCheck'>): HostedRepository | null {
  if (repositoryCheck.kind !== 'answered' || repositoryCheck.answer.kind !== 'accepted') return null
  return repositoryCheck.answer.repository
}

/** Whether a repository has no commit yet, as far as the host tells. */
export function isEmptyRepository({ empty, defaultBranch }: Pick<HostedRepository, 'empty' | 'defaultBranch'>): boolean {
  return empty ?? defaultBranch === null
}

/** The branch that is meant: the named one, else the default one, else what a first commit makes. Blank while none is. */
export function meantBranch(part: Pick<CloudPart, 'branch' | 'repositoryCheck'>): string {
  if (part.branch !== null) return part.branch.trim()
  const repository = acceptedRepository(part)
  if (repository === null) return ''
  return repository.defaultBranch ?? (isEmptyRepository(repository) ? FIRST_BRANCH : '')
}

/** Whether the branch that is meant is one that the first commit makes. */
export function isFirstBranch(part: Pick<CloudPart, 'repositoryCheck' | 'branchCheck'>): boolean {
  const repository = acceptedRepository(part)
  if (repository === null || !isEmptyRepository(repository)) return false
  return part.branchCheck.kind !== 'answered' || part.branchCheck.answer.kind !== 'found'
}
