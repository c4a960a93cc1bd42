import type { GitHost } from '../git-host.ts'
import type { HostParts } from '../open-host.ts'

/** Azure DevOps Services and Server (`Azure DevOps Services REST API`, version 7.1). */
export function openAzureDevops(_parts: HostParts): GitHost {
  throw new Error('being written')
}
