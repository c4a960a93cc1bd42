import type { HostKind } from '#shared/domain/host.ts'
import type { HostNetwork } from '../http/host-network.ts'
import type { CloudAddresses } from './addresses.ts'
import { openAzureDevops } from './azure-devops/open-azure-devops.ts'
import { openBitbucket } from './bitbucket/open-bitbucket.ts'
import { openBitbucketDataCenter } from './bitbucket-data-center/open-bitbucket-data-center.ts'
import type { Authorization, GitHost } from './git-host.ts'
import { openGithub } from './github/open-github.ts'
import { openGitlab } from './gitlab/open-gitlab.ts'

export interface HostParts {
  host: HostKind
  /** The accounts' domain; no slash at the end. */
  domain: string
  addresses: CloudAddresses
  authorization: Authorization | null
  network: HostNetwork
  /** Azure DevOps: the organisation that the sign-in belongs to; null elsewhere. */
  organisation: string | null
}

/** The module that speaks a host's language, with one sign-in. */
export function openHost(parts: HostParts): GitHost {
  switch (parts.host) {
    case 'github':
    case 'github-enterprise-server':
      return openGithub(parts)
    case 'gitlab':
    case 'gitlab-self-managed':
      return openGitlab(parts)
    case 'bitbucket':
      return openBitbucket(parts)
    case 'bitbucket-data-center':
      return openBitbucketDataCenter(parts)
    case 'azure-devops':
    case 'azure-devops-server':
      return openAzureDevops(parts)
  }
}
