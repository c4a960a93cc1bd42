import type { RepositoryPath } from '#shared/domain/hosting.ts'
import type { WebPlace } from '../git-host.ts'
import { safePath, slashed } from '../safe-path.ts'
import type { BitbucketContext } from './context.ts'

/** Addresses of Bitbucket's pages, as its own links are made (not documented). */
export function webAddress(
  { web }: Pick<BitbucketContext, 'web'>,
  { organisation, name }: RepositoryPath,
  place: WebPlace,
): string {
  const repository = `${web}${safePath`/${organisation}/${name}`}`
  switch (place.kind) {
    case 'repository':
      return repository
    case 'branch':
      return repository + safePath`/branch/${slashed(place.branch)}`
    case 'commit':
      return repository + safePath`/commits/${place.commit}`
    case 'new-pull-request': {
      const query = new URLSearchParams({ source: place.source, dest: place.target })
      return `${repository}/pull-requests/new?${query}`
    }
  }
}
