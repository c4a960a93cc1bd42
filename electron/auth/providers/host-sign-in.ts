import type { HostPlace } from '#shared/contract/accounts.ts'
import type { CloudAddresses } from '../../hosts/addresses.ts'
import { isSafeForSecrets } from '../place.ts'
import { ANY_TENANT, azureDevOpsServerSignIn, azureDevOpsSignIn } from './azure-devops.ts'
import { bitbucketSignIn } from './bitbucket.ts'
import { bitbucketDataCenterSignIn } from './bitbucket-data-center.ts'
import { gitHubSignIn } from './github.ts'
import { gitLabSignIn } from './gitlab.ts'
import type { HostSignIn } from './provider.ts'

/** The ways in at a place in its normal form. `tenant` is Microsoft Entra's; null where none is known. */
export function hostSignIn(place: HostPlace, addresses: CloudAddresses, tenant: string | null = null): HostSignIn {
  const described = describe(place, addresses, tenant)
  return isSafeForSecrets(place.domain) ? described : { ...described, oauth: null }
}

function describe({ host, domain }: HostPlace, addresses: CloudAddresses, tenant: string | null): HostSignIn {
  switch (host) {
    case 'github':
      return gitHubSignIn({ host, web: domain, api: addresses.github.api })
    case 'github-enterprise-server':
      return gitHubSignIn({ host, web: domain, api: `${domain}/api/v3` })
    case 'gitlab':
    case 'gitlab-self-managed':
      return gitLabSignIn({ host, web: domain })
    case 'bitbucket':
      return bitbucketSignIn({ web: domain })
    case 'bitbucket-data-center':
      return bitbucketDataCenterSignIn({ web: domain })
    case 'azure-devops':
      return azureDevOpsSignIn({ web: domain, login: addresses['azure-devops'].login, tenant: tenant ?? ANY_TENANT })
    case 'azure-devops-server':
      return azureDevOpsServerSignIn({ web: domain })
  }
}
