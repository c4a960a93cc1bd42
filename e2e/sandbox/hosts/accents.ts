import type { HostKind } from '#shared/domain/host.ts'
import { azureDevopsAccent, azureDevopsServerAccent } from './azure-devops.ts'
import { bitbucketAccent } from './bitbucket.ts'
import { bitbucketDataCenterAccent } from './bitbucket-data-center.ts'
import type { HostAccent } from './model.ts'
import { plainAccent } from './plain-accent.ts'

const ACCENTS: Readonly<Record<HostKind, HostAccent>> = {
  github: plainAccent('github'),
  'github-enterprise-server': plainAccent('github-enterprise-server'),
  gitlab: plainAccent('gitlab'),
  'gitlab-self-managed': plainAccent('gitlab-self-managed'),
  bitbucket: bitbucketAccent,
  'bitbucket-data-center': bitbucketDataCenterAccent,
  'azure-devops': azureDevopsAccent,
  'azure-devops-server': azureDevopsServerAccent,
}

/** How each kind of host speaks. */
export function accentOf(kind: HostKind): HostAccent {
  return ACCENTS[kind]
}
