import type { GitHost } from '../git-host.ts'
import type { HostParts } from '../open-host.ts'

export function openGitlab(_parts: HostParts): GitHost {
  throw new Error('being written')
}
