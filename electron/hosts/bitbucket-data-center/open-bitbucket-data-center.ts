import type { GitHost } from '../git-host.ts'
import type { HostParts } from '../open-host.ts'

/** Bitbucket Data Center (`REST API`, version 1.0, below the domain's context path). */
export function openBitbucketDataCenter(_parts: HostParts): GitHost {
  throw new Error('being written')
}
