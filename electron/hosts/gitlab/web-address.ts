import type { RepositoryPath } from '#shared/domain/hosting.ts'
import type { WebPlace } from '../git-host.ts'
import { safePath, slashed } from '../safe-path.ts'
import { fullPath } from './context.ts'

/** GitLab's pages of a project. */
export function webAddress(domain: string, path: RepositoryPath, place: WebPlace): string {
  const project = domain + safePath`/${slashed(fullPath(path))}`
  switch (place.kind) {
    case 'repository':
      return project
    case 'branch':
      return project + safePath`/-/tree/${slashed(place.branch)}`
    case 'commit':
      return project + safePath`/-/commit/${place.commit}`
    case 'new-pull-request': {
      const query = new URLSearchParams({
        'merge_request[source_branch]': place.source,
        'merge_request[target_branch]': place.target,
      })
      return `${project}/-/merge_requests/new?${query}`
    }
  }
}
