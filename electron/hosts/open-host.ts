import type { HostKind } from '#shared/domain/host.ts'
import type { HostNetwork } from '../http/host-network.ts'
import type { CloudAddresses } from './addresses.ts'
import type { Authorization, GitHost } from './git-host.ts'

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
export function openHost(_parts: HostParts): GitHost {
  throw new Error('being written')
}
