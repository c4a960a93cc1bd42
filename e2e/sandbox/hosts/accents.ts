import type { HostKind } from '#shared/domain/host.ts'
import { azureDevopsAccent, azureDevopsServerAccent } from './azure-devops.ts'
import { bitbucketAccent } from './bitbucket.ts'
import { bitbucketDataCenterAccent } from './bitbucket-data-center.ts'
import { githubAccent, githubEnterpriseServerAccent } from './github.ts'
import { gitlabAccent, gitlabSelfManagedAccent } from './gitlab.ts'
import type { HostAccent } from './model.ts'

const ACCENTS: Readonly<Record<HostKind, HostAccent>> = {
  github: githubAccent,
  'github-enterprise-server': githubEnterpriseServerAccent,
  gitlab: gitlabAccent,
  'gitlab-self-managed': gitlabSelfManagedAccent,
  bitbucket: bitbucketAccent,
  'bitbucket-data-center': bitbucketDataCenterAccent,
  'azure-devops': azureDevopsAccent,
  'azure-devops-server': azureDevopsServerAccent,
}

/** How each kind of host speaks. */
export function accentOf(kind: HostKind): HostAccent {
  return ACCENTS[kind]
}
