import type { HostKind } from '#shared/domain/host.ts'
import type { RepositoryPath } from '#shared/domain/hosting.ts'
import { webAddress as azureDevops } from './azure-devops/web-address.ts'
import { webAddress as bitbucket } from './bitbucket/web-address.ts'
import { webAddress as bitbucketDataCenter } from './bitbucket-data-center/web-address.ts'
import type { WebPlace } from './git-host.ts'
import { webAddress as github } from './github/web-address.ts'
import { webAddress as gitlab } from './gitlab/web-address.ts'

/** Address of a page of a repository, without asking anybody. Fails with `INVALID_PATH` for names that would lead elsewhere. */
export function pageAddress(host: HostKind, domain: string, path: RepositoryPath, place: WebPlace): string {
  switch (host) {
    case 'github':
    case 'github-enterprise-server':
      return github(domain, path, place)
    case 'gitlab':
    case 'gitlab-self-managed':
      return gitlab(domain, path, place)
    case 'bitbucket':
      return bitbucket({ web: domain }, path, place)
    case 'bitbucket-data-center':
      return bitbucketDataCenter({ domain }, path, place)
    case 'azure-devops':
    case 'azure-devops-server':
      return azureDevops({ kind: host, domain }, path, place)
  }
}
