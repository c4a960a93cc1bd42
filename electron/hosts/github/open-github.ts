import type { GitHost } from '../git-host.ts'
import type { HostParts } from '../open-host.ts'

export function openGithub(_parts: HostParts): GitHost {
  throw new Error('being written')
}
