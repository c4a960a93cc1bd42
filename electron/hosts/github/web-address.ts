import type { RepositoryPath } from '#shared/domain/hosting.ts'
import type { WebPlace } from '../git-host.ts'
import { safePath, slashed } from '../safe-path.ts'

/** GitHub's pages of a repository. The form for a pull request is "Using query parameters to create a pull request". */
export function webAddress(domain: string, { organisation, name }: RepositoryPath, place: WebPlace): string {
  const repository = domain + safePath`/${organisation}/${name}`
  switch (place.kind) {
    case 'repository':
      return repository
    case 'branch':
      return repository + safePath`/tree/${slashed(place.branch)}`
    case 'commit':
      return repository + safePath`/commit/${place.commit}`
    case 'new-pull-request':
      return `${repository}${safePath`/compare/${slashed(place.target)}`}...${slashedPath(place.source)}?expand=1`
  }
}

function slashedPath(path: string): string {
  return safePath`${slashed(path)}`
}
