import type { RepositoryPath } from '#shared/domain/hosting.ts'
import type { WebPlace } from '../git-host.ts'
import { safePath } from '../safe-path.ts'
import { type DataCenterContext, repositoryPath } from './context.ts'

/** Addresses of the server's pages, as its own links are made (not documented). */
export function webAddress({ domain }: Pick<DataCenterContext, 'domain'>, path: RepositoryPath, place: WebPlace): string {
  const repository = domain + repositoryPath(path)
  switch (place.kind) {
    case 'repository':
      return `${repository}/browse`
    case 'branch':
      return `${repository}/browse?${new URLSearchParams({ at: headOf(place.branch) })}`
    case 'commit':
      return repository + safePath`/commits/${place.commit}`
    case 'new-pull-request': {
      const query = new URLSearchParams({ sourceBranch: headOf(place.source), targetBranch: headOf(place.target) })
      return `${repository}/pull-requests?create&${query}`
    }
  }
}

/** A branch by its whole name, so that a tag of the same name is not meant. */
export function headOf(branch: string): string {
  return `refs/heads/${branch}`
}
