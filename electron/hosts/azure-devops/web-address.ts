import type { RepositoryPath } from '#shared/domain/hosting.ts'
import type { WebPlace } from '../git-host.ts'
import { safePath } from '../safe-path.ts'
import { type AzureContext, headOf, organisationPath, projectOf } from './context.ts'

/** Addresses of Azure DevOps' pages, as its own links are made (not documented). That of a repository is Git's as well. */
export function webAddress(context: Pick<AzureContext, 'kind' | 'domain'>, path: RepositoryPath, place: WebPlace): string {
  const { organisation, name } = path
  const within = context.domain + organisationPath(context, organisation)
  const repository = within + safePath`/${projectOf(path)}/_git/${name}`
  switch (place.kind) {
    case 'repository':
      return repository
    case 'branch':
      return `${repository}?${new URLSearchParams({ version: `GB${place.branch}` })}`
    case 'commit':
      return repository + safePath`/commit/${place.commit}`
    case 'new-pull-request': {
      const query = new URLSearchParams({ sourceRef: headOf(place.source), targetRef: headOf(place.target) })
      return `${repository}/pullrequestcreate?${query}`
    }
  }
}
