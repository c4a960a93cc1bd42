import type { CloneCheck } from '#shared/contract/connections.ts'
import type { PickedFolder } from '#shared/contract/folders.ts'
import { CLOUD_HOSTS, type HostKind, ON_PREMISES_HOSTS, type OnPremisesHost } from '#shared/domain/host.ts'
import type { ApiId } from '#shared/domain/ids.ts'

export type Refusal = Exclude<CloneCheck, { kind: 'accepted' }>

/** A way out of a refusal, offered as a button; the first one is the one to propose. */
export type WayOut =
  | { kind: 'use-folder'; folder: PickedFolder }
  | { kind: 'pick-another' }
  | { kind: 'check-again' }
  | { kind: 'use-remote'; name: string; url: string }
  | { kind: 'use-domain'; domain: string; host: OnPremisesHost | null }
  | { kind: 'change-domain' }
  | { kind: 'change-host' }
  | { kind: 'open-api'; apiId: ApiId; name: string }

const PICK: WayOut = { kind: 'pick-another' }
const AGAIN: WayOut = { kind: 'check-again' }

/** Every refusal's ways out (requirement B6: each failing rule has its own). Never empty. */
export function waysOut(refusal: Refusal): WayOut[] {
  switch (refusal.kind) {
    case 'subfolder':
      return [{ kind: 'use-folder', folder: refusal.root }, PICK]
    case 'inside-git-folder':
      return refusal.root === null ? [PICK] : [{ kind: 'use-folder', folder: refusal.root }, PICK]
    case 'bare':
    case 'not-a-repository':
    case 'not-a-folder':
      return [PICK]
    case 'unsupported':
    case 'missing':
      return [PICK, AGAIN]
    case 'no-permission':
    case 'broken':
    case 'detached':
    case 'no-remote':
      return [AGAIN, PICK]
    case 'other-remote':
      return [...refusal.candidates.map(({ name, url }): WayOut => ({ kind: 'use-remote', name, url })), PICK]
    case 'other-domain':
      return otherDomain(refusal)
    case 'already-connected':
      return [{ kind: 'open-api', apiId: refusal.apiId, name: refusal.apiName }, PICK]
  }
}

function otherDomain({ suggestion }: Extract<Refusal, { kind: 'other-domain' }>): WayOut[] {
  if (suggestion === null) return [PICK, { kind: 'change-domain' }, { kind: 'change-host' }]
  if (suggestion.host !== null && isCloudHost(suggestion.host)) return [PICK, { kind: 'change-domain' }]
  const host = suggestion.host !== null && isOnPremises(suggestion.host) ? suggestion.host : null
  return [{ kind: 'use-domain', domain: suggestion.domain, host }, PICK, { kind: 'change-domain' }]
}

/** Whether a kind of host is one of the four in the cloud. */
export function isCloudHost(host: HostKind): boolean {
  return CLOUD_HOSTS.some((cloud) => cloud === host)
}

/** Whether a kind of host is an own server. */
export function isOnPremises(host: HostKind): host is OnPremisesHost {
  return ON_PREMISES_HOSTS.some((own) => own === host)
}
