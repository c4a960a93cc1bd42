import type { GitHost } from '../git-host.ts'
import type { HostParts } from '../open-host.ts'

/** Bitbucket Cloud (`The Bitbucket Cloud REST API`, version 2.0). */
export function openBitbucket(_parts: HostParts): GitHost {
  throw new Error('being written')
}
